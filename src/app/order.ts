const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const BASE = DIGITS.length;

/**
 * A key that sorts between two others, so that moving one market rewrites one file. Keys are
 * base-36 fractions without trailing zeros (`i` is one half); they compare as plain strings.
 *
 * @param before the key in front, or `undefined` at the start of the list
 * @param after the key behind, or `undefined` at its end; equal or reversed keys give a key after `before`
 */
export function orderBetween(before: string | undefined, after: string | undefined): string {
	const low = before ?? "";
	const high = after !== undefined && after > low ? after : undefined;
	let key = "";
	for (let index = 0; ; index++) {
		const floor = index < low.length ? DIGITS.indexOf(low.charAt(index)) : 0;
		const bounded = high !== undefined && high.startsWith(key) && index < high.length;
		const ceiling = bounded ? DIGITS.indexOf(high.charAt(index)) : BASE;
		// Towards an open end one step is enough, which keeps the keys of a growing list short.
		const next = high === undefined && low !== "" ? floor + 1 : Math.floor((floor + ceiling) / 2);
		if (next > floor && next < BASE) return key + DIGITS.charAt(next);
		key += DIGITS.charAt(floor);
	}
}
