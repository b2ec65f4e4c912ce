import type { QueryCost } from "../../cost/cost";
import { intervalLength } from "../../query/interval";
import type { KiyotakaProfileQuery } from "../../query/query";
import type { TimeRange } from "../../result/series";
import type { FeedPlan } from "../feed";

/** Weight of every thousand points begun, of the type `VOLUME_PROFILE_AGG`. */
const WEIGHT_PER_THOUSAND = 2;

/**
 * Weight of one request for profiles by the published formula: `ceil(points / 1000) × 2`, where exchanges are summed
 * times `1 + 0.2 × exchanges` and rounded up, and never less than 1.
 */
export function windowWeight(query: KiyotakaProfileQuery, { from, to }: TimeRange): number {
	const points = (to - from) / intervalLength(query);
	// In fifths: 0.2 has no exact double, and rounding up would make a whole unit of its error.
	const fifths = query.aggregate === "sum" ? 5 + query.exchange.length : 5;
	const base = Math.ceil(points / 1_000) * WEIGHT_PER_THOUSAND;
	return Math.max(1, Math.ceil((base * fifths) / 5));
}

/** What the windows of a plan cost, one request each. */
export function profileCost(query: KiyotakaProfileQuery, { range, windows }: FeedPlan): QueryCost {
	let weight = 0;
	for (const window of windows) weight += windowWeight(query, window);
	return {
		requests: windows.length,
		intervals: (range.to - range.from) / intervalLength(query),
		weight,
	};
}
