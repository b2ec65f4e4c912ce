import type { AxisRange } from "../../core/chart/axisRange";
import type { LineData } from "../../core/chart/lineTrace";
import type { vwapModel } from "../../core/chart/vwapModel";
import type { Layout, ViewOptions } from "../../core/query/viewOptions";
import type { Series, TimeRange } from "../../core/result/series";
import type { TableName } from "../../core/table/copyWish";
import type { Part } from "../../core/table/parts";
import type { ActionId, MessageAction, PanelCaption } from "../../protocol/messages";
import type { bandLayer, lineLayer } from "../charts/layers/line";
import type { Screen } from "../charts/screen";
import type { Plot, TimeScreenInput } from "../charts/screens/timeInput";
import type * as tableMakers from "../tableMakers";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";
import type { Control } from "./control";
import type { Figure } from "./figures";
import type { TableContent } from "./tableContent";
import type { compareMarkets } from "./vwap/comparedMarkets";

/** A line or mark that can be switched off. */
export interface LegendItem {
	readonly id: string;
	readonly label: string;
	readonly color: (theme: ChartTheme) => string;
	readonly look?: "dashed" | "dotted" | "area" | "hatched";
	/** A sign that stands for the mark, instead of a piece of line. */
	readonly glyph?: string;
	/** Ids of the figures that it is the colour of: the strip shows it with them, and its switch with the first. */
	readonly figures?: readonly string[];
	/** Under which id the chart reads its value at the crosshair; without one it is its own. */
	readonly reads?: string;
	/** The query that it is of, where it can be removed. */
	readonly part?: number;
}

/** A sentence above the chart, and what can be done about it. */
export interface Notice {
	readonly text: string;
	readonly actions: readonly MessageAction[];
}

/** A profile that follows what its chart shows, frame by frame. */
export interface Followed {
	/** The strip for the frame that is on the canvas. */
	readonly figures: readonly Figure[];
	/** The range of time that the frame shows. */
	readonly shown: AxisRange;
	/** Whether the frame shows the stretch that table, explanation and copies hold. */
	readonly isSettled: boolean;
	/** Computes what following needs, at a time when nobody waits. */
	readonly prepare: () => void;
}

/** The range of time that a chart showed last, and the key of its axes. */
export interface SeenRange {
	readonly key: string;
	readonly x: AxisRange;
}

/** What makes the numbers behind a chart a table. */
export type TableMakers = typeof tableMakers;

/** The numbers behind a chart: which table they are, and what makes it of them once that part of the page is loaded. */
export interface ChartTable {
	readonly name: TableName;
	readonly make: (makers: TableMakers) => TableContent;
}

/** Something to look at, in every form that the page has for it. */
export interface ChartContent {
	readonly state: "chart";
	readonly layout: Layout;
	readonly summary: string;
	readonly figures: readonly Figure[];
	/** What is to be known before the numbers. */
	readonly notices?: readonly Notice[];
	readonly table: ChartTable;
	/** The steps that led to the value area, where somebody wants to see them. */
	readonly explanation?: ChartTable;
	readonly screen: Screen;
	/** What follows the picture, where something does. */
	readonly followed?: Followed;
	/** The view whose numbers these are, where a stretch that the page knows stands in for chosen intervals. */
	readonly shownView?: ViewOptions;
	readonly legend: readonly LegendItem[];
	/** Choices that this chart alone has. */
	readonly controls?: readonly Control[];
	/** Charts with the same key have the same axes, so the zoom is kept between them. */
	readonly zoomKey: string;
	/** Facts about the data that decide which choices there are. */
	readonly facts: ContentFacts;
}

export interface ContentFacts {
	readonly intervals?: number;
	/** What the volumes of a profile are counted in. */
	readonly unit?: string;
	/** Why levels cannot be shown at the edges of their rows. */
	readonly noEdges?: string;
	/** Whether anchoring has the volume that it needs. */
	readonly hasVolume?: boolean;
	readonly hasCandles?: boolean;
	readonly hasRunning?: boolean;
	/** Whether the price axis can count in percent, and say distances from the last price. */
	readonly canCountPercent?: boolean;
	/** Why prices cannot be on a logarithmic axis. */
	readonly noLog?: string;
}

/** There is nothing to show: one sentence, with actions that help. */
export interface EmptyContent {
	readonly state: "empty";
	readonly text: string;
	readonly actions: readonly ActionId[];
}

export type Content = ChartContent | EmptyContent;

/** What content is built from. */
export interface ContentInput {
	readonly parts: readonly Part[];
	readonly view: ViewOptions;
	readonly words: Words;
	readonly caption: PanelCaption;
	/** What the chart showed last; absent is everything. */
	readonly seen?: SeenRange | undefined;
	/** Makes the content of a vendor check, a cross-check or compared lines, once that part of the page is loaded. */
	readonly check?: CheckContentOf | undefined;
}

/** What makes charts over time: the page has that already, so a part that comes later does not bring it again. */
export interface TimeTools {
	readonly screenOf: (input: TimeScreenInput) => Screen;
	readonly lineOf: (times: Float64Array, values: Float64Array, interval: number) => LineData;
	/** Where the sessions of a view begin and end; none unless the view wants that. */
	readonly separatorsOf: (
		series: Series,
		range: TimeRange,
		view: ViewOptions,
		words: Words,
	) => readonly Plot[];
	readonly compareMarkets: typeof compareMarkets;
	readonly vwapModel: typeof vwapModel;
	readonly lineLayer: typeof lineLayer;
	readonly bandLayer: typeof bandLayer;
}

/** Makes the content of a vendor check, a cross-check or compared lines. */
export type CheckContentOf = (input: ContentInput, tools: TimeTools) => Content;

export function empty(
	text: string,
	actions: readonly ActionId[] = ["changeRange", "refresh"],
): EmptyContent {
	return { state: "empty", text, actions };
}
