import { canonicalJson } from "../core/query/canonical";
import type { MarketQuery } from "../core/query/query";
import type { ViewOptions } from "../core/query/viewOptions";
import type { QueryResult } from "../core/result/result";
import { partsOf, type Part } from "../core/table/parts";
import { type FollowingState, KEPT_STATE_VERSION, type PanelCaption } from "../protocol/messages";
import type { PageStatus } from "./bannersOf";
import type { AxisRanges } from "./charts/screen";
import { contentOf } from "./content/content";
import type { ChartContent, Content, CheckContentOf, SeenRange } from "./content/types";
import type { PageMemory, ZoomMemory } from "./memory";
import type { OptionsMakers } from "./parts";
import type { ChartTheme } from "./theme";
import { DEFAULT_SETTINGS, type PageSettings, type Words, settingsFor, wordsOf } from "./words";

/** The caption before the host has sent one. */
export const NO_CAPTION: PanelCaption = {
	market: "",
	source: "",
	detail: "",
	footnote: "",
	notes: [],
	fromSnapshot: false,
	parts: [],
};

/** Answers as they are shown. */
export interface Shown {
	readonly revision: number;
	readonly results: readonly (QueryResult | null)[];
	readonly parts: readonly Part[];
	readonly content: Content;
}

/** What the page shows as a whole. */
export type PageName = "loading" | "chart" | "empty" | "failed";

/** Options that change nothing of the drawing. */
const QUIET = new Set<string>(["table", "link", "strip"]);

/** What the host last said, and how a person looks at it. */
export class PageState {
	caption: PanelCaption = NO_CAPTION;
	queries: readonly MarketQuery[] = [];
	/** Id of the saved market that the chart belongs to. */
	market: string | undefined;
	/** Edition of the host's view that the person's changes started from. */
	edition = 0;
	status: PageStatus = { kind: "busy", text: "" };
	shown: Shown | undefined;
	areOptionsOpen = false;
	/** What makes the choices beside the chart, once that part of the page is loaded. */
	optionsMakers: OptionsMakers | undefined;
	/** Makes the content of vendor checks, once that part of the page is loaded. */
	check: CheckContentOf | undefined;
	/** Whether the chart follows the market. */
	following: FollowingState = { isOn: false };
	/** Whether the host does not answer any more. */
	isUnheard = false;
	/** What the chart showed last. */
	seen: SeenRange | undefined;
	/** Whether the next pull over the chart selects a stretch of time. */
	isSelecting = false;
	/** Where the keyboard began to select. */
	selectFrom: number | undefined;
	/** Whether the next click on the chart anchors the VWAP. */
	isPicking = false;
	/** Whether it sets one more anchor. */
	isAdding = false;
	private settings: PageSettings = DEFAULT_SETTINGS;
	private looks: ViewOptions = {};
	private language: Words = wordsOf(DEFAULT_SETTINGS);

	/** @param isReader whether a screen reader is in use now */
	constructor(
		public zoom: ZoomMemory | undefined,
		public theme: ChartTheme,
		private readonly isReader: () => boolean,
	) {}

	get words(): Words {
		return this.language;
	}

	get palette(): PageSettings["palette"] {
		return this.settings.palette;
	}

	get view(): ViewOptions {
		return this.looks;
	}

	set view(view: ViewOptions) {
		this.looks = view;
		this.language = wordsOf(settingsFor(this.settings, view));
	}

	setSettings(settings: PageSettings): void {
		this.settings = settings;
		this.language = wordsOf(settingsFor(settings, this.looks));
	}

	/** Builds everything that is shown of the answers. */
	show(revision: number, results: Shown["results"]): Content {
		const { view, words, caption } = this;
		const parts = partsOf(results, view, caption.parts);
		const content = contentOf({
			parts,
			view,
			words,
			caption,
			seen: this.seenRange,
			check: this.check,
		});
		this.shown = { revision, results, parts, content };
		// What waits for a place in time ends with the chart that has such places.
		if (this.chart?.screen.spans === undefined) {
			this.isSelecting = false;
			this.selectFrom = undefined;
		}
		return content;
	}

	/** What the chart shows, or will show of what an earlier page kept. */
	private get seenRange(): SeenRange | undefined {
		const { seen, zoom } = this;
		return seen ?? (zoom?.x && { key: zoom.key, x: zoom.x });
	}

	/** Forgets the answers when all of them belong to queries that the page no longer shows. */
	forgetOthers(): void {
		const asked = new Set(this.queries.map(canonicalJson));
		const isOurs = (result: QueryResult | null) =>
			result !== null && asked.has(canonicalJson(result.query));
		if (this.shown?.results.some(isOurs) === false) this.shown = undefined;
	}

	get chart(): ChartContent | undefined {
		const content = this.shown?.content;
		return content?.state === "chart" ? content : undefined;
	}

	get name(): PageName {
		if (this.shown !== undefined) return this.shown.content.state;
		if (this.status.kind === "busy") return "loading";
		return this.status.kind === "failed" ? "failed" : "empty";
	}

	/** With a screen reader, the table is open unless its user has closed it. */
	get isTableOpen(): boolean {
		return this.view.explain === true || (this.view.table ?? this.isReader());
	}

	/** The caption with times in the zone of the page, which the host does not know. */
	get zonedCaption(): PanelCaption {
		const { caption, words } = this;
		const detail = caption.detail === "" ? "" : `${caption.detail} · ${words.zone.name}`;
		return { ...caption, detail };
	}

	/** The ranges to which a person had zoomed these axes before. */
	zoomOf({ zoomKey }: ChartContent): AxisRanges {
		return this.zoom?.key === zoomKey ? this.zoom : {};
	}

	/** What the page keeps for its next load, once there are queries. */
	get memory(): PageMemory | undefined {
		const { queries, view, market, zoom } = this;
		if (queries.length === 0) return undefined;
		return {
			version: KEPT_STATE_VERSION,
			queries,
			view,
			...(market === undefined ? {} : { market }),
			...(zoom === undefined ? {} : { zoom }),
		};
	}

	/** Whether a chart with these view options is drawn like the present one. */
	drawsLike(view: ViewOptions): boolean {
		const before: Readonly<Record<string, unknown>> = { ...this.view };
		const after: Readonly<Record<string, unknown>> = { ...view };
		const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
		return [...fields].every((field) => before[field] === after[field] || QUIET.has(field));
	}
}
