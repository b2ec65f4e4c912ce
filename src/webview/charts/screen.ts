import type { AxisBounds, AxisRange } from "../../core/chart/axisRange";
import type { ChartTheme } from "../theme";
import type { AxisState, Frame, PaneFrame, Point } from "./frame";
import type { Anchors } from "./anchors";
import type { Spans } from "./spans";

/** Room for a chart and what is needed to lay it out. */
export interface ScreenSize {
	readonly width: number;
	readonly height: number;
	readonly pixelRatio: number;
	readonly theme: ChartTheme;
	/** Width of a bold label in pixels. */
	readonly measure: (label: string) => number;
	/** Axes of other charts under that of this one, which have its width. */
	readonly under?: readonly AxisState[];
}

/** Ranges of the axes that move. An axis without one shows everything, or fits what the other axis shows. */
export interface AxisRanges {
	readonly x?: AxisRange;
	readonly y?: AxisRange;
}

/** What the crosshair is on: a time, a row of a profile, or both. */
export interface Cursor {
	/** Number of the profile among those that stand side by side. */
	readonly profile?: number;
	/** Epoch milliseconds of an interval. */
	readonly time?: number;
	/** Number of a bar or row in the frame that is on the canvas; another frame may number them anew. */
	readonly row?: number;
}

/** What the hover card and the live region say about the place under the crosshair. */
export interface ItemWords {
	readonly title: string;
	/** Names of the markets, where each has a column of values. */
	readonly columns?: readonly string[];
	readonly rows: readonly ItemRow[];
	/** The same as one sentence. */
	readonly spoken: string;
}

export interface ItemRow {
	readonly label: string;
	readonly value: string;
	/** One value for each column, where there are several. */
	readonly values?: readonly string[];
	/** CSS colour of the mark before the label. */
	readonly color?: string;
}

/** A value of the strip at the crosshair, under the id of its figure or of its entry in the legend. */
export interface Reading {
	readonly id: string;
	/** What it is called there, where that differs. */
	readonly label?: string;
	readonly value: string;
	/** Smaller words after the value; absent are those of its figure. */
	readonly detail?: string;
	/** The time that it is of, where its interval ends at another than the one that the strip names. */
	readonly place?: string;
}

/** What the strip says of a place on the chart. */
export interface Readings {
	/** The place in words. */
	readonly place: string;
	readonly values: readonly Reading[];
}

/** A place in a pane by its values; NaN on an axis without one. */
export interface Place {
	readonly pane: string;
	readonly at: Point;
}

/** A box between two places, of whole intervals and rows, and what lies in it. */
export interface Measured {
	readonly pane: string;
	/** From the lower to the higher value of each axis; an axis without them is not measured. */
	readonly x?: readonly [number, number];
	readonly y?: readonly [number, number];
	readonly words: ItemWords;
}

interface CursorLine {
	readonly pane: string;
	readonly value: number;
	readonly label: string;
	/** How far what it frames reaches to both sides, where a line would run through numbers. */
	readonly half?: number;
}

/** Where the crosshair stands: a line across all panes that share the axis, and its label. */
export interface CursorMarks {
	readonly x?: CursorLine;
	readonly y?: CursorLine;
	/** Points that are marked where the lines cross. */
	readonly points: readonly { readonly pane: string; readonly x: number; readonly y: number }[];
}

/** A chart without its canvas: what it paints, what it says and how it moves. */
export interface Screen {
	/** The axis that the wheel zooms, and that keys walk along where there is one only. */
	readonly zoomAxis: "x" | "y";
	/** How far the axes move; an axis without bounds does not move. */
	readonly bounds: { readonly x?: AxisBounds; readonly y?: AxisBounds };
	/** Length of the intervals of a chart over time. */
	readonly interval?: number;
	/** Whether prices lie on a logarithmic axis. */
	readonly isLog: boolean;
	/** Stretches of time that can be selected, where the chart has any. */
	readonly spans?: Spans;
	/** Moments that VWAPs begin at, where the chart can have any. */
	readonly anchors?: Anchors;
	layOut(view: AxisRanges, size: ScreenSize): Frame;
	cursorAt(pane: PaneFrame, at: Point): Cursor | undefined;
	/**
	 * The cursor on the interval that a time lies in, and on the row at a price where there are rows; `undefined` where the
	 * chart has no such interval or row.
	 */
	cursorOf(place: { readonly time?: number; readonly price?: number }): Cursor | undefined;
	/** The next cursor in a direction; stops at the ends. `Infinity` goes to the end at once. */
	step(cursor: Cursor | undefined, dx: number, dy: number): Cursor | undefined;
	/** Values of a cursor on the moving axes. */
	pointOf(cursor: Cursor): { readonly x?: number; readonly y?: number };
	/** @param pointer where the pointer is, if that chose the cursor */
	marks(
		cursor: Cursor,
		pointer: { readonly pane: string; readonly at: Point } | undefined,
	): CursorMarks;
	describe(cursor: Cursor): ItemWords;
	/** What the strip says at a cursor; `undefined` where it goes on to say what it says at rest. */
	readings?(cursor: Cursor): Readings | undefined;
	/** What the strip says of its entries while nothing is pointed at. */
	readonly resting?: Readings | undefined;
	/** What lies between two places of a pane; `undefined` where nothing can be measured. */
	measure?(from: Place, to: Place): Measured | undefined;
	/** Which numbers a cursor points at, for copying them. */
	numbersAt(cursor: Cursor): NumbersAt;
}

/** Rows of a profile among those that are shown, an interval, or a cell of one. */
export type NumbersAt =
	| { readonly profile: number; readonly from: number; readonly to: number }
	| { readonly time: number; readonly row?: number };

/** A screen, and the frame of it that is on the canvas. */
export interface Showing {
	readonly screen: Screen;
	readonly frame: Frame | undefined;
}

/** Narrowest chart that still gets axis titles. */
export const TITLES_FROM_PIXELS = 240;
export const AXIS_HEIGHT = 24;
/** Around a label inside of a price axis. */
export const TAG_PADDING = 14;
/** Between the number and the name in a tag. */
export const TAG_NAME_GAP = 5;
/** Above the panes, so that a tag at an upper edge is not cut. */
export const TOP_PADDING = 8;
/** Room of the name above a pane. */
export const NAME_HEIGHT = 18;
/** The strip that shows which range of time is visible. */
export const BRUSH_PANE = "brush";
