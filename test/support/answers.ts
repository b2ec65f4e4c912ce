import { createRunQuery } from "../../src/app/runQuery";
import { createTradesFeed } from "../../src/core/feeds/trades/feed";
import { sampleSources } from "../../src/core/sample/sampleSource";
import { DEFAULT_LIMITS } from "../../src/core/limits";
import type { MarketQuery, TradesQuery } from "../../src/core/query/query";
import type { QueryResult } from "../../src/core/result/result";
import type { Series } from "../../src/core/result/series";
import { epochMs } from "../../src/core/time";
import { opened } from "./packed";
import { MIDNIGHT } from "./series";
import { readingsHere } from "../../src/reading/bodyReading";

/** When answers of tests were fetched: a while after all that they hold. */
export const FETCHED_AT = epochMs(Date.UTC(2026, 2, 29, 14, 2, 11));
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What the sample data answers to a query, without an editor; of `sample-b` where the query names it. */
export async function sampleAnswer(
	query: Omit<TradesQuery, "provider" | "dataset"> & Partial<Pick<TradesQuery, "dataset">>,
): Promise<QueryResult> {
	const whole: TradesQuery = { dataset: "sample", ...query, provider: "trades" };
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
