import { planPieces } from "../../cache/planPieces";
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

/**
 * What the windows of a plan cost, one request each.
 *
 * @param known stretches of its range that are not asked for
 */
export function profileCost(
	query: KiyotakaProfileQuery,
	plan: FeedPlan,
	known: readonly TimeRange[] = [],
): QueryCost {
	const interval = intervalLength(query);
	let [requests, intervals, weight, cachedIntervals] = [0, 0, 0, 0];
	for (const piece of planPieces(plan, known)) {
		const length = (piece.to - piece.from) / interval;
		if (piece.isKnown) {
			cachedIntervals += length;
			continue;
		}
		requests += 1;
		intervals += length;
		weight += windowWeight(query, piece);
	}
	return { requests, intervals, cachedIntervals, weight };
}
