import type { Tick } from "../../core/chart/ticks";
import type { ChartTheme } from "../theme";

/** A filled label on the price axis, as trading software shows levels. */
export interface AxisTag {
	readonly value: number;
	readonly text: string;
	/** Word beside the level's line: POC, VAH, VAL. */
	readonly name: string;
	readonly color: string;
	readonly ink: string;
	readonly line: "solid" | "dashed" | "dotted" | "none";
}

/** One axis as it stands now. */
export interface AxisState {
	readonly min: number;
	readonly max: number;
	readonly ticks: readonly Tick[];
	/** Pixels across the axis. */
	readonly thickness: number;
	/** What the numbers are, at the end of a horizontal axis. */
	readonly title: string;
	readonly tags: readonly AxisTag[];
}

/** All that a chart's axes and drawings read while a frame is painted. Replaced for every frame. */
export interface Frame {
	readonly x: AxisState;
	readonly y: AxisState;
	readonly theme: ChartTheme;
	readonly pixelRatio: number;
	/** What stands in the corner under the price axis: the zone. */
	readonly corner: string;
}

/** The plot area in CSS pixels. */
export interface PlotArea {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** Vertical place of a value on the price axis. */
export function yOf(axis: AxisState, area: PlotArea, value: number): number {
	return area.bottom - ((value - axis.min) / (axis.max - axis.min)) * (area.bottom - area.top);
}

/** Horizontal place of a value. */
export function xOf(axis: AxisState, area: PlotArea, value: number): number {
	return area.left + ((value - axis.min) / (axis.max - axis.min)) * (area.right - area.left);
}

/** The middle of a device pixel, so that a hairline is one pixel wide. */
export function crisp(place: number, pixelRatio: number): number {
	return (Math.floor(place * pixelRatio) + 0.5) / pixelRatio;
}
