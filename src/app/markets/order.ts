import { at } from "../../core/at";
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const BASE = DIGITS.length;
/** A key that would be longer has its neighbours given new keys instead. */
export const LONGEST_ORDER = 32;

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

/** Keys for `count` neighbours between two others. */
function ordersBetween(
	count: number,
	before: string | undefined,
	after: string | undefined,
): readonly string[] {
	if (count === 0) return [];
	const inFront = count >> 1;
	const key = orderBetween(before, after);
	return [
		...ordersBetween(inFront, before, key),
		key,
		...ordersBetween(count - inFront - 1, key, after),
	];
}

/** Whether the keys ascend between two others and are short enough. */
function fit(keys: readonly string[], before: string | undefined, after: string | undefined) {
	const all = [...(before === undefined ? [] : [before]), ...keys];
	if (after !== undefined) all.push(after);
	const ascend = all.every((key, index) => index === 0 || key > at(all, index - 1));
	return ascend && keys.every((key) => key.length <= LONGEST_ORDER);
}

/**
 * The keys that put entries of a list, which stand one after another, into their places: their own, and those
 * of as few neighbours as have to make room because they tie or their keys have grown long.
 *
 * @param orders the present keys, in the order that is wanted
 * @param index the first of the entries that are put there; their present keys do not matter
 * @param count how many they are
 * @returns new keys by position, the entries' own among them
 */
export function ordersForPlace(
	orders: readonly string[],
	index: number,
	count = 1,
): ReadonlyMap<number, string> {
	for (let reach = 0; ; reach = reach * 2 + 1) {
		const first = Math.max(0, index - reach);
		const last = Math.min(orders.length - 1, index + count - 1 + reach);
		const [before, after] = [orders[first - 1], orders[last + 1]];
		const keys = ordersBetween(last - first + 1, before, after);
		const isWholeList = before === undefined && after === undefined;
		if (isWholeList || fit(keys, before, after)) {
			return new Map(keys.map((key, at) => [first + at, key] as const));
		}
	}
}

/** A place in an ordered list: in front of the one that stands at `index` now. */
export interface ListPlace {
	readonly others: readonly { readonly id: string; readonly order: string }[];
	readonly index: number;
}

/**
 * The keys of entries that come to a place of a list, and new ones of those beside it that have to make room,
 * by id.
 */
export function roomAt(
	{ others, index }: ListPlace,
	count: number,
): { readonly own: readonly string[]; readonly others: ReadonlyMap<string, string> } {
	const orders = others.map(({ order }) => order);
	const coming = Array<string>(count).fill("");
	const wanted = [...orders.slice(0, index), ...coming, ...orders.slice(index)];
	const keys = ordersForPlace(wanted, index, count);
	const moved = new Map<string, string>();
	const own: string[] = [];
	for (const [position, key] of keys) {
		if (position >= index && position < index + count) own.push(key);
		else moved.set(at(others, position < index ? position : position - count).id, key);
	}
	return { own, others: moved };
}
