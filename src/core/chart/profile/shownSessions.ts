import {
	type SessionProfile,
	sessionProfiles,
	sessionSeries,
} from "../../profile/overTime/sessionProfiles";
import type { ViewOptions } from "../../query/viewOptions";
import { remembered } from "../../remembered";
import type { QueryResult } from "../../result/result";
import type { TimeRange, VolumeProfileSeries } from "../../result/series";
import { intervalFor } from "../../session/periodRange";
import { type Period, periodsIn, zoneOfPeriod } from "../../session/periods";
import { type DurationMs, epochMs, toIso } from "../../time";
import { zoneOf } from "../zone";
import type { AreaChoice } from "./shownProfile";

/** The sessions of a series that a view shows. */
export interface ShownSessions {
	readonly ok: true;
	readonly period: Period;
	readonly sessions: readonly SessionProfile[];
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
	result: Pick<QueryResult, "range" | "partial">,
	period: Period,
	zoneName: string,
	area: AreaChoice,
): SessionsResult {
	const asked = completeOf(result);
	const name = JSON.stringify([period, zoneName, asked, area.percent, area.method]);
	const known = kept(series);
	const made = known.get(name) ?? make(series, asked, period, zoneOfPeriod(period, zoneName), area);
	if (known.size >= MOST_KEPT) known.clear();
	known.set(name, made);
	return made;
}

function make(
	series: VolumeProfileSeries,
	asked: TimeRange,
	period: Period,
	zoneName: string,
	area: AreaChoice,
): SessionsResult {
	const needed = intervalFor(period, zoneName, series.interval);
	if (needed !== undefined) return { ok: false, needed };
	const periods = periodsIn(period, zoneOf(zoneName), asked);
	const sessions = sessionProfiles(series, periods, asked, area);
	return { ok: true, period, sessions, series: sessionSeries(series, sessions) };
}

/** What of a range an answer speaks for. */
export function completeOf({ range, partial }: Pick<QueryResult, "range" | "partial">): TimeRange {
	const from = partial?.completeFrom ?? range.from;
	const to = partial?.completeUntil ?? range.to;
	// Where both ends came and the middle did not, the newer part counts.
	return from < to ? { from, to } : { from, to: range.to };
}

/**
 * The view with the intervals of its newest sessions as those that are added up; the same view where it asks for none, names
 * intervals itself, or its intervals do not fit the sessions.
 */
export function withLastSessions(
	view: ViewOptions,
	series: VolumeProfileSeries,
	result: Pick<QueryResult, "range" | "partial">,
	zoneName: string,
	area: AreaChoice,
): ViewOptions {
	const { lastSessions, intervals, session = "day" } = view;
	if (lastSessions === undefined || intervals !== undefined) return view;
	const found = shownSessions(series, result, session, zoneName, area);
	if (!found.ok) return view;
	const spans = found.sessions.slice(-lastSessions).map(({ stretch: { from, to } }) => ({
		from: toIso(from),
		to: toIso(epochMs(to)),
	}));
	return spans.length === 0 ? view : { ...view, intervals: spans };
}
