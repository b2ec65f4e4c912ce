import { parseLength } from "../length";
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS, type DurationMs, durationMs } from "../time";
import type { KiyotakaInterval } from "./query";

/** Length of each of Kiyotaka's intervals. */
export const KIYOTAKA_INTERVAL_LENGTH: Readonly<Record<KiyotakaInterval, DurationMs>> = {
	MINUTE: MINUTE_MS,
	FIVE_MINUTES: durationMs(5 * MINUTE_MS),
	FIFTEEN_MINUTES: durationMs(15 * MINUTE_MS),
	THIRTY_MINUTES: durationMs(30 * MINUTE_MS),
	HOUR: HOUR_MS,
	FOUR_HOURS: durationMs(4 * HOUR_MS),
	DAY: DAY_MS,
	WEEK: WEEK_MS,
};

/** Length of a Kaiko interval: any whole number of s, m, h or d from one second to one day. */
export function parseKaikoInterval(value: string): DurationMs | undefined {
	return parseLength(value, "smhd", DAY_MS);
}

export function isKaikoInterval(value: string): boolean {
	return parseKaikoInterval(value) !== undefined;
}

/** Length of an interval over trades: a whole number of s, m, h, d or w up to one week. */
export function parseTradesInterval(value: string): DurationMs | undefined {
	return parseLength(value, "smhdw", WEEK_MS);
}

export function isTradesInterval(value: string): boolean {
	return parseTradesInterval(value) !== undefined;
}

/** Length of an interval that a schema has let through. Throws `RangeError` for any other text. */
export function readInterval(
	interval: string,
	parse: (interval: string) => DurationMs | undefined,
): DurationMs {
	const length = parse(interval);
	if (length === undefined) throw new RangeError(`${interval} is not an interval`);
	return length;
}
