import { planPieces } from "../../cache/planPieces";
import type { QueryCost } from "../../cost/cost";
import { intervalLength } from "../../query/interval";
import type { KaikoVwapQuery } from "../../query/query";
import type { TimeRange } from "../../result/series";
import type { EpochMs } from "../../time";
import type { FeedPlan } from "../feed";

/** What Kaiko publishes for every key. */
export const REQUESTS_PER_MINUTE = 6_000;

/**
 * What the windows of a plan cost: a page each, newest first, until as many rows have come as a query brings.
 * There are rows of every interval that has begun.
 *
 * @param known stretches of its range that are not asked for
 */
export function vwapCost(
	query: KaikoVwapQuery,
	plan: FeedPlan,
	now: EpochMs,
	known: readonly TimeRange[] = [],
): QueryCost {
	const { rows: mostRows = Infinity, pages = Infinity } = plan.most ?? {};
	const interval = intervalLength(query);
	let [requests, intervals, cachedIntervals] = [0, 0, 0];
	for (const { from, to, isKnown } of planPieces(plan, known)) {
		const left = mostRows - intervals - cachedIntervals;
		if (left <= 0 || requests >= pages) break;
		const begun = Math.floor((Math.min(to - 1, now) - from) / interval) + 1;
		const rows = Math.min(Math.max(0, begun), left);
		if (isKnown) {
			cachedIntervals += rows;
		} else {
			requests += 1;
			intervals += rows;
		}
	}
	return { requests, intervals, cachedIntervals, requestsPerMinute: REQUESTS_PER_MINUTE };
}
