import type { AxisBounds, AxisRange } from "../../core/chart/viewRange";
import type { ChartTheme } from "../theme";
import type { AxisState, Frame } from "./frame";
import type { Scene } from "./scene";

/** Room for a chart and what is needed to lay it out. */
export interface PlotSize {
	readonly width: number;
	readonly height: number;
	readonly pixelRatio: number;
	readonly theme: ChartTheme;
	/** Width of a bold label in pixels. */
	readonly measure: (label: string) => number;
}

/** What the hover card and the live region say about one bar or point. */
export interface ItemWords {
	readonly title: string;
	readonly rows: readonly {
		readonly label: string;
		readonly value: string;
		readonly role?: "buy" | "sell";
	}[];
	/** The same as one sentence. */
	readonly spoken: string;
}

/** Where the crosshair stands. */
export interface CursorMarks {
	readonly x: number | undefined;
	readonly y: number | undefined;
	readonly xLabel: string;
	readonly yLabel: string;
	/** Whether there is a point to be marked where the lines cross. */
	readonly hasPoint: boolean;
}

/** One kind of chart: what it paints, what it says, and which of its axes moves. */
export interface Plot {
	readonly scene: Scene;
	readonly zoomAxis: "x" | "y";
	readonly bounds: AxisBounds;
	/** Lays the chart out for a stretch of its moving axis; the scene is painted from the result. */
	layOut(view: AxisRange, size: PlotSize): Frame;
	/** The bar or point nearest to a place on the moving axis. */
	itemAt(value: number): number | undefined;
	/** The next item that can be walked to; stops at the ends. */
	step(item: number | undefined, by: number): number | undefined;
	/** Place of an item on the moving axis. */
	valueOf(item: number): number;
	marks(item: number, pointer: { readonly x: number; readonly y: number } | undefined): CursorMarks;
	describe(item: number): ItemWords;
}

/** Narrowest chart that still gets axis titles. */
export const TITLES_FROM_PIXELS = 240;
export const AXIS_HEIGHT = 24;
/** Around a label inside of the price axis. */
export const TAG_PADDING = 14;

/** Before the first layout there is nothing to see. */
export function blankFrame(theme: ChartTheme): Frame {
	const axis: AxisState = { min: 0, max: 1, ticks: [], thickness: 0, title: "", tags: [] };
	return { x: axis, y: axis, theme, pixelRatio: 1, corner: "" };
}
