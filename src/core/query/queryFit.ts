import type { FitLimits, QueryBound } from "../providers/provider";
import { providerOf } from "../providers/providers";
import type { TimeRange } from "../result/series";
import type { EpochMs } from "../time";
import { intervalLength } from "./interval";
import { resolveRange } from "./range";
import type { MarketQuery } from "./query";

/** How much a query asks for, beside what one query brings. */
export interface QueryFit extends QueryBound {
	/** The range that the query means, on the grid of its interval. */
	readonly range: TimeRange;
	/** Intervals in that range, the one in progress included. */
	readonly intervals: number;
}

/**
 * Counts the intervals of a query against the limits of one query. Pure arithmetic: nothing is asked.
 * The query has passed its schema.
 *
 * @param now what `{last}` counts back from, such as the time of day or a data set's last trade
 */
export function queryFit(query: MarketQuery, limits: FitLimits, now: EpochMs): QueryFit {
	const interval = intervalLength(query);
	const range = resolveRange(query.range, interval, now);
	const intervals = (range.to - range.from) / interval;
	return { range, intervals, ...providerOf(query).bound(query, limits) };
}
