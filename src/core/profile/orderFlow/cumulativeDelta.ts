import { at } from "../../at";
import { dueAt, type IntervalGrid, isTold, type SpokenFacts } from "../../result/reach";
import { lowerBound } from "../../search";
import { intervalFor, knownPeriods } from "../../session/periodRange";
import { type Period, zoneOfPeriod } from "../../session/periods";
import type { TimeRange, VolumeProfileSeries } from "../../result/series";
import { epochMs } from "../../time";
import type { PeriodSums } from "../../vwap/anchors";
import { deltaOf } from "../profile";
import type { IntervalTotals } from "./intervalTotals";

/** The sum of deltas from a beginning on (definitions D54), in the unit of the series. */
export interface CumulativeDelta extends PeriodSums {
	/** After each interval that traded; NaN before the first beginning and between sessions. */
	readonly values: Float64Array;
	/** Share of the volume since the first beginning whose taker is not known, in percent. */
	readonly unknownPercent: number;
}

/** Where a cumulative delta begins: anew in each of some stretches of time, at some times, or with the range. */
export type CumulativeStart =
	| {
			readonly periods: readonly TimeRange[];
			/** What the answer with the profile tells of itself: where it has no interval, nothing traded or it lacks one. */
			readonly reach: SpokenFacts;
	  }
	| {
			readonly times: readonly number[];
			/** Those of the times that are not where their period began. */
			readonly late: readonly number[];
			readonly reach: SpokenFacts;
	  }
	| "range";

/**
 * The days, weeks or sessions that share some time with a series; none where they do not begin and end with its intervals.
 *
 * @param zoneName the zone whose midnights, and Mondays, they begin with; a session has its own
 */
export function periodStart(
	period: Period,
	{ times, interval }: VolumeProfileSeries,
	zoneName: string,
	reach: SpokenFacts,
): CumulativeStart {
	const [first] = times;
	const last = times.at(-1);
	if (first === undefined || last === undefined) return "range";
	const name = zoneOfPeriod(period, zoneName);
	const range = { from: epochMs(first), to: epochMs(last + interval) };
	// Days of intervals that do not fit begin with the first interval that starts in them.
	if (typeof period === "object" && intervalFor(period, name, interval, range) !== undefined)
		return { periods: [], reach };
	return { periods: knownPeriods(period, name, range), reach };
}

/** Adds deltas up, interval by interval; one without trades changes nothing and has no value. */
export function cumulativeDelta(
	series: VolumeProfileSeries,
	{ buy, sell, total }: IntervalTotals,
	start: CumulativeStart,
): CumulativeDelta {
	const { times } = series;
	const stretches = stretchesOf(times, start);
	const values = new Float64Array(times.length).fill(NaN);
	let [all, untold] = [0, 0];
	for (const { first, end } of stretches) {
		let [bought, sold] = [0, 0];
		for (let interval = first; interval < end; interval++) {
			bought += buy[interval];
			sold += sell[interval];
			all += total[interval];
			untold += total[interval] - buy[interval] - sell[interval];
			if (total[interval] > 0) values[interval] = deltaOf(bought, sold);
		}
	}
	// What is left of sums that are equal is rounding.
	const isAny = untold > 1e-9 * all;
	return {
		values,
		starts: stretches.map(({ first }) => first),
		partial: stretches.filter((one) => isPartial(series, start, one)).map(({ first }) => first),
		unknownPercent: isAny ? (untold / all) * 100 : 0,
	};
}

/** Whether a sum lacks something of its period before its first interval. */
function isPartial(grid: IntervalGrid, start: CumulativeStart, { first, from }: Sum): boolean {
	if (start === "range") return false;
	if ("times" in start && start.late.includes(from)) return true;
	const [due, has] = [dueAt(grid, from), at(grid.times, first)];
	return due < has && !isTold(grid, start.reach, due, has);
}

/** Where a sum runs: the first interval, the one after the last, and when its period begins. */
interface Sum {
	readonly first: number;
	readonly end: number;
	readonly from: number;
}

/** All sums, ascending. Between periods there is none. */
function stretchesOf(times: Float64Array, start: CumulativeStart): readonly Sum[] {
	const all =
		start === "range"
			? [{ first: 0, end: times.length, from: times[0] ?? 0 }]
			: "periods" in start
				? start.periods.map(({ from, to }) => ({
						first: lowerBound(times, from),
						end: lowerBound(times, to),
						from,
					}))
				: start.times.map((from, index) => ({
						first: lowerBound(times, from),
						end: lowerBound(times, start.times[index + 1] ?? Infinity),
						from,
					}));
	return all.filter(({ first, end }) => first < end);
}
