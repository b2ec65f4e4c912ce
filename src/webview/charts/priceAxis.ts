import { lastPlace } from "../../core/chart/format";
import { type RowGrid, logRowTicks, logTicks, rowTicks } from "../../core/chart/profile/rowTicks";
import { type Tick, roundValues } from "../../core/chart/ticks";
import type { AxisRange } from "../../core/chart/axisRange";
import type { AxisState, AxisTag } from "./frame";
import { type ScreenSize, TAG_PADDING } from "./screen";

const TICK_EVERY_Y = 44;
/** Small panes have denser ticks, or they would have none. */
const SMALL_PANE = 150;
const SMALL_EVERY_Y = 26;
/** Where labels further apart would leave one alone, which says nothing of the scale. */
const CLOSEST_Y = 16;

/** How prices are named on an axis. */
export interface PriceNames {
	readonly decimals: number;
	readonly text: (value: number) => string;
	readonly isLog?: boolean;
	/** The rows that the axis is of, whose edges are named. */
	readonly rows?: RowGrid;
}

/** Prices inside of a stretch as far apart as labels need: round ones, or edges of rows. */
export function priceTicks(
	range: AxisRange,
	height: number,
	{ decimals, text, isLog = false, rows }: PriceNames,
): Tick[] {
	const finest = lastPlace(decimals);
	const valuesOf = (count: number) => {
		if (rows === undefined) {
			return isLog
				? logTicks(range, count, finest)
				: roundValues(range.min, range.max, count, finest);
		}
		return isLog
			? logRowTicks(range, rows, count, height, finest)
			: rowTicks(range, rows, count, (rows.height / (range.max - range.min)) * height, finest);
	};
	const usual = valuesOf(Math.floor(height / (height < SMALL_PANE ? SMALL_EVERY_Y : TICK_EVERY_Y)));
	const closest = usual.length > 1 ? usual : valuesOf(Math.floor(height / CLOSEST_Y));
	const values = closest.length > usual.length ? closest : usual;
	return values.map((value) => ({ value, label: text(value), isMajor: false }));
}

/** A vertical axis of a pane. */
export function priceAxis(
	range: AxisRange,
	isLog: boolean,
	ticks: readonly Tick[],
	tags: readonly AxisTag[],
): AxisState {
	return { ...range, isLog, ticks, title: "", tags };
}

/** Pixels that the labels of a vertical axis need. */
export function axisWidth({ measure }: ScreenSize, axes: readonly AxisState[]): number {
	let widest = 0;
	for (const { ticks, tags } of axes) {
		for (const { label } of ticks) widest = Math.max(widest, measure(label));
		for (const { text } of tags) widest = Math.max(widest, measure(text));
	}
	return TAG_PADDING + widest;
}
