import { lastPlace } from "../../core/chart/format";
import { type Tick, roundValues } from "../../core/chart/ticks";
import type { AxisRange } from "../../core/chart/viewRange";
import type { AxisState, AxisTag } from "./frame";
import { type ScreenSize, TAG_PADDING } from "./screen";

const TICK_EVERY_Y = 44;
/** Small panes have denser ticks, or they would have none. */
const SMALL_PANE = 150;
const SMALL_EVERY_Y = 26;

/** Round prices inside of a stretch, as far apart as labels need. */
export function priceTicks(
	{ min, max }: AxisRange,
	height: number,
	decimals: number,
	text: (value: number) => string,
): Tick[] {
	const count = Math.floor(height / (height < SMALL_PANE ? SMALL_EVERY_Y : TICK_EVERY_Y));
	return roundValues(min, max, count, lastPlace(decimals)).map((value) => ({
		value,
		label: text(value),
		isMajor: false,
	}));
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

/** A stretch with some room around it; one value gets a thousandth of its size, zero gets one. */
export function padded(low: number, high: number, share = 0.07): AxisRange {
	const span = high - low;
	const margin = span > 0 ? span * share : Math.abs(high) * 0.001 || 1;
	return { min: low - margin, max: high + margin };
}
