import type { QueryCost } from "../../cost/cost";
import { intervalLength } from "../../query/interval";
import type { KaikoVwapQuery } from "../../query/query";
import type { EpochMs } from "../../time";
import type { FeedPlan } from "../feed";

/** What Kaiko publishes for every key. */
export const REQUESTS_PER_MINUTE = 6_000;

/**
 * What the windows of a plan cost: a page each, newest first, until as many rows have come as a query brings.
 * There are rows of every interval that has begun.
 */
export function vwapCost(
	query: KaikoVwapQuery,
	{ windows, most = {} }: FeedPlan,
	now: EpochMs,
): QueryCost {
	const { rows: mostRows = Infinity, pages = Infinity } = most;
	const interval = intervalLength(query);
	let [requests, rows] = [0, 0];
	for (const { from, to } of windows) {
		if (rows >= mostRows || requests >= pages) break;
		requests += 1;
		const begun = Math.floor((Math.min(to - 1, now) - from) / interval) + 1;
		rows += Math.min(Math.max(0, begun), mostRows - rows);
	}
	return { requests, intervals: rows, requestsPerMinute: REQUESTS_PER_MINUTE };
}
