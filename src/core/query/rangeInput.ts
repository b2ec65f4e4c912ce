import { type Text, text } from "../text";
import { DAY_MS, epochMs, parseIso, toIso, type EpochMs } from "../time";
import { parseLast } from "./range";
import { MOST_AGO } from "../session/periodRange";
import { READY_SESSIONS, type Session } from "../session/session";
import { isTimeZone } from "../wallClock";
import type { CalendarRange, QueryRange } from "./query";

export type RangeInput =
	| { readonly ok: true; readonly range: QueryRange }
	| { readonly ok: false; readonly problem: Text };

const refused = (problem: Text): RangeInput => ({ ok: false, problem });

/** What stands between two ends: two dots, a dash or "to" between spaces, or the slash of ISO 8601. */
const BETWEEN = /\s*(?:\.\.+|…)\s*|\s+(?:[-–—]|to)\s+|(?<=^[^/]*)\/(?=[^/]*$)/i;
/** Longer input is no range, and reading it would take long. */
const MOST_CHARACTERS = 200;
/** The end of the year 9999: dates beyond it have no four-digit year. */
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads a range as people type and paste it. Times are UTC unless they carry an offset. The end does not
 * belong to a range and a date is its midnight there, so `2026-03-01..2026-03-02` is exactly the first
 * of March.
 *
 * - `24h` or `-24h`: the last 24 hours, counted anew at each run
 * - `2026-03-01..2026-03-02T12:00Z`, `2026-03-01..now`, `-48h..-24h`: fixed times
 * - `2026-03-01`: that day
 * - `2026-03-01T10:00Z`: from then to now
 * - `today`, `yesterday`, `this week`, `last month`: on the clocks of the zone, or of one that follows: `today Asia/Tokyo`
 * - `London`, `US cash -1`: a session by its name, the one in progress or the last, or so many before that
 * - `1774800000` and `1774800000000`: seconds and milliseconds since 1970, wherever a time may stand
 */
export function parseRangeInput(
	input: string,
	now: EpochMs,
	zone = "UTC",
	sessions: readonly Session[] = READY_SESSIONS,
): RangeInput {
	const typed = input.trim();
	if (typed === "") {
		return refused(text("Enter a range such as 24h, 7d or 2026-03-01..2026-03-02."));
	}
	if (typed.length > MOST_CHARACTERS) {
		return refused(
			text("This is too long for a range. Use forms like 24h or 2026-03-01..2026-03-02."),
		);
	}
	const period = parsePeriod(typed, zone) ?? parseSession(typed, sessions);
	if (period !== undefined) return period;
	const last = /^-?\s*(\d+)\s*([a-z])$/i.exec(typed);
	if (last !== null) return parseLastInput(`${last[1]}${lowerUnit(last[2] ?? "")}`);

	const ends = typed.split(BETWEEN);
	const [first, second] = ends;
	if (first === undefined || ends.length > 2) {
		return refused(text("Separate the start and the end with two dots: 2026-03-01..2026-03-02."));
	}
	const from = parseEnd(first, now);
	const isDay = second === undefined && DATE.test(first) && from !== undefined;
	const to = isDay ? epochMs(from + DAY_MS) : second === undefined ? now : parseEnd(second, now);
	if (from === undefined || to === undefined) {
		return refused(
			text(
				"{0} is not a time. Use forms like 24h, 2026-03-01, 2026-03-01T10:00Z or now.",
				(from === undefined ? first : (second ?? "")).trim() || "..",
			),
		);
	}
	if (from >= now) return refused(text("The range begins in the future. Choose an earlier start."));
	if (from === to && DATE.test(first)) {
		return refused(
			text("The end does not belong to the range. Enter {0} alone for that day.", first),
		);
	}
	if (from >= to) return refused(text("The range ends before it begins. Swap start and end."));
	return { ok: true, range: { from: queryTime(from), to: queryTime(to) } };
}

/** Ranges that move on with the calendar, as people say them. */
const PERIODS: Readonly<Record<string, Pick<CalendarRange, "since" | "ago">>> = {
	today: { since: "day" },
	yesterday: { since: "day", ago: 1 },
	"this week": { since: "week" },
	"last week": { since: "week", ago: 1 },
	"this month": { since: "month" },
	"last month": { since: "month", ago: 1 },
};

/** Reads `today` or `last week Europe/Berlin`; `undefined` where something else is meant. */
function parsePeriod(typed: string, usual: string): RangeInput | undefined {
	const [, words = "", zone = usual] =
		/^(today|yesterday|(?:this|last) +(?:week|month))(?:,? +(\S+))?$/i.exec(typed) ?? [];
	const period = PERIODS[words.toLowerCase().replace(/ +/, " ")];
	if (period === undefined) return undefined;
	const known = /^utc$/i.test(zone) ? "UTC" : zone;
	return isTimeZone(known)
		? { ok: true, range: { ...period, zone: known } }
		: refused(text("{0} is no time zone. Write UTC or a name such as America/New_York.", zone));
}

