import {
	DAY_MS,
	HOUR_MS,
	MINUTE_MS,
	SECOND_MS,
	WEEK_MS,
	type DurationMs,
	durationMs,
} from "../time";

/** Grammar of Kaiko's path codes: never dots only, never a slash. */
export const KAIKO_CODE = /^[a-z0-9][a-z0-9_.:\-*]{0,63}$/;

const UNIT_MS: Readonly<Record<string, DurationMs>> = {
	s: SECOND_MS,
	m: MINUTE_MS,
	h: HOUR_MS,
	d: DAY_MS,
	w: WEEK_MS,
};

function parse(value: string, units: string, longest: DurationMs): DurationMs | undefined {
	const match = /^([1-9]\d{0,5})([smhdw])$/.exec(value);
	const [, count, unit] = match ?? [];
	if (count === undefined || unit === undefined || !units.includes(unit)) return undefined;
	const length = Number(count) * (UNIT_MS[unit] ?? NaN);
	return length <= longest ? durationMs(length) : undefined;
}

/** Length of a Kaiko interval: any whole number of s, m, h or d from one second to one day. */
export function parseKaikoInterval(value: string): DurationMs | undefined {
	return parse(value, "smhd", DAY_MS);
}

export function isKaikoInterval(value: string): boolean {
	return parseKaikoInterval(value) !== undefined;
}

/** Length of an interval over trades: a whole number of s, m, h, d or w up to one week. */
export function parseTradesInterval(value: string): DurationMs | undefined {
	return parse(value, "smhdw", WEEK_MS);
}

export function isTradesInterval(value: string): boolean {
	return parseTradesInterval(value) !== undefined;
}
