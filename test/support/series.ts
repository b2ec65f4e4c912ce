import {
	NOTHING_REJECTED,
	type Series,
	type TimeRange,
	type VolumeProfileSeries,
	type VwapSeries,
} from "../../src/core/result/series";
import { type DurationMs, HOUR_MS, epochMs } from "../../src/core/time";

/** When the series begin that do not say otherwise. */
export const MIDNIGHT = Date.UTC(2026, 2, 29);

/** A row of a profile: what was bought and sold at a price. */
export type Row = readonly [price: number, buy: number, sell: number];

/** Hourly profiles from midnight on; each row is 10 high. */
export function profileSeries(
	intervals: readonly (readonly Row[])[],
	more: Partial<VolumeProfileSeries> = {},
): VolumeProfileSeries {
	const rows = intervals.flat();
	const offsets = [0];
	for (const one of intervals) offsets.push((offsets.at(-1) ?? 0) + one.length);
	return {
		kind: "volumeProfile",
		id: "TEST BTCUSDT",
		market: { symbol: "BTCUSDT", coin: "BTC" },
		interval: HOUR_MS,
		times: Float64Array.from(intervals, (_, index) => MIDNIGHT + index * HOUR_MS),
		open: false,
		rejected: NOTHING_REJECTED,
		unit: "base",
		step: 10,
		offsets: Uint32Array.from(offsets),
		prices: Float64Array.from(rows, ([price]) => price),
		buy: Float64Array.from(rows, ([, buy]) => buy),
		sell: Float64Array.from(rows, ([, , sell]) => sell),
		...more,
	};
}

/** The same series without the height of its rows. */
export function ofUnknownHeight({
	step: _step,
	...series
}: VolumeProfileSeries): VolumeProfileSeries {
	return series;
}

/** Hourly VWAPs from midnight on; `NaN` where nothing traded. */
export function vwapSeries(
	prices: readonly number[],
	volumes?: readonly number[],
	more: Partial<VwapSeries> = {},
): VwapSeries {
	return {
		kind: "vwap",
		id: "cbse btc-usd",
		market: { symbol: "btc-usd" },
		interval: HOUR_MS,
		times: Float64Array.from(prices, (_, index) => MIDNIGHT + index * HOUR_MS),
		open: false,
		rejected: NOTHING_REJECTED,
		price: Float64Array.from(prices),
		rawPrice: prices.map((price) => (Number.isNaN(price) ? null : String(price))),
		...(volumes === undefined ? {} : { volume: Float64Array.from(volumes) }),
		...more,
	};
}

/** VWAPs at the given times, of an hour each unless said otherwise; `NaN` where nothing traded. */
export function vwapOf(
	times: readonly number[],
	prices: readonly number[],
	volumes?: readonly number[],
	interval: DurationMs = HOUR_MS,
): VwapSeries {
	return vwapSeries(prices, volumes, { times: Float64Array.from(times), interval });
}

/** The range that a series fills, as what its answer speaks for. */
export function reachOf({ times, interval }: Series): { readonly range: TimeRange } {
	return { range: { from: epochMs(times[0] ?? 0), to: epochMs((times.at(-1) ?? 0) + interval) } };
}
