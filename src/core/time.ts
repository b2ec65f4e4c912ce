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

/** `2026-03-29T16:00:00.000Z`, the only text form of a time in queries and exports. */
export function toIso(time: EpochMs): string {
	return new Date(time).toISOString();
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
