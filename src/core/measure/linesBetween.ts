import type { VwapSeries } from "../result/series";
import { wholeWithin } from "../profile/overTime/stretch";
import { runningVwap } from "../vwap/runningVwap";

/** What a VWAP series holds of a stretch of time. */
export interface LinesBetween {
	/** How many of its intervals lie whole in the stretch, and how many of them traded. */
	readonly intervals: number;
	readonly traded: number;
	/** Whether the last of them is still in progress. */
	readonly hasOpen: boolean;
	/** Absent where the series has no volume. */
	readonly volume?: number;
	/** Volume-weighted average (definitions D16); NaN where nothing traded, absent without volume. */
	readonly vwap?: number;
}

/**
 * Sums over the intervals that lie whole in a stretch of time.
 *
 * @param from epoch milliseconds
 * @param to the same; does not belong to the stretch
 */
export function linesBetween(series: VwapSeries, from: number, to: number): LinesBetween {
	const { times, price, volume, open } = series;
	const { first, end } = wholeWithin(series, { from, to });
	const prices = price.subarray(first, end);
	let traded = 0;
	for (const value of prices) if (!Number.isNaN(value)) traded++;
	const counts = {
		intervals: end - first,
		traded,
		hasOpen: open && end === times.length && end > first,
	};
	if (volume === undefined) return counts;
	const volumes = volume.subarray(first, end);
	let sum = 0;
	for (const value of volumes) if (value > 0) sum += value;
	return { ...counts, volume: sum, vwap: runningVwap(prices, volumes).vwap.at(-1) ?? NaN };
}
