import {
	type SessionProfile,
	sessionProfiles,
	sessionSeries,
} from "../../profile/overTime/sessionProfiles";
import type { ViewOptions } from "../../query/viewOptions";
import { remembered } from "../../remembered";
import { missingOf, type Reach, type ReachFacts, reachOf } from "../../result/reach";
import type { TimeRange, VolumeProfileSeries } from "../../result/series";
import { intervalFor, knownPeriods } from "../../session/periodRange";
import { type Period, zoneOfPeriod } from "../../session/periods";
import { type DurationMs, epochMs, toIso } from "../../time";
import type { AreaChoice } from "./shownProfile";

/** The sessions of a series that a view shows. */
export interface ShownSessions {
	readonly ok: true;
	readonly period: Period;
	/** All of that kind that share time with what the answer speaks for, also those that it has nothing of. */
	readonly periods: readonly TimeRange[];
	readonly sessions: readonly SessionProfile[];
	readonly reach: Reach;
	/** The same as a series, see `sessionSeries`. */
	readonly series: VolumeProfileSeries;
}

/** The sessions of a series, or the interval that it would need for them. */
export type SessionsResult = ShownSessions | { readonly ok: false; readonly needed: DurationMs };

/** Views ask for days, weeks and a session of the same series. */
const kept = remembered((_series: VolumeProfileSeries) => new Map<string, SessionsResult>());
const MOST_KEPT = 8;

/**
 * The profiles of the sessions of one kind, computed once for each choice.
 *
 * @param zoneName whose days, weeks and months are meant; a session has its own
 */
export function shownSessions(
	series: VolumeProfileSeries,
	result: ReachFacts,
	period: Period,
	zoneName: string,
	area: AreaChoice,
): SessionsResult {
	const reach = reachOf(series, result);
	const name = JSON.stringify([period, zoneName, reach, area.percent, area.method]);
	const known = kept(series);
	const made = known.get(name) ?? make(series, reach, period, zoneOfPeriod(period, zoneName), area);
	if (known.size >= MOST_KEPT) known.clear();
	known.set(name, made);
	return made;
}

function make(
	series: VolumeProfileSeries,
	reach: Reach,
	period: Period,
	zoneName: string,
	area: AreaChoice,
): SessionsResult {
	const needed = intervalFor(period, zoneName, series.interval, reach.span);
	if (needed !== undefined) return { ok: false, needed };
	const periods = knownPeriods(period, zoneName, reach.span);
	const sessions = sessionProfiles(series, periods, reach, area);
	return {
		ok: true,
		period,
		periods,
		sessions,
		reach,
		series: sessionSeries(series, sessions),
	};
}

/** A view whose newest sessions are added up, or why there is nothing to add up. */
export type LastSessions =
	| {
			readonly ok: true;
			readonly view: ViewOptions;
			/** Those of the newest that the answer has nothing of, so that nothing of them is added up. */
			readonly unknown: readonly TimeRange[];
	  }
	| {
			readonly ok: false;
			readonly period: Period;
			/** The interval that the sessions would need; else none of them is in the range, or none traded. */
			readonly needed?: DurationMs;
			/** Those of them that the answer has nothing of, where there are any. */
			readonly unknown?: readonly TimeRange[];
	  };

/**
 * The view with the intervals of its newest sessions as those that are added up (definitions D47); the same view where it asks for
 * none or names one or more intervals itself. The newest are those of the range that have begun, whether the answer has something
 * of them or not: an older one never takes the place of one that it lacks. Where there is nothing to add up, that is said:
 * everything is no answer to it.
 */
export function withLastSessions(
	view: ViewOptions,
	series: VolumeProfileSeries,
	result: ReachFacts,
	zoneName: string,
	area: AreaChoice,
): LastSessions {
	const { lastSessions, interval, intervals, session: period = "day" } = view;
	if (lastSessions === undefined || (interval ?? intervals) !== undefined)
		return { ok: true, view, unknown: [] };
	const found = shownSessions(series, result, period, zoneName, area);
	if (!found.ok) return { ok: false, period, needed: found.needed };
	const { reach, sessions } = found;
	const held = new Map(sessions.map((one) => [one.period.from, one]));
	const newest = knownPeriods(period, zoneOfPeriod(period, zoneName), result.range)
		.filter(({ from }) => from <= reach.closedUntil)
		.slice(-lastSessions);
	const isHeld = ({ from }: TimeRange) => {
		const session = held.get(from);
		return session !== undefined && session.end > session.first;
	};
	// Of one in progress, what is over could be there; of one that begins at this moment, nothing.
	const over = ({ from, to }: TimeRange) => ({
		from,
		to: epochMs(Math.min(to, reach.closedUntil)),
	});
	const unknown = newest.filter((one) => !isHeld(one) && missingOf(reach, over(one)) !== undefined);
	if (!newest.some(isHeld)) return { ok: false, period, ...(unknown.length > 0 && { unknown }) };
	const spans = newest.map(({ from, to }) => ({ from: toIso(from), to: toIso(to) }));
	return { ok: true, view: { ...view, intervals: spans }, unknown };
}
