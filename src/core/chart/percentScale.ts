import { lowerBound } from "../search";
import type { AxisRange } from "./axisRange";
import type { Tick } from "./ticks";

/** An interval whose price is 0 % of an axis. */
export interface PercentBase {
	/** Epoch milliseconds of its start. */
	readonly time: number;
	/** Above 0. */
	readonly price: number;
}

/**
 * The first interval from a time on that has a price above 0; `undefined` where none has.
 *
 * @param times starts of intervals, ascending
 * @param prices one per interval, NaN where nothing traded
 */
export function percentBase(
	times: Float64Array,
	prices: Float64Array,
	from: number,
): PercentBase | undefined {
	for (let index = lowerBound(times, from); index < times.length; index++) {
		if (prices[index] > 0) return { time: times[index], price: prices[index] };
	}
	return undefined;
}

/** How far a price lies from that of the base, in percent of it: `(price / base − 1) × 100`. */
export function percentFrom({ price: base }: PercentBase, price: number): number {
	return (price / base - 1) * 100;
}

/** Ticks of round percentages on an axis of prices. */
export function percentTicks(
	prices: AxisRange,
	base: PercentBase,
	ticksOf: (percent: AxisRange) => readonly Tick[],
): Tick[] {
	const percents = { min: percentFrom(base, prices.min), max: percentFrom(base, prices.max) };
	return ticksOf(percents).map((tick) => ({ ...tick, value: base.price * (1 + tick.value / 100) }));
}
