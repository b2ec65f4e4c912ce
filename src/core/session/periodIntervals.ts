import { lowerBound, upperBound } from "../search";
import type { TimeRange } from "../result/series";
import { alignDown, type DurationMs, durationMs, FIRST_MONDAY_MS, WEEK_MS } from "../time";

/** A period and the intervals of a series that lie wholly inside of it. */
export interface PeriodIntervals {
	readonly period: TimeRange;
	/** Index of its first interval. */
	readonly first: number;
	/** Index after its last interval; `first` where it has none. */
	readonly end: number;
	/** Whether the period began before what was asked for, or ends after it. */
	readonly isPartial: boolean;
}

/**
 * The intervals of each period, in the order of the periods. An interval that only touches a period belongs to none.
 *
 * @param times starts of the intervals, ascending, epoch milliseconds
 * @param asked the range that the intervals were asked for
 */
export function periodIntervals(
	times: Float64Array,
	interval: DurationMs,
	periods: readonly TimeRange[],
	asked: TimeRange,
): PeriodIntervals[] {
	return periods.map((period) => {
		const first = lowerBound(times, period.from);
		const end = Math.max(first, upperBound(times, period.to - interval));
		return { period, first, end, isPartial: period.from < asked.from || period.to > asked.to };
	});
}

/**
 * The longest interval of whose grid all edges of the periods are, when some lie between two intervals; `undefined` when
 * each is where an interval begins. It divides the interval, so that what is finer and divides it fits too.
 */
export function neededInterval(
	periods: readonly TimeRange[],
	interval: DurationMs,
): DurationMs | undefined {
	const edges = periods.flatMap(({ from, to }) => [from, to]);
	if (edges.every((edge) => alignDown(edge, interval) === edge)) return undefined;
	const weeks = commonDivisor(edges, interval, FIRST_MONDAY_MS);
	// Weeks are counted from a Monday, everything shorter from the epoch.
	return weeks % WEEK_MS === 0 ? weeks : commonDivisor(edges, interval, 0);
}

/** The greatest length that divides the interval and the distance of each edge from an origin. */
function commonDivisor(edges: readonly number[], interval: number, origin: number): DurationMs {
	return durationMs(
		edges.reduce((sum, edge) => greatestDivisor(sum, Math.abs(edge - origin)), interval),
	);
}

function greatestDivisor(a: number, b: number): number {
	while (b > 0) [a, b] = [b, a % b];
	return a;
}
