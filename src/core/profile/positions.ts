/**
 * Row numbers on a ladder. Most ladders have so few rows that a number takes two bytes, a quarter of a double: rows are the
 * longest columns that are kept of a profile. Numbers that are computed from them may be negative or larger, so they go
 * into {@link positionsFrom} or a column of doubles, never into one that `map` makes.
 */
export type Positions = Uint16Array | Float64Array;

const MOST_SHORT = 2 ** 16 - 1;

/** A column of zeros for row numbers from `lowest` to `highest`, which say nothing of an empty one. */
export function positionsUpTo(length: number, lowest: number, highest: number): Positions {
	const isShort = length === 0 || (lowest >= 0 && highest <= MOST_SHORT);
	return isShort ? new Uint16Array(length) : new Float64Array(length);
}

/** A column of ascending row numbers. */
export function positionsFrom(ascending: readonly number[]): Positions {
	const column = positionsUpTo(ascending.length, ascending[0] ?? 0, ascending.at(-1) ?? 0);
	column.set(ascending);
	return column;
}
