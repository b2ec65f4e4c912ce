import type { LimitName, Limits } from "../limits";
import type { TimeRange } from "../series";
import { type EpochMs, epochMs } from "../time";
import { intervalLength } from "./interval";
import { resolveRange } from "./range";
import type { MarketQuery } from "./query";

/** How much a query asks for, beside what one query brings. */
export interface QueryFit {
	/** The range that the query means, on the grid of its interval. */
	readonly range: TimeRange;
	/** Intervals in that range, the one in progress included. */
	readonly intervals: number;
	/** Most intervals that one query brings; Infinity where nothing bounds them. */
	readonly most: number;
	/** The limit behind `most`; absent where there is none. */
	readonly limit?: LimitName;
	/** What becomes of a query of more than `most` intervals: its newest come, or nothing is sent. */
	readonly beyond: "newestCome" | "refused";
	/** What comes of the range when a longer one is not refused: its newest `most` intervals. */
	readonly newest: TimeRange;
}

export type FitLimits = Pick<Limits, "rows" | "pages" | "kaikoPageSize" | "kiyotakaIntervals">;

interface Bound {
	readonly most: number;
	readonly limit?: LimitName;
}

function boundOf(query: MarketQuery, limits: FitLimits): Bound {
	if (query.provider === "kiyotaka") {
		return { most: limits.kiyotakaIntervals, limit: "kiyotakaIntervals" };
	}
	if (query.kind === "volumeProfile") return { most: Infinity };
	const paged = limits.pages * limits.kaikoPageSize;
	return query.provider === "kaiko" && paged < limits.rows
		? { most: paged, limit: "pages" }
		: { most: limits.rows, limit: "rows" };
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
	const bound = boundOf(query, limits);
	const from = epochMs(Math.max(range.from, range.to - bound.most * interval));
	return {
		range,
		intervals,
		...bound,
		beyond: query.provider === "kiyotaka" ? "refused" : "newestCome",
		newest: { from, to: range.to },
	};
}
