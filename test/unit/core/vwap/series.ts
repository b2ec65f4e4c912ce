import { NOTHING_REJECTED, type VwapSeries } from "../../../../src/core/result/series";
import { type DurationMs, HOUR_MS } from "../../../../src/core/time";

/** Interval VWAPs at the given times, an hour each unless said; NaN where nothing traded. */
export function vwapOf(
	times: readonly number[],
	prices: readonly number[],
	volumes?: readonly number[],
	interval: DurationMs = HOUR_MS,
): VwapSeries {
	return {
		kind: "vwap",
		id: "test",
		market: {},
		interval,
		times: Float64Array.from(times),
		open: false,
		rejected: NOTHING_REJECTED,
		price: Float64Array.from(prices),
		rawPrice: prices.map((price) => (Number.isNaN(price) ? null : String(price))),
		...(volumes === undefined ? {} : { volume: Float64Array.from(volumes) }),
	};
}
