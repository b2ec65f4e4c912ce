import { zoneOf } from "../chart/zone";
import { shortLength } from "../length";
import type { PeriodRange, QueryRange } from "../query/query";
import type { TimeRange } from "../result/series";
import { type Text, text } from "../text";
import { alignDown, alignUp, type DurationMs, type EpochMs, epochMs } from "../time";
import { neededInterval } from "./periodIntervals";
import { type Period, periodAt, periodsIn } from "./periods";

/** Most periods that a range may lie before the one in progress. */
export const MOST_AGO = 366;

/** The zone on whose clocks the periods of a range begin and end. */
export function zoneNameOf(range: PeriodRange): string {
	return "zone" in range ? range.zone : range.since.zone;
}

/**
 * The times that such a range means: from the beginning of its period to the end of the interval in progress, and no further
 * than the period. A session that is over for now is the last one. Intervals that lie partly outside do not belong to it
 * (definitions D52).
 *
 * @param now epoch milliseconds; of recorded trades the last one
 */
export function resolvePeriod(range: PeriodRange, interval: DurationMs, now: EpochMs): TimeRange {
	const period = periodAt(range.since, zoneOf(zoneNameOf(range)), now, range.ago);
	if (period === undefined) throw new RangeError("the calendar has no such period");
	const from = alignUp(period.from, interval);
	const end = Math.min(alignDown(now, interval) + interval, alignDown(period.to, interval));
	return { from, to: epochMs(Math.max(from, end)) };
}

/**
 * Why a range cannot be asked for in such intervals: its period begins or ends between two of them, now or at another time
 * of the year. Says which interval would do. Ranges without a period have none that could be missed.
 *
 * @param now where it is known which period is meant: clocks of a zone were others in other years
 */
export function periodProblem(
	range: QueryRange,
	interval: DurationMs,
	now?: EpochMs,
): Text | undefined {
	if (!("since" in range)) return undefined;
	const zone = zoneNameOf(range);
	const meant = now === undefined ? undefined : periodAt(range.since, zoneOf(zone), now, range.ago);
	const needed = intervalFor(range.since, zone, interval, meant);
	if (needed === undefined) return undefined;
	const [own, fitting] = [shortLength(interval), shortLength(needed)];
	if (typeof range.since !== "string") {
		return text(
			"{0} does not begin and end with intervals of {1}. Use {2} or one that divides it.",
			range.since.name,
			own,
			fitting,
		);
	}
	return text(
		"Days, weeks and months in {0} do not begin with intervals of {1}. Use {2} or one that divides it.",
		zone,
		own,
		fitting,
	);
}

/**
 * The longest interval that divides the given one and whose grid has all edges of a period in it, the year round and in a
 * range; `undefined` where the given one does.
 *
 * @param zone of a session its own
 * @param within a range whose periods count, too: clocks of a zone were others in other years
 */
export function intervalFor(
	period: Period,
	zone: string,
	interval: DurationMs,
	within?: TimeRange,
): DurationMs | undefined {
	const year = knownPeriods(period, zone, SOME_YEAR);
	const some = within === undefined ? [] : knownPeriods(period, zone, within);
	return neededInterval([...year, ...some], interval);
}

/** A year, with the clock changes of both hemispheres in it. */
const SOME_YEAR: TimeRange = {
	from: epochMs(Date.UTC(2026, 0, 1)),
	to: epochMs(Date.UTC(2027, 0, 2)),
};

/** Periods by zone and range: every query that is read from a file is held against its own, and every chart. */
const known = new Map<string, readonly TimeRange[]>();
const MOST_KNOWN = 64;

/** The same as `periodsIn`, found once for each range. */
export function knownPeriods(period: Period, zone: string, range: TimeRange): readonly TimeRange[] {
	const name = JSON.stringify([period, zone, range.from, range.to]);
	const found = known.get(name) ?? periodsIn(period, zoneOf(zone), range);
	if (known.size >= MOST_KNOWN) known.clear();
	known.set(name, found);
	return found;
}

function wholeDayWords(name: string, ago: number): Text {
	if (ago === 0) return text("{0}", name);
	return ago === 1 ? text("{0}, last but one", name) : text("{0}, {1} before the last", name, ago);
}

/** `Today, UTC`, `Last week, Europe/Berlin`, `London session`: such a range in few words. */
export function periodWords({ since, ago = 0, ...rest }: PeriodRange): Text {
	if (typeof since !== "string") {
		// One that takes a day is called a day by its name.
		if (since.from === since.to) return wholeDayWords(since.name, ago);
		if (ago === 0) return text("{0} session", since.name);
		return ago === 1
			? text("Last {0} session but one", since.name)
			: text("{0} session, {1} before the last", since.name, ago);
	}
	const zone = "zone" in rest ? rest.zone : "";
	switch (since) {
		case "day":
			if (ago === 0) return text("Today, {0}", zone);
			return ago === 1 ? text("Yesterday, {0}", zone) : text("{0} days ago, {1}", ago, zone);
		case "week":
			if (ago === 0) return text("This week, {0}", zone);
			return ago === 1 ? text("Last week, {0}", zone) : text("{0} weeks ago, {1}", ago, zone);
		case "month":
			if (ago === 0) return text("This month, {0}", zone);
			return ago === 1 ? text("Last month, {0}", zone) : text("{0} months ago, {1}", ago, zone);
	}
}