/** Reads the name of a session, with how many come after the one that is meant; `undefined` where none is called so. */
function parseSession(typed: string, sessions: readonly Session[]): RangeInput | undefined {
	const nameOf = (text: string) => text.toLowerCase().replace(/\s+/g, " ").trim();
	const find = (name: string) => sessions.find((one) => nameOf(one.name) === nameOf(name));
	const whole = find(typed);
	if (whole !== undefined) return { ok: true, range: { since: whole } };
	const [, name = "", count = ""] = /^(.*\S) +-(\d{1,3})$/.exec(typed) ?? [];
	const since = find(name);
	if (since === undefined) return undefined;
	const ago = Number(count);
	if (ago > MOST_AGO) {
		return refused(text("A session may lie at most {0} before the last one.", MOST_AGO));
	}
	return { ok: true, range: ago === 0 ? { since } : { since, ago } };
}

/** The form in which a range is typed: `24h`, `yesterday Asia/Tokyo`, `2026-03-01T00:00:00Z..2026-03-02T00:00:00Z`. */
export function rangeInput(range: QueryRange): string {
	if ("last" in range) return range.last;
	if ("from" in range) return `${range.from}..${range.to}`;
	const { since, ago = 0 } = range;
	if (typeof since !== "string") return ago === 0 ? since.name : `${since.name} -${ago}`;
	const zone = "zone" in range ? range.zone : "UTC";
	const [words = `${since} -${ago}`] =
		Object.entries(PERIODS).find(([, one]) => one.since === since && (one.ago ?? 0) === ago) ?? [];
	return `${words} ${zone}`;
}

/**
 * A capital M means a month to traders. A month has no fixed length, so it is refused and never read as a
 * minute.
 */
function lowerUnit(unit: string): string {
	return unit === "M" ? unit : unit.toLowerCase();
}

function parseLastInput(last: string): RangeInput {
	if (parseLast(last) !== undefined) return { ok: true, range: { last } };
	if (/[My]$/.test(last)) {
		return refused(
			text("Use d or w instead of months or years: 30d for a month, 365d or 52w for a year."),
		);
	}
	return refused(
		/[mhdw]$/.test(last)
			? text("Enter a length from 1 minute to 20 years, such as 90m, 24h, 7d or 4w.")
			: text("Use m, h, d or w for minutes, hours, days or weeks, such as 90m, 24h or 7d."),
	);
}

/** One end of a range: `now`, `-24h`, a date, a date and time, or a count since 1970. */
function parseEnd(input: string, now: EpochMs): EpochMs | undefined {
	const typed = input.trim().toUpperCase();
	if (typed === "NOW") return now;
	const [, count, unit] = /^-\s*(\d+)([mhdw])$/i.exec(input.trim()) ?? [];
	if (count !== undefined && unit !== undefined) {
		const length = parseLast(`${count}${lowerUnit(unit)}`);
		return length === undefined ? undefined : epochMs(now - length);
	}
	return parseCount(typed) ?? parseDate(typed);
}

/** Digits of seconds, milliseconds, microseconds and nanoseconds since 1970 in the years 2001 to 2286. */
const COUNT_DIGITS: readonly number[] = [10, 13, 16, 19];
/** Digits of a count of milliseconds. */
const MS_DIGITS = 13;

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, as programs print them. */
function parseCount(typed: string): EpochMs | undefined {
	const [, whole, fraction = ""] = /^(\d{10,19})(\.\d{1,9})?$/.exec(typed) ?? [];
	if (whole === undefined || !COUNT_DIGITS.includes(whole.length)) return undefined;
	// The digits of whole milliseconds are cut off as text: their number would be rounded.
	const digits = `${whole}${fraction.slice(1)}`.padEnd(MS_DIGITS, "0");
	return epochMs(Number(digits.slice(0, MS_DIGITS)));
}

/** A date, or a date and time; decimals of a second beyond the third are finer than any interval. */
function parseDate(typed: string): EpochMs | undefined {
	const [, date, clock = "00:00", second = ":00", fraction = "", zone = "Z"] =
		/^(\d{4}-\d{2}-\d{2})(?:(?:T| +)(\d{2}:\d{2})(?:(:\d{2})(?:[.,](\d{1,9}))?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/.exec(
			typed,
		) ?? [];
	const decimals = fraction.slice(0, 3).padEnd(3, "0");
	const time = date === undefined ? undefined : parseIso(`${date}T${clock}${second}.${decimals}Z`);
	const offset = offsetMinutes(zone);
	if (time === undefined || offset === undefined) return undefined;
	const shifted = time - offset * 60_000;
	return shifted >= 0 && shifted <= LAST_TIME ? epochMs(shifted) : undefined;
}

/** `Z`, `+05:30`, `+0530` or `+05`, in minutes. */
function offsetMinutes(zone: string): number | undefined {
	if (!/^[+-]/.test(zone)) return 0;
	const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(":", ""))];
	if (hours > 14 || minutes > 59) return undefined;
	return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function queryTime(time: EpochMs): string {
	return toIso(time).replace(".000Z", "Z");
}
