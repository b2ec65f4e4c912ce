import { parseLength } from "../length";
import type { TimeRange } from "../result/series";
import { periodWords, resolvePeriod } from "../session/periodRange";
import { type Text, text } from "../text";
import {
	DAY_MS,
	MINUTE_MS,
	alignDown,
	alignUp,
	durationMs,
	epochMs,
	parseIso,
	toIso,
	type DurationMs,
	type EpochMs,
} from "../time";
import type { CalendarRange, QueryRange } from "./query";

/** The longest `{last}`. */
const TWENTY_YEARS_MS = durationMs(7_305 * DAY_MS);

/** Ranges that prompts offer, shortest first. */
export const RANGE_PRESETS: readonly { readonly last: string; readonly label: Text }[] = [
	{ last: "1h", label: text("Last hour") },
	{ last: "4h", label: text("Last 4 hours") },
	{ last: "24h", label: text("Last 24 hours") },
	{ last: "7d", label: text("Last 7 days") },
	{ last: "30d", label: text("Last 30 days") },
];

/** Ranges of the calendar that prompts offer, on the clocks of some zone. */
export const CALENDAR_PRESETS: readonly (Omit<CalendarRange, "zone"> & { readonly label: Text })[] =
	[
		{ since: "day", label: text("Today") },
		{ since: "day", ago: 1, label: text("Yesterday") },
		{ since: "week", label: text("This week") },
		{ since: "week", ago: 1, label: text("Last week") },
		{ since: "month", label: text("This month") },
	];

/** Length of a `{last}` range: a whole number of m, h, d or w, up to 20 years. */
export function parseLast(value: string): DurationMs | undefined {
	return parseLength(value, "mhdw", TWENTY_YEARS_MS);
}

export function isLastRange(value: string): boolean {
	return parseLast(value) !== undefined;
}

/** Whether a range moves on with the clock, so that the same query means other times later. */
export function isMoving(range: QueryRange): boolean {
	return !("from" in range);
}

/** Whether both ends are ISO 8601 times in UTC that exist, the first before the second. */
export function isValidRange(range: { from: string; to: string }): boolean {
	const from = parseIso(range.from);
	const to = parseIso(range.to);
	return from !== undefined && to !== undefined && from < to;
}

/**
 * The times that a range means, on the grid of the interval. `{last}` ends with the interval in progress
 * at `now` and begins that much earlier (definitions D22); `{since}` holds the whole intervals of its period up to the one in
 * progress (definitions D52); `{from, to}` widens outward to whole intervals.
 * The range has passed its schema.
 */
export function resolveRange(range: QueryRange, interval: DurationMs, now: EpochMs): TimeRange {
	if ("last" in range) {
		const length = parseLast(range.last);
		if (length === undefined) throw new RangeError(`${range.last} is not a range`);
		const to = epochMs(alignDown(now, interval) + interval);
		return { from: alignDown(epochMs(to - length), interval), to };
	}
	if ("since" in range) return resolvePeriod(range, interval, now);
	const from = parseIso(range.from);
	const to = parseIso(range.to);
	if (from === undefined || to === undefined) throw new RangeError("a range needs two ISO times");
	return { from: alignDown(from, interval), to: alignUp(to, interval) };
}

/** `24 h`, `7 d`, `2026-03-29 – 2026-03-30 12:00`: a range in few words, UTC. */
export function rangeWords(range: QueryRange): Text {
	if ("since" in range) return periodWords(range);
	if (!("last" in range)) return text("{0} – {1}", shortTime(range.from), shortTime(range.to));
	const count = Number.parseInt(range.last, 10);
	switch (range.last.at(-1)) {
		case "m":
			return text("{0} min", count);
		case "h":
			return text("{0} h", count);
		case "d":
			return text("{0} d", count);
		default:
			return text("{0} wk", count);
	}
}

/** Leaves out seconds that are zero, then a time of day that is midnight. */
function shortTime(iso: string): string {
	const time = parseIso(iso);
	if (time === undefined) return iso;
	const full = toIso(time)
		.replace("T", " ")
		.replace(/(\.000)?Z$/, "");
	if (time % DAY_MS === 0) return full.slice(0, 10);
	return time % MINUTE_MS === 0 ? full.slice(0, 16) : full;
}
