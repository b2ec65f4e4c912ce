import type { Tick } from "../../core/chart/ticks";
import type { ChartTheme } from "../theme";
import type { ColorBar } from "./colorBar";
import type { Name } from "./names";
import type { Pen } from "./pen";

/** A filled label on a price axis, as trading software shows levels, and the line that belongs to it. */
export interface AxisTag {
	readonly value: number;
	readonly text: string;
	/** What the level is called: POC, VAH, VWAP. It stands in the tag; without a number beside the line. */
	readonly name: string;
	/** The name as far as the axis has room for it; the tag of one without reaches into the plot. */
	readonly short?: string;
	readonly color: string;
	readonly ink: string;
	/** Solid is a level; thin is the zero of an axis, which a line must not be mistaken for. */
	readonly line: "solid" | "thin" | "dashed" | "dotted" | "none";
	/** The row of the level, which is shaded from edge to edge. */
	readonly row?: { readonly low: number; readonly high: number; readonly tint: string };
}

/** One axis of a pane as it stands now. */
export interface AxisState {
	readonly min: number;
	readonly max: number;
	readonly isLog?: boolean;
	readonly ticks: readonly Tick[];
	/** What the numbers are. */
	readonly title: string;
	/** Stands behind the last number where there is no room for the title. */
	readonly unit?: string;
	readonly tags: readonly AxisTag[];
}

/** A rectangle in CSS pixels. */
export interface PlotArea {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** Draws one thing in a pane. The names of its marks are gathered, and written after all layers are drawn. */
export type Layer = (pen: Pen, pane: PaneFrame, frame: Frame, names: Name[]) => void;

/** A plot with its axes. Panes of one group share an axis and its crosshair. */
export interface PaneFrame {
	readonly id: string;
	readonly area: PlotArea;
	readonly x: AxisState;
	readonly y: AxisState;
	readonly xGroup: string;
	readonly yGroup: string;
	/** Pixels for the labels right of the plot area and under it; 0 means no labels. */
	readonly axisWidth: number;
	readonly axisHeight: number;
	/** What is drawn, the last on top. */
	readonly layers: readonly Layer[];
	/** Words above it, where the pane needs a name. */
	readonly name?: string;
}

/** All that is painted, replaced with every move. */
export interface Frame {
	readonly panes: readonly PaneFrame[];
	readonly theme: ChartTheme;
	readonly width: number;
	readonly height: number;
	readonly pixelRatio: number;
	/** The zone, in the corner under the price axis. */
	readonly corner: string;
	/** Words above all panes. */
	readonly name?: string;
	/** What the colours mean, above the panes. */
	readonly colorBar?: { readonly bar: ColorBar; readonly area: PlotArea };
}

/** Share of an axis at a value: 0 at its start, 1 at its end. */
export function shareOf({ min, max, isLog }: AxisState, value: number): number {
	return isLog === true ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
}

/** The value at a share of an axis. */
export function valueAt({ min, max, isLog }: AxisState, share: number): number {
	return isLog === true ? min * (max / min) ** share : min + share * (max - min);
}

/** Vertical position of a value in pixels. */
export function yOf({ y, area }: Pick<PaneFrame, "y" | "area">, value: number): number {
	return area.bottom - shareOf(y, value) * (area.bottom - area.top);
}

/** Horizontal position of a value in pixels. */
export function xOf({ x, area }: PaneFrame, value: number): number {
	return area.left + shareOf(x, value) * (area.right - area.left);
}

/** The values at a point in a pane. */
export function valuesAt({ x, y, area }: PaneFrame, point: Point): Point {
	return {
		x: valueAt(x, (point.x - area.left) / (area.right - area.left)),
		y: valueAt(y, (area.bottom - point.y) / (area.bottom - area.top)),
	};
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

/** The pane whose row and column a point lies in, with its axes. */
export function paneAt(frame: Frame | undefined, { x, y }: Point): PaneFrame | undefined {
	return frame?.panes.find(
		({ area, axisWidth, axisHeight }) =>
			x >= area.left &&
			x <= area.right + axisWidth &&
			y >= area.top &&
			y <= area.bottom + axisHeight,
	);
}

export function isInside({ left, top, right, bottom }: PlotArea, { x, y }: Point): boolean {
	return x >= left && x <= right && y >= top && y <= bottom;
}

/** The middle of a device pixel, so that a hairline is one pixel wide. */
export function crisp(place: number, pixelRatio: number): number {
	return (Math.floor(place * pixelRatio) + 0.5) / pixelRatio;
}

/** The nearest edge of a device pixel, so that what is filled up to there has no half-filled pixels. */
export function snapped(place: number, pixelRatio: number): number {
	return Math.round(place * pixelRatio) / pixelRatio;
}
