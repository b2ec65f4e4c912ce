import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../src/core/result/result";
import type { PanelCaption, PanelSettings } from "../../../src/protocol/messages";
import { TEST_RESULTS } from "../../editor/repository";
import { sampleAnswer } from "../../support/answers";
import { BarePage } from "./barePage";
import type { ThemeName } from "./bareEditor";
import type { ChartPage } from "./chartPage";
import type { sample } from "./queries";

type SampleQuery = ReturnType<typeof sample>;

/** The words around charts of the sample data. */
export function sampleCaption(queries: readonly SampleQuery[]): PanelCaption {
	const parts = queries.map(({ symbol, kind }) => ({
		market: symbol,
		source: "Sample data",
		kind: kind === "vwap" ? "VWAP" : "Volume profile",
	}));
	const market = [...new Set(parts.map((part) => part.market))].join(" + ");
	return {
		market,
		source: "Sample data",
		detail: "7 d · hourly",
		footnote: `Sample data · ${market}`,
		notes: [],
		fromSnapshot: false,
		parts,
	};
}

/**
 * Views of the sample data on the page alone: what `openView` opens in VS Code, in a hundredth of the
 * time, for tests of what the page itself draws and says.
 */
export class BareViews {
	private readonly answers = new Map<string, Promise<QueryResult>>();

	private constructor(readonly bare: BarePage) {}

	static async open(browser: Browser, theme: ThemeName = "dark"): Promise<BareViews> {
		return new BareViews(
			await BarePage.open(browser, { theme, viewport: { width: 980, height: 720 } }),
		);
	}

	/** Shows the answers to some queries, looked at in a way. */
	async show(
		queries: readonly SampleQuery[],
		view: ViewOptions = {},
		settings: Partial<PanelSettings> = {},
	): Promise<ChartPage> {
		const results = await Promise.all(queries.map((query) => this.answer(query)));
		await this.bare.show({ results, caption: sampleCaption(queries), view, settings });
		return this.bare.chart;
	}

	/** Keeps a picture for people in `test-results`. */
	async picture(name: string): Promise<void> {
		mkdirSync(TEST_RESULTS, { recursive: true });
		await this.bare.page.screenshot({ path: join(TEST_RESULTS, `${name}.png`) });
	}

	close(): Promise<void> {
		return this.bare.close();
	}

	private answer(query: SampleQuery): Promise<QueryResult> {
		const key = JSON.stringify(query);
		const known = this.answers.get(key) ?? sampleAnswer(query);
		this.answers.set(key, known);
		return known;
	}
}
