import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS, type DurationMs, durationMs } from "../time";

const UNIT_MS: Readonly<Record<string, DurationMs>> = {
	m: MINUTE_MS,
	h: HOUR_MS,
	d: DAY_MS,
	w: WEEK_MS,
};

/** Length of a `{last}` range: a whole number of m, h, d or w, up to 20 years. */
export function parseLast(value: string): DurationMs | undefined {
	const [, count, unit] = /^([1-9]\d{0,7})([mhdw])$/.exec(value) ?? [];
	if (count === undefined || unit === undefined) return undefined;
	const length = Number(count) * (UNIT_MS[unit] ?? NaN);
	return length <= 7_305 * DAY_MS ? durationMs(length) : undefined;
}

export function isLastRange(value: string): boolean {
	return parseLast(value) !== undefined;
}

export function isValidRange(range: { from: string; to: string }): boolean {
	const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
	return (
		form.test(range.from) && form.test(range.to) && Date.parse(range.from) < Date.parse(range.to)
	);
}
