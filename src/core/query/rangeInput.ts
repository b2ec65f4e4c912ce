import { type Text, text } from "../text";
import { DAY_MS, epochMs, parseIso, toIso, type EpochMs } from "../time";
import { parseLast } from "./range";
import { MOST_AGO } from "../session/periodRange";
import { CALENDAR_PERIODS } from "../session/periods";
import { READY_SESSIONS, type Session, type Weekday, WEEKDAYS } from "../session/session";
import { sessionProblem } from "../session/sessionProblem";
import { isTimeZone } from "../wallClock";
import { canonicalJson } from "./canonical";
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
 * - `day -3`, `week -2 Asia/Tokyo`: so many of them before the one in progress
 * - `London`, `US cash -1`: a session by its name, the one in progress or the last, or so many before that
 * - `Desk 09:00-17:30 Mon-Fri Europe/Berlin`: one by its window, whatever is called so now
 * - `1774800000` and `1774800000000`: seconds and milliseconds since 1970, wherever a time may stand
 *
 * What can be read as anything else is no name of a session.
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
	const period = parsePeriod(typed, zone) ?? parseWindow(typed);
	if (period !== undefined) return period;
	const last = /^-?\s*(\d+)\s*([a-z])$/i.exec(typed);
	const fixed =
		last === null
			? parseFixed(typed, now)
			: parseLastInput(`${last[1]}${lowerUnit(last[2] ?? "")}`);
	return fixed.ok ? fixed : (parseSession(typed, sessions) ?? fixed);
}

