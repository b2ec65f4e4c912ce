import { createRunQuery } from "../../src/app/runQuery";
import { createTradesFeed } from "../../src/core/feeds/trades/feed";
import { sampleSources } from "../../src/core/sample/sampleSource";
import { DEFAULT_LIMITS } from "../../src/core/limits";
import type { MarketQuery, TradesQuery } from "../../src/core/query/query";
import type { QueryResult } from "../../src/core/result/result";
import {
	NOTHING_REJECTED,
	type Series,
	type VolumeProfileSeries,
	type VwapSeries,
} from "../../src/core/result/series";
import { HOUR_MS, epochMs } from "../../src/core/time";
import { opened } from "./packed";
import { readingsHere } from "../../src/reading/bodyReading";

/** When answers of tests were fetched: a while after all that they hold. */
export const FETCHED_AT = epochMs(Date.UTC(2026, 2, 29, 14, 2, 11));
const MIDNIGHT = Date.UTC(2026, 2, 29);
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** What the sample data answers to a query, without an editor. */
export async function sampleAnswer(
	query: Omit<TradesQuery, "provider" | "dataset">,
): Promise<QueryResult> {
	const whole: TradesQuery = { ...query, provider: "trades", dataset: "sample" };
	const run = createRunQuery({
		feeds: { trades: createTradesFeed(sampleSources), kiyotaka: notAsked, kaiko: notAsked },
		client: { get: () => Promise.reject(new Error("The sample needs no network.")) },
		readings: readingsHere,
		limits: () => DEFAULT_LIMITS,
		log: silent,
		now: () => FETCHED_AT,
	});
	return opened(await run(whole));
}

const notAsked = {
	plan: () => {
		throw new Error("Only the sample is asked.");
	},
	fetch: () => Promise.reject(new Error("Only the sample is asked.")),
};

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

/** An answer that holds one series and nothing to qualify it, of the range that the series fills. */
export function answerOf(
	query: MarketQuery,
	series: Series,
	more: Partial<QueryResult> = {},
): QueryResult {
	const first = series.times[0] ?? MIDNIGHT;
	const last = series.times.at(-1) ?? first;
	return {
		query,
		range: { from: epochMs(first), to: epochMs(last + series.interval) },
		series: [series],
		warnings: [],
		fetchedAt: FETCHED_AT,
		fromCache: "none",
		...more,
	};
}
