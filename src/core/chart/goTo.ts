import type { TimeRange } from "../result/series";
import { periodAt } from "../session/periods";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS, WEEK_MS, epochMs } from "../time";
import type { AxisRange } from "./axisRange";
import { FURTHEST_OFFSET, UTC_ZONE, type Zone } from "./zone";

/** Ranges that one press shows: back from the end of what is loaded. */
export const QUICK_RANGES = ["1D", "1W", "1M", "YTD"] as const;
export type QuickRange = (typeof QUICK_RANGES)[number];

/** Fewest intervals that a quick range is offered with. */
const FEWEST_INTERVALS = 2;

/** Where a chart is to go: to a stretch, to one time, or to a local time that comes twice, which has to be told apart. */
export type Destination =
	| { readonly kind: "range"; readonly range: TimeRange }
	| { readonly kind: "time"; readonly time: EpochMs }
	| { readonly kind: "twice"; readonly times: readonly EpochMs[] };

/**
 * The stretch of a quick range: the last 24 hours or 7 days before the end, since the same local time a month before
 * it (the last day of a shorter month), or since the first of January of its year.
 *
 * @param end one past the last millisecond of the loaded range
 */
export function quickRange(id: QuickRange, end: EpochMs, zone: Zone): TimeRange {
	const last = epochMs(end - 1);
	const wall = new Date(zone.wall(last));
	switch (id) {
		case "1D":
			return { from: epochMs(end - DAY_MS), to: end };
		case "1W":
			return { from: epochMs(end - WEEK_MS), to: end };
		case "1M": {
			const closing = new Date(zone.wall(end));
			const [year, month] = [closing.getUTCFullYear(), closing.getUTCMonth()];
			const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
			const day = Math.min(closing.getUTCDate(), days);
			const start = Date.UTC(year, month - 1, day) + (closing.getTime() % DAY_MS);
			return { from: zone.firstAt(start), to: end };
		}
		case "YTD":
			return { from: zone.firstAt(Date.UTC(wall.getUTCFullYear(), 0)), to: end };
	}
}

/** Whether a stretch has enough intervals to be looked at. */
export function hasIntervals({ from, to }: TimeRange, interval: number): boolean {
	return to - from >= FEWEST_INTERVALS * interval;
}

/** Whether all of a stretch lies in what is loaded, which may lack less than an interval of it. */
export function isLoaded({ from, to }: TimeRange, loaded: AxisRange, interval: number): boolean {
	return from > loaded.min - interval && to < loaded.max + interval;
}

/** A date, a time of day, or both with a `T` or blanks between them. */
const FORM =
	/^(?:(\d{4})-(\d{2})-(\d{2})(?:(?:T| +)(?=\d)|$))?(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
/** A time of day with how far its clock is from UTC behind it. */
const WITH_OFFSET = /^(.*:\d{2}) ?([+-])(\d{2}):?([0-5]\d)$/;

/** A clock that is always so far from UTC. */
function clockAt(offset: number): Zone {
	const instantOf = (wall: number) => epochMs(wall - offset);
	return {
		...UTC_ZONE,
		wall: (time) => time + offset,
		instants: (wall) => [instantOf(wall)],
		firstAt: instantOf,
	};
}

/**
 * Reads where to go, on the clocks of the zone that is shown: `today`, `yesterday`, a quick range such as `1W`,
 * `2026-03-25` for that day, `2026-03-25 14:30`, `14:30` or `14:30:05` on the last day that is loaded, or a time of
 * UTC with a `Z`, of another clock with its offset, `02:30 +02:00`. `undefined` for anything else, and for a local time that
 * does not exist.
 *
 * A day that what is loaded ends in ends with it; of a day that is typed as a date, what is loaded of it is the stretch.
 *
 * @param now for today and yesterday
 * @param loaded times that are there, in epoch milliseconds
 */
export function destinationOf(
	input: string,
	zone: Zone,
	now: EpochMs,
	loaded: AxisRange,
): Destination | undefined {
	const typed = input.trim();
	const end = epochMs(loaded.max);
	const quick = QUICK_RANGES.find((id) => id === typed.toUpperCase());
	if (quick !== undefined) return { kind: "range", range: quickRange(quick, end, zone) };
	const ago = ["today", "yesterday"].indexOf(typed.toLowerCase());
	if (ago >= 0) {
		const range = periodAt("day", zone, now, ago);
		return range && { kind: "range", range: endingAt(end, range) };
	}
	// A time in UTC, whatever zone is shown.
	if (/\dZ$/i.test(typed)) return placeOn(typed.slice(0, -1), UTC_ZONE, loaded);
	const [, local, sign, hours, minutes] = WITH_OFFSET.exec(typed) ?? [];
	if (local === undefined) return placeOn(typed, zone, loaded);
	const offset = Number(`${sign}1`) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
	return Math.abs(offset) > FURTHEST_OFFSET ? undefined : placeOn(local, clockAt(offset), loaded);
}

/** A stretch, as far as the loaded range goes where that ends in it. */
function endingAt(end: EpochMs, { from, to }: TimeRange): TimeRange {
	return from < end && end < to ? { from, to: end } : { from, to };
}

/** A day, or a time, on the clocks of a zone. */
function placeOn(typed: string, zone: Zone, loaded: AxisRange): Destination | undefined {
	const [start, end] = [epochMs(loaded.min), epochMs(loaded.max)];
	const [whole, year, month, day, hour, minute, second = "0"] = FORM.exec(typed) ?? [];
	if (whole === undefined || whole === "") return undefined;
	const date =
		year === undefined
			? Math.floor(zone.wall(epochMs(end - 1)) / DAY_MS) * DAY_MS
			: Date.UTC(Number(year), Number(month) - 1, Number(day));
	const isDate =
		year === undefined || new Date(date).toISOString().slice(0, 10) === whole.slice(0, 10);
	if (!isDate) return undefined;
	if (hour === undefined) {
		const range = endingAt(end, { from: zone.firstAt(date), to: zone.firstAt(date + DAY_MS) });
		const isCut = range.from < start && start < range.to;
		return { kind: "range", range: isCut ? { ...range, from: start } : range };
	}
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
	const clock = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * SECOND_MS;
	const times = zone.instants(date + clock);
	const [time, ...others] = times;
	if (others.length > 0) return { kind: "twice", times };
	return time === undefined ? undefined : { kind: "time", time };
}
