declare const unit: unique symbol;

/** Milliseconds since the Unix epoch, UTC. The only time unit inside the product. */
export type EpochMs = number & { readonly [unit]: "epochMs" };

/** Seconds since the Unix epoch, UTC. Exists only inside Kiyotaka requests and answers. */
export type EpochSeconds = number & { readonly [unit]: "epochSeconds" };

/** A length of time in milliseconds. */
export type DurationMs = number & { readonly [unit]: "durationMs" };

export const SECOND_MS = 1_000 as DurationMs;
export const MINUTE_MS = 60_000 as DurationMs;
export const HOUR_MS = 3_600_000 as DurationMs;
export const DAY_MS = 86_400_000 as DurationMs;
export const WEEK_MS = 604_800_000 as DurationMs;

/** The Unix epoch fell on a Thursday; weeks here start on Monday, 4 days later. */
export const FIRST_MONDAY_MS = 345_600_000 as EpochMs;

export function epochMs(value: number): EpochMs {
	return value as EpochMs;
}

export function durationMs(value: number): DurationMs {
	return value as DurationMs;
}

export function toEpochSeconds(time: EpochMs): EpochSeconds {
	return Math.floor(time / 1_000) as EpochSeconds;
}

/** `2026-03-29T16:00:00.000Z`, a text form of a time that {@link parseIso} reads. */
export function toIso(time: EpochMs): string {
	return new Date(time).toISOString();
}

/** The last moment that a date can name. */
const LAST_DATE_MS = 8.64e15;

/**
 * `2026-03-29 16:00`, with seconds where there are any, UTC. A time that no date can name, such as one in
 * another unit, reads as its number of milliseconds.
 */
export function momentWords(time: EpochMs): string {
	if (!(Math.abs(time) <= LAST_DATE_MS)) return `${time} ms`;
	const iso = new Date(time).toISOString().replace("T", " ");
	return time % MINUTE_MS === 0 ? iso.replace(/:00\.000Z$/, "") : iso.replace(/(\.000)?Z$/, "");
}

const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

/**
 * Reads `2026-03-29T16:00:00Z` with up to three decimals of a second, years 1970 to 9999. `undefined`
 * for any other form and for dates that do not exist, such as 30 February or 24:00.
 */
export function parseIso(value: string): EpochMs | undefined {
	const time = ISO_UTC.test(value) ? new Date(value).getTime() : NaN;
	// An impossible date rolls over into another one, which reads differently.
	const isReal = time >= 0 && new Date(time).toISOString().startsWith(value.slice(0, 19));
	return isReal ? (time as EpochMs) : undefined;
}

/**
 * The start of the interval that contains `time`. Intervals are aligned to the Unix epoch in UTC,
 * multiples of a week to Monday (definitions D21).
 */
export function alignDown(time: EpochMs, interval: DurationMs): EpochMs {
	const anchor = interval % WEEK_MS === 0 ? FIRST_MONDAY_MS : 0;
	return (Math.floor((time - anchor) / interval) * interval + anchor) as EpochMs;
}

/** The end of the interval that contains `time`; a time on the grid is the end of its own interval. */
export function alignUp(time: EpochMs, interval: DurationMs): EpochMs {
	const start = alignDown(time, interval);
	return start === time ? time : ((start + interval) as EpochMs);
}
