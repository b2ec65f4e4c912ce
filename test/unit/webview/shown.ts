import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type ThemeKind, chartPalette, printPalette } from "../../../src/core/chart/palette";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../src/core/result/result";
import { type Part, partsOf } from "../../../src/core/table/parts";
import type { PanelCaption } from "../../../src/protocol/messages";
import { WEBVIEW_STRINGS } from "../../../src/protocol/strings";
import type { Frame } from "../../../src/webview/charts/frame";
import type { ScreenSize, AxisRanges } from "../../../src/webview/charts/screen";
import { contentOf } from "../../../src/webview/content/content";
import { lateContent } from "../../../src/webview/content/vendorCheck/lateContent";
import type { TableContent } from "../../../src/webview/content/tableContent";
import type {
	ChartContent,
	ChartTable,
	Content,
	SeenRange,
} from "../../../src/webview/content/types";
import * as tableMakers from "../../../src/webview/tableMakers";
import { type ChartTheme, themeOf } from "../../../src/webview/theme";
import {
	DEFAULT_SETTINGS,
	type PageSettings,
	type Words,
	settingsFor,
	wordsOf,
} from "../../../src/webview/words";

/** Answers as the page looks at them, without a page. */
export interface Shown {
	readonly parts: readonly Part[];
	readonly view: ViewOptions;
	readonly words: Words;
	readonly caption: PanelCaption;
	readonly content: Content;
}

/** The settings of a new installation, in English. */
export const SETTINGS: PageSettings = { ...DEFAULT_SETTINGS, strings: WEBVIEW_STRINGS };

export function captionOf(
	results: readonly (QueryResult | null)[],
	more: Partial<PanelCaption> = {},
): PanelCaption {
	const parts = results.map((result) => ({
		market: result === null ? "" : symbolOf(result),
		source: "Sample data",
		kind: result?.query.kind === "vwap" ? "VWAP" : "Volume profile",
	}));
	return {
		market: parts[0]?.market ?? "",
		source: "Sample data",
		detail: "24 h · hourly",
		footnote: "Sample data",
		notes: [],
		fromSnapshot: false,
		parts,
		...more,
	};
}

function symbolOf({ query }: QueryResult): string {
	if (query.provider === "kaiko") return query.instrument.toUpperCase();
	return query.provider === "trades" ? query.symbol : (query.rawSymbol ?? "");
}

/** What the page makes of answers under view options. */
export function show(
	results: readonly (QueryResult | null)[],
	view: ViewOptions = {},
	{ settings = {}, caption = {}, seen }: ShowMore = {},
): Shown {
	const words = wordsOf(settingsFor({ ...SETTINGS, ...settings }, view));
	const around = captionOf(results, caption);
	const parts = partsOf(results, view, around.parts);
	return {
		parts,
		view,
		words,
		caption: around,
		content: contentOf({ parts, view, words, caption: around, seen, check: lateContent }),
	};
}

interface ShowMore {
	readonly settings?: Partial<PageSettings>;
	readonly caption?: Partial<PanelCaption>;
	/** What the chart showed last. */
	readonly seen?: SeenRange | undefined;
}

/** A chart with its numbers as a table and, where the view wants one, its explanation, both made. */
export type TabledContent = ChartContent & {
	readonly table: TableContent;
	readonly explanation?: TableContent;
};

/** The same where there is something to draw. */
export function showChart(
	...of: Parameters<typeof show>
): Shown & { readonly content: TabledContent } {
	const shown = show(...of);
	const { content } = shown;
	assert.ok(content.state === "chart", content.state === "empty" ? content.text : "");
	return { ...shown, content: withTables(content) };
}

/** A chart once the part of the page that makes tables is there. */
export function withTables({ table, explanation, ...content }: ChartContent): TabledContent {
	const made = (table: ChartTable) => ({ ...table, ...table.make(tableMakers) });
	return {
		...content,
		table: made(table),
		...(explanation === undefined ? {} : { explanation: made(explanation) }),
	};
}

/** Tokens of the editor's own four themes, as the pages of the bench use them. */
const TOKENS = JSON.parse(readFileSync("test/bench/pages/themes.json", "utf8")) as Readonly<
	Record<ThemeKind, { readonly tokens: Readonly<Record<string, string>> }>
>;
const FONT = "sans-serif";

export function editorTheme(kind: ThemeKind): ChartTheme {
	const { tokens } = TOKENS[kind];
	return themeOf(
		kind,
		chartPalette(kind, "colorBlindSafe", (token) => tokens[token]),
		FONT,
	);
}

export const PRINT = themeOf("light", printPalette("colorBlindSafe"), FONT);

/** Every letter is as wide as any other: 0.6 of the font's size. */
export function widthOf(text: string, font: string): number {
	const size = Number.parseFloat(/[\d.]+(?=px)/.exec(font)?.[0] ?? "");
	return [...text].length * size * 0.6;
}

/** Where and how a chart is drawn. */
export interface Look {
	readonly width?: number;
	readonly height?: number;
	readonly pixelRatio?: number;
	readonly theme?: ChartTheme;
	/** The stretches in view. */
	readonly zoom?: AxisRanges;
}

const DARK = editorTheme("dark");

/** A chart laid out, ready to be drawn. */
export function frameOf({ screen }: ChartContent, look: Look = {}): Frame {
	const { width = 640, height = 400, pixelRatio = 1, theme = DARK, zoom = {} } = look;
	const measure = (label: string) => Math.ceil(widthOf(label, theme.boldFont));
	const size: ScreenSize = { width, height, pixelRatio, theme, measure };
	return screen.layOut(zoom, size);
}
