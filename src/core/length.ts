import {
	DAY_MS,
	type DurationMs,
	HOUR_MS,
	MINUTE_MS,
	SECOND_MS,
	WEEK_MS,
	durationMs,
} from "./time";

/** The units that ranges and intervals are typed in, longest first. */
const UNITS = [
	["w", WEEK_MS],
	["d", DAY_MS],
	["h", HOUR_MS],
	["m", MINUTE_MS],
	["s", SECOND_MS],
] as const;
type LengthUnit = (typeof UNITS)[number][0];

/**
 * Length of a whole number of one unit, such as `90s` or `4h`; `undefined` for any other form.
 *
 * @param units that may be used, such as `mhdw`
 * @param longest length that is taken
 */
export function parseLength(
	value: string,
	units: string,
	longest: DurationMs,
): DurationMs | undefined {
	const [, count, unit = ""] = /^([1-9]\d{0,7})([wdhms])$/.exec(value) ?? [];
	const [, size] = UNITS.find(([name]) => name === unit && units.includes(name)) ?? [];
	if (size === undefined) return undefined;
	const length = Number(count) * size;
	return length <= longest ? durationMs(length) : undefined;
}

/** `5m`, `4h`, `1w`: the form that ranges and intervals are typed in, in the largest whole unit. */
export function shortLength(length: DurationMs): string {
	const [unit, size] = UNITS.find(([, one]) => length % one === 0) ?? ["s", SECOND_MS];
	return `${length / size}${unit}`;
}

/**
 * The unit for a rough length: the largest one that fits in it at least twice, else the smallest.
 *
 * @param units to choose from, such as `dhm`
 */
export function roughUnit(
	length: number,
	units: string,
): { readonly unit: LengthUnit; readonly size: DurationMs } {
	const usable = UNITS.filter(([unit]) => units.includes(unit));
	const [unit, size] = usable.find(([, one]) => length >= 2 * one) ?? usable.at(-1) ?? UNITS[4];
	return { unit, size };
}

/** `3d 4h 30m`: a length in its units, the longest first; those that are 0 are left out, parts of a second too. */
export function lengthText(length: number): string {
	let rest = length;
	const parts = UNITS.filter(([unit]) => unit !== "w").flatMap(([unit, size]) => {
		const count = Math.floor(rest / size);
		rest -= count * size;
		return count === 0 ? [] : [`${count}${unit}`];
	});
	return parts.length === 0 ? "0s" : parts.join(" ");
}
