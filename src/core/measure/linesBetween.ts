import type { VwapSeries } from "../result/series";
import { lowerBound } from "../search";
import { runningVwap } from "../vwap/runningVwap";

/** What a VWAP series holds of a stretch of time. */
export interface LinesBetween {
	/** How many of its intervals start in the stretch, and how many of them traded. */
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
 * Sums over the intervals that start from one time up to, not including, another.
 *
 * @param from epoch milliseconds
 * @param to the same, one past the last start
 */
export function linesBetween(series: VwapSeries, from: number, to: number): LinesBetween {
	const { times, price, volume, open } = series;
	const first = lowerBound(times, from);
	const end = lowerBound(times, to);
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
