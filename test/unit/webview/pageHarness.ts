import { valueOf } from "../../../src/core/at";
import { DEFAULT_BOUNDS } from "../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../src/core/result/result";
import { splitResult } from "../../../src/core/result/packedResult";
import type { HostToWebview, PanelSettings, WebviewToHost } from "../../../src/protocol/messages";
import { WEBVIEW_STRINGS } from "../../../src/protocol/strings";
import type { AxisRanges } from "../../../src/webview/charts/screen";
import type { Figure } from "../../../src/webview/content/figures";
import type { ChartContent } from "../../../src/webview/content/types";
import { lateContent } from "../../../src/webview/content/vendorCheck/lateContent";
import { Page } from "../../../src/webview/page";
import type { PageState } from "../../../src/webview/pageState";
import type { PageHooks } from "../../../src/webview/pageWidgets";
import * as handMakers from "../../../src/webview/hand/makers";
import * as optionsMakers from "../../../src/webview/optionsMakers";
import * as pictureFiles from "../../../src/webview/pictureFiles";
import * as tableMakers from "../../../src/webview/tableMakers";
import {
	CHECK_PART,
	HAND_PART,
	OPTIONS_PART,
	PICTURES_PART,
	type PagePart,
	TABLE_PART,
} from "../../../src/webview/parts";
import { packed } from "../../support/packed";
import { PRINT, captionOf, editorTheme } from "./shown";

const PANEL_SETTINGS: PanelSettings = {
	strings: WEBVIEW_STRINGS,
	locale: "en",
	timeZone: "UTC",
	palette: "colorBlindSafe",
	valueAreaPercent: 70,
	valueAreaMethod: "pairs",
	agreement: DEFAULT_BOUNDS,
	sessions: [],
};

const PARTS: ReadonlyMap<string, object> = new Map<string, object>([
	[CHECK_PART.name, lateContent],
	[HAND_PART.name, handMakers],
	[OPTIONS_PART.name, optionsMakers],
	[PICTURES_PART.name, pictureFiles],
	[TABLE_PART.name, tableMakers],
]);

/** A message that the page has posted. */
export type Posted = {
	[Type in keyof WebviewToHost]: { readonly type: Type; readonly body: WebviewToHost[Type] };
}[keyof WebviewToHost];

/** The page's logic between a host and widgets that both only take notes. */
export class PageOnPaper {
	readonly posted: Posted[] = [];
	/** What was drawn, in order. */
	readonly drawn: { readonly content: ChartContent; readonly zoom: AxisRanges }[] = [];
	/** The strips of a profile that followed the picture, frame by frame. */
	readonly strips: (readonly Figure[])[] = [];
	/** What a screen reader heard. */
	readonly announced: string[] = [];
	/** The scripts of parts that were loaded, in order. */
	readonly loaded: string[] = [];
	/** Those that cannot be loaded. */
	readonly missing = new Set<string>();
	/** What the page keeps for its next life. */
	kept: unknown;
	hasScreenReader = false;
	readonly page: Page;
	/** Calls that wait for a time to pass. */
	private readonly later = new Set<() => void>();
	private revision = 0;
	private frame: (() => void) | undefined;
	private inner: { readonly state: PageState; readonly hooks: PageHooks } | undefined;

	constructor(remembered?: unknown) {
		this.kept = remembered;
		const host = {
			post: <Type extends keyof WebviewToHost>(type: Type, body: WebviewToHost[Type]) => {
				this.posted.push({ type, body } as Posted);
			},
			recall: () => this.kept,
			keep: (state: unknown) => {
				this.kept = state;
			},
			listen: () => undefined,
		};
		const around = {
			theme: () => editorTheme("dark"),
			printTheme: () => PRINT,
			onThemeChange: () => undefined,
			hasScreenReader: () => this.hasScreenReader,
			wear: () => undefined,
			nextFrame: (call: () => void) => {
				this.frame = call;
			},
			markDrawn: () => undefined,
			every: () => undefined,
			after: (_milliseconds: number, call: () => void) => {
				this.later.add(call);
				return () => this.later.delete(call);
			},
			parts: {
				// What is loaded with the first chart is there; the others come when they are asked for.
				made: <Made extends object>({ name }: PagePart<Made>) =>
					name === HAND_PART.name ? (valueOf(PARTS, name) as Made) : undefined,
				load: <Made extends object>({ file, name }: PagePart<Made>) => {
					this.loaded.push(file);
					if (this.missing.has(file)) return Promise.reject(new Error(`${file} is gone.`));
					return Promise.resolve(valueOf(PARTS, name) as Made);
				},
			},
		};
		this.page = new Page(host, around, (state, hooks) => {
			this.inner = { state, hooks };
			return {
				stage: {
					draw: (content, _theme, _words, zoom) => this.drawn.push({ content, zoom }),
					chart: undefined,
					isZoomed: false,
					resetZoom: () => undefined,
					setTheme: () => undefined,
					toggleHelp: () => undefined,
				},
				live: { announce: (words) => this.announced.push(words) },
				toolbar: { focus: () => undefined },
				options: { focus: () => undefined },
				footnote: { text: "" },
				goTo: undefined,
				useHand: () => undefined,
				render: () => undefined,
				showStatus: () => undefined,
				showFollowed: () => {
					const { chart } = this.state;
					if (chart?.followed !== undefined) this.strips.push(chart.followed.figures);
				},
				follow: () => undefined,
			};
		});
	}

	get state(): PageState {
		return this.opened.state;
	}

	/** What a person can do. */
	get hooks(): PageHooks {
		return this.opened.hooks;
	}

	private get opened() {
		if (this.inner === undefined) throw new Error("The page has no widgets yet.");
		return this.inner;
	}

	/** The messages of one type that the page has posted so far. */
	bodiesOf<Type extends keyof WebviewToHost>(type: Type): WebviewToHost[Type][] {
		return this.posted
			.filter((one) => one.type === type)
			.map(({ body }) => body as WebviewToHost[Type]);
	}

	settings(more: Partial<PanelSettings> = {}): void {
		this.page.handlers.settings({ ...PANEL_SETTINGS, ...more });
	}

	/** The host says what the page is of, and sends answers, `null` where a query has none. */
	show(results: readonly (QueryResult | null)[], caption = captionOf(results)): number {
		const queries = results.flatMap((result) => (result === null ? [] : [result.query]));
		this.page.handlers.persist({ queries });
		return this.send(
			results.map((result) => result && splitResult(packed(result))),
			caption,
		);
	}

	/** The same with answers as they come over the wall. @returns their revision */
	send(results: HostToWebview["show"]["results"], caption = captionOf([])): number {
		const revision = ++this.revision;
		this.page.handlers.show({ revision, caption, results });
		return revision;
	}

	/** So much time passes that whatever waits for some is called. */
	passTime(): void {
		const calls = [...this.later];
		this.later.clear();
		for (const call of calls) call();
	}

	/** What is painted appears on the screen. */
	nextFrame(): void {
		const { frame } = this;
		this.frame = undefined;
		frame?.();
	}
}