/** Reads two times with something between them, a time up to now, or a day. */
function parseFixed(typed: string, now: EpochMs): RangeInput {
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

/** Reads `today`, `last week Europe/Berlin` or `day -3 UTC`; `undefined` where something else is meant. */
function parsePeriod(typed: string, usual: string): RangeInput | undefined {
	const [, words = "", zone = usual] =
		/^(today|yesterday|(?:this|last) +(?:week|month)|(?:day|week|month) +-\d{1,3})(?:,? +(\S+))?$/i.exec(
			typed,
		) ?? [];
	const known = /^utc$/i.test(zone) ? "UTC" : zone;
	const [first = "", count] = words.toLowerCase().split(/ +/);
	const since = CALENDAR_PERIODS.find((one) => one === first);
	const period =
		since === undefined
			? PERIODS[count === undefined ? first : `${first} ${count}`]
			: counted({ since }, Number(count?.slice(1)));
	if (period === undefined) return undefined;
	if ("ok" in period) return period;
	return isTimeZone(known)
		? { ok: true, range: { ...period, zone: known } }
		: refused(text("{0} is no time zone. Write UTC or a name such as America/New_York.", zone));
}

/** So many periods before the one in progress, or why there are not so many. */
function counted<T extends object>(
	range: T,
	ago: number,
): (T & { readonly ago?: number }) | Extract<RangeInput, { ok: false }> {
	if (ago > MOST_AGO) {
		return {
			ok: false,
			problem: text(
				"A day, week, month or session may lie at most {0} before the last one.",
				MOST_AGO,
			),
		};
	}
	return ago === 0 ? range : { ...range, ago };
}

const DAY_NAMES: readonly (readonly [Weekday, string])[] = WEEKDAYS.map((day) => [
	day,
	["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day - 1] ?? "",
]);

/** Reads a session by its window: `Desk 09:00-17:30 Mon-Fri Europe/Berlin -2`; `undefined` where something else is meant. */
function parseWindow(typed: string): RangeInput | undefined {
	const [, name = "", from = "", to = "", written = "", zone = "", count = "0"] =
		/^(.*\S) +(\d\d:\d\d)[-–](\d\d:\d\d) +([a-z,-]+) +(\S+?)(?: +-(\d{1,3}))?$/i.exec(typed) ?? [];
	const days = daysOf(written);
	if (days === undefined) return undefined;
	const since = { name, zone: /^utc$/i.test(zone) ? "UTC" : zone, days, from, to };
	const problem = sessionProblem(since);
	if (problem !== undefined) return refused(problem);
	const range = counted({ since }, Number(count));
	return "ok" in range ? range : { ok: true, range };
}

/** `Mon-Fri`, `Mon,Wed,Fri` or `Sat`; `undefined` for anything else. */
function daysOf(written: string): readonly Weekday[] | undefined {
	const numberOf = (name = "") =>
		DAY_NAMES.find(([, one]) => one.toLowerCase() === name.toLowerCase())?.[0];
	const days = new Set<Weekday>();
	for (const part of written.split(",")) {
		const [first, last, ...rest] = part.split("-").map(numberOf);
		if (first === undefined || rest.length > 0) return undefined;
		if (part.includes("-") && (last === undefined || last < first)) return undefined;
		for (const day of WEEKDAYS) if (day >= first && day <= (last ?? first)) days.add(day);
	}
	return WEEKDAYS.filter((day) => days.has(day));
}

/** A session by its window, which reads back as the same, whatever else has its name. */
function windowInput({ name, from, to, days, zone }: Session): string {
	const runs: Weekday[][] = [];
	for (const day of WEEKDAYS.filter((one) => days.includes(one))) {
		const run = runs.at(-1);
		if (run?.at(-1) === day - 1) run.push(day);
		else runs.push([day]);
	}
	const nameOf = (day: Weekday | undefined) => DAY_NAMES.find(([one]) => one === day)?.[1] ?? "";
	const written = runs.map((run) =>
		run.length === 1 ? nameOf(run[0]) : `${nameOf(run[0])}-${nameOf(run.at(-1))}`,
	);
	return `${name} ${from}-${to} ${written.join(",")} ${zone}`;
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
	const range = counted({ since }, Number(count));
	return "ok" in range ? range : { ok: true, range };
}

/**
 * The form in which a range is typed: `24h`, `yesterday Asia/Tokyo`, `2026-03-01T00:00:00Z..2026-03-02T00:00:00Z`. Two ranges
 * have one form only where they mean the same: a session is called by its name alone where that name is read as this
 * session, and else by its window, too.
 *
 * @param sessions what {@link parseRangeInput} will know
 */
export function rangeInput(
	range: QueryRange,
	sessions: readonly Session[] = READY_SESSIONS,
): string {
	if ("last" in range) return range.last;
	if ("from" in range) return `${range.from}..${range.to}`;
	const { since, ago = 0 } = range;
	if (typeof since !== "string") {
		const before = ago === 0 ? "" : ` -${ago}`;
		const short = `${since.name}${before}`;
		return isReadAs(short, since, ago, sessions) ? short : `${windowInput(since)}${before}`;
	}
	const zone = "zone" in range ? range.zone : "UTC";
	const [words = `${since} -${ago}`] =
		Object.entries(PERIODS).find(([, one]) => one.since === since && (one.ago ?? 0) === ago) ?? [];
	return `${words} ${zone}`;
}

/** Whether a text means a range, so that a session of this name could not be typed by it. */
export function isRangeForm(name: string, sessions: readonly Session[]): boolean {
	if (/^now$/i.test(name)) return true;
	const read = parseRangeInput(name, epochMs(LAST_TIME), "UTC", sessions);
	if (!read.ok) return false;
	// A session of one's own may have the name of a ready one.
	const { range } = read;
	const named = "since" in range && typeof range.since !== "string" ? range.since.name : "";
	return named.toLowerCase() !== name.toLowerCase();
}

function isReadAs(
	typed: string,
	since: Session,
	ago: number,
	sessions: readonly Session[],
): boolean {
	const read = parseRangeInput(typed, epochMs(LAST_TIME), "UTC", sessions);
	return (
		read.ok &&
		"since" in read.range &&
		(read.range.ago ?? 0) === ago &&
		canonicalJson(read.range.since) === canonicalJson(since)
	);
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
