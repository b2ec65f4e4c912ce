import type { Zone } from "../chart/zone";
import type { TimeRange } from "../result/series";
import { DAY_MS, type EpochMs, epochMs } from "../time";
import { clockTime, type Session, sessionLength } from "./session";

/** Stretches of a calendar: from midnight to midnight, from Monday to Monday, from one first of a month to the next. */
export const CALENDAR_PERIODS = ["day", "week", "month"] as const;
export type CalendarPeriod = (typeof CALENDAR_PERIODS)[number];

/** A stretch of time that comes again and again on the clocks of a zone (definitions D51). */
export type Period = CalendarPeriod | Session;

/** The zone of a session, or of whoever looks at days, weeks and months. */
export function zoneOfPeriod(period: Period, zoneName: string): string {
	return typeof period === "string" ? zoneName : period.zone;
}

/** No period begins or ends further from a time that it holds. */
const LONGEST_PERIOD_MS = 32 * DAY_MS;

/**
 * The periods that share some time with a range, ascending. Each begins and ends when the clocks of the zone show its
 * times: where a clock change skips one, with the next time that exists; where one comes twice, the first time. One that
 * is skipped as a whole is left out.
 *
 * @param zone of a session its own, see `zoneOf`
 */
export function periodsIn(period: Period, zone: Zone, range: TimeRange): TimeRange[] {
	const last = dayOf(zone.wall(range.to));
	const periods: TimeRange[] = [];
	for (
		let day = dayOf(zone.wall(epochMs(range.from - LONGEST_PERIOD_MS)));
		day <= last;
		day += DAY_MS
	) {
		const walls = wallsOf(period, day);
		if (walls === undefined || walls.to < zone.wall(range.from) - DAY_MS) continue;
		const [from, to] = [zone.firstAt(walls.from), zone.firstAt(walls.to)];
		if (from < to && to > range.from && from < range.to) periods.push({ from, to });
	}
	return periods;
}

/**
 * The period that a moment is in or, between two, the one before it; earlier ones by `ago`. `undefined` where the calendar has
 * none.
 *
 * @param ago how many periods before that: 1 is yesterday, or last week
 */
export function periodAt(
	period: Period,
	zone: Zone,
	moment: EpochMs,
	ago = 0,
): TimeRange | undefined {
	const days = period === "day" ? 1 : period === "month" ? 31 : 8;
	// One may be skipped by a clock change.
	const reach = (ago + 3) * days * DAY_MS;
	const before = { from: epochMs(moment - reach), to: epochMs(moment + 1) };
	return periodsIn(period, zone, before).at(-1 - ago);
}

/** Midnight of the day of a local time, both as if the clock showed UTC. */
function dayOf(wall: number): number {
	return Math.floor(wall / DAY_MS) * DAY_MS;
}

/** Local times between which a period lies that begins on this day, as if the clock showed UTC; `undefined` where none does. */
function wallsOf(
	period: Period,
	day: number,
): { readonly from: number; readonly to: number } | undefined {
	const date = new Date(day);
	const weekday = date.getUTCDay() || 7;
	if (period === "day") return { from: day, to: day + DAY_MS };
	if (period === "week") return weekday === 1 ? { from: day, to: day + 7 * DAY_MS } : undefined;
	if (period === "month") {
		if (date.getUTCDate() !== 1) return undefined;
		return { from: day, to: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) };
	}
	const start = clockTime(period.from);
	if (start === undefined || !period.days.some((one) => one === weekday)) return undefined;
	return { from: day + start, to: day + start + sessionLength(period) };
}
