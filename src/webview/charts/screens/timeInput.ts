import type { LineData } from "../../../core/chart/lineTrace";
import type { PercentBase } from "../../../core/chart/percentScale";
import type { RowGrid } from "../../../core/chart/profile/rowTicks";
import type { AxisBounds, AxisRange } from "../../../core/chart/axisRange";
import type { MeasuredBox } from "../../../core/measure/rowsBetween";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import type { AxisTag, Layer } from "../frame";
import type { ColorBar } from "../colorBar";
import type { ProfilePane } from "../profilePane";
import type { SentencePane } from "../sentencePane";
import type { ItemRow, Reading } from "../screen";
import type { Anchors } from "../anchors";
import type { Spans } from "../spans";

/** Lowest and highest of what lies between two times; `undefined` where nothing does. */
export type ExtentOf = (from: number, to: number) => { low: number; high: number } | undefined;

/** Starts of intervals, ascending, how long each is, and whether the last was in progress when the answer was told. */
export interface Intervals {
	readonly times: Float64Array;
	readonly interval: number;
	readonly open?: boolean;
}

/** What is drawn over time in a pane, with what the pointer finds in it. */
export interface Plot {
	readonly extent?: ExtentOf;
	readonly layers: readonly Layer[];
	/** What stands on its axis while a range of time is shown. */
	readonly tags?: (theme: ChartTheme, shown: AxisRange) => readonly AxisTag[];
	/** Its numbers at a time, for the hover card. */
	readonly rows?: (time: number, theme: ChartTheme | undefined) => readonly ItemRow[];
	/** Its numbers at a time, for the strip. */
	readonly readings?: (time: number) => readonly Reading[];
	/** Its intervals, where they may differ from those that the pointer snaps to. */
	readonly intervals?: Intervals;
	/** Its value in the interval that starts at a time, where a point is to be marked. */
	readonly valueAt?: (time: number) => number;
}

/** A pane under the main one, on the same time axis. */
export interface SubPane {
	readonly id: string;
	readonly name: string;
	readonly plot: Plot;
	readonly isFromZero?: boolean;
	/** Share of the height that it gets where it matters more than the pane above it. */
	readonly share?: number;
	/** Where it is a few rows of numbers rather than a plot: their names, beside it, and the height of each in pixels. */
	readonly rows?: { readonly names: readonly string[]; readonly height: number };
	/** Text of a value on its axis. */
	readonly text: (value: number) => string;
	readonly decimals: number;
}

/** Rows of a price grid over time, where the pointer reads single cells. */
export interface CellGrid {
	/** Index of the row at a price, as steps from the lowest. */
	readonly rowAt: (price: number) => number;
	/** Lower edge of a row. */
	readonly priceOf: (row: number) => number;
	/** A row by its price, or by its range where it is tall on the screen. */
	readonly nameOf: (row: number, isTall: boolean) => string;
	readonly rowHeight: number;
	readonly count: number;
	/** Whether numbers stand in its cells or under them, which the crosshair frames instead of running through them. */
	readonly hasNumbers?: boolean;
	/** Where walking begins in an interval: at its POC. */
	readonly startOf: (time: number) => number;
	readonly describe: (time: number, row: number, theme: ChartTheme | undefined) => ItemRow[];
}

/** The profile at the side of a chart over time, or the sentence that says why there is none. */
export type SidePane = ProfilePane | SentencePane;

/** A price axis that says how far prices are from one of them. */
export interface PercentScale {
	readonly base: PercentBase;
	/** A price as percent of the base. */
	readonly text: (price: number) => string;
	readonly percentText: (percent: number) => string;
	/** What it counts from. */
	readonly name: string;
}

export interface TimeScreenInput {
	readonly words: Words;
	/** Interval starts that the pointer snaps to, ascending. */
	readonly times: Float64Array;
	readonly interval: number;
	readonly bounds: AxisBounds;
	readonly plots: readonly Plot[];
	readonly subPanes: readonly SubPane[];
	readonly side?: SidePane;
	/** What stands at the side while a range of time is shown, where that follows the range. */
	readonly sideIn?: (shown: AxisRange) => SidePane;
	readonly cells?: CellGrid;
	/**
	 * Up to where what begins at one of the times is known, where the times are sessions. What is pointed at is then a session as a
	 * whole: sums over its intervals are those of its end. Such plots draw levels of their own, so that those of the profile
	 * beside them end there.
	 */
	readonly endOf?: (time: number) => number;
	/** Stretches of time that can be selected. */
	readonly spans?: Spans;
	/** Moments that VWAPs begin at. */
	readonly anchors?: Anchors;
	readonly colorBar?: ColorBar;
	/** The whole line, for the strip that shows the visible range. */
	readonly brush?: LineData;
	readonly decimals: number;
	readonly text: (value: number) => string;
	/** The rows that the prices are of, where the axis names their edges. */
	readonly rows?: RowGrid;
	readonly isLog: boolean;
	/** All prices there are, for zooming the price axis. */
	readonly prices: AxisBounds;
	/** What the price axis counts from while a range is shown, where it says percent. */
	readonly percent?: (shown: AxisRange) => PercentScale | undefined;
	/** How far a level on the price axis is from the last price; empty for that itself. */
	readonly distance?: (value: number) => string;
	/** What those distances count from, above the pane. */
	readonly distanceName?: string;
	/** Whether the axis holds prices; ways between others have no share of their own. */
	readonly arePrices?: boolean;
	/** What lies in a box of time and price, beside its size. */
	readonly measured?: (box: MeasuredBox) => readonly ItemRow[];
	/** Words after the time in the hover, such as "in progress". */
	readonly note?: (time: number) => string;
	readonly name?: string;
}
