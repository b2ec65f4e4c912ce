import { ServerClock } from "../../../src/core/feeds/serverClock";
import { tradesFeed } from "../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import type { TradesQuery } from "../../../src/core/query/query";
import type { QueryResult } from "../../../src/core/result";
import { epochMs } from "../../../src/core/time";

const NOW = epochMs(Date.UTC(2026, 2, 29, 14, 2, 11));
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** What the sample data answers to a query, without an editor. */
export async function sampleAnswer(
	query: Omit<TradesQuery, "provider" | "dataset">,
): Promise<QueryResult> {
	const whole: TradesQuery = { ...query, provider: "trades", dataset: "sample" };
	const answer = await tradesFeed(whole, {
		client: { get: () => Promise.reject(new Error("The sample needs no network.")) },
		signal: new AbortController().signal,
		limits: DEFAULT_LIMITS,
		log: silent,
		clock: new ServerClock(() => NOW),
		onProgress: () => undefined,
	});
	return { ...answer, query: whole, fetchedAt: NOW, fromCache: "none" };
}
