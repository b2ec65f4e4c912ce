import { parseLength } from "../length";
import { type Text, text } from "../text";
import {
	DAY_MS,
	HOUR_MS,
	MINUTE_MS,
	SECOND_MS,
	WEEK_MS,
	type DurationMs,
	durationMs,
} from "../time";
import type { KiyotakaInterval, MarketQuery } from "./query";

/**
 * Grammar of Kaiko's path codes: letters of any script, none of them large; never dots only, never a
 * slash.
 */
export const KAIKO_CODE =
	/^(?![^\p{Lu}\p{Lt}]*[\p{Lu}\p{Lt}])[\p{L}\p{N}][\p{L}\p{M}\p{N}_.:\-*]{0,63}$/u;

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

/** Length of a query's interval. The query has passed its schema. */
export function intervalLength(query: MarketQuery): DurationMs {
	if (query.provider === "kiyotaka") return KIYOTAKA_INTERVAL_LENGTH[query.interval];
	const parsed =
		query.provider === "kaiko"
			? parseKaikoInterval(query.interval)
			: parseTradesInterval(query.interval);
	if (parsed === undefined) throw new RangeError(`${query.interval} is not an interval`);
	return parsed;
}

/** How often an interval repeats, as an adjective: `hourly`, `5-minute`, `90-second`. */
export function intervalWords(length: DurationMs): Text {
	if (length === WEEK_MS) return text("weekly");
	if (length % DAY_MS === 0) {
		return length === DAY_MS ? text("daily") : text("{0}-day", length / DAY_MS);
	}
	if (length % HOUR_MS === 0) {
		return length === HOUR_MS ? text("hourly") : text("{0}-hour", length / HOUR_MS);
	}
	if (length % MINUTE_MS === 0) return text("{0}-minute", length / MINUTE_MS);
	return text("{0}-second", length / SECOND_MS);
}
