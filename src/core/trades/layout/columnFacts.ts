import type { Cell } from "./head/headTable";
import { isCommaNumber, isMoment, isNumber, unitByMagnitude } from "./numbers";
import { shorten } from "./shorten";

/** Words for the taker's side that need no explanation, lower case. */
export const BUY_WORDS: readonly string[] = ["buy", "b", "bought", "buyer", "买", "买入"];
export const SELL_WORDS: readonly string[] = ["sell", "s", "sold", "seller", "卖", "卖出"];
/** What stands where a side is not known. */
const NO_SIDE: readonly string[] = [
	"",
	"unknown",
	"none",
	"n",
	"na",
	"n/a",
	"null",
	"nan",
	"-",
	"u",
];
const BOOLEANS: readonly string[] = ["true", "false"];

/** What the values of a column have in common in the rows that were looked at. */
export interface ColumnFacts {
	readonly position: number;
	/** Values that are there. */
	readonly filled: readonly string[];
	/** Different values, lower case, most frequent first; at most 64. */
	readonly words: readonly string[];
	readonly isNumber: boolean;
	readonly isInteger: boolean;
	/** Numbers of a size that says their unit of time. */
	readonly isEpoch: boolean;
	/** Dates with a time of day. */
	readonly isMoment: boolean;
	readonly isBoolean: boolean;
	/** Words for sides that need no explanation, or none. */
	readonly isSide: boolean;
	/** Whole numbers that only grow or only fall. */
	readonly isCounting: boolean;
	readonly negatives: number;
	/** Greatest by smallest size of its numbers. */
	readonly spread: number;
}

/** Share of the values that may be of another kind: a broken row does not change what a column is. */
const MOST_BROKEN = 0.1;
/** With so many values one may be broken, whatever its share. */
const ENOUGH_FOR_ONE = 4;
const MOST_WORDS = 64;
/** No number, time or symbol is longer; what is longer is shown in sentences in part. */
const LONGEST_VALUE = 64;

function isMostly(values: readonly string[], is: (value: string) => boolean): boolean {
	const others = values.length - values.filter(is).length;
	const allowed = Math.max(values.length * MOST_BROKEN, values.length >= ENOUGH_FOR_ONE ? 1 : 0);
	return values.length > 0 && others <= allowed;
}

function wordsOf(values: readonly string[]): readonly string[] {
	const counts = new Map<string, number>();
	for (const value of values) {
		const word = value.toLowerCase();
		const count = counts.get(word);
		if (count !== undefined || counts.size < MOST_WORDS) counts.set(word, (count ?? 0) + 1);
	}
	return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
}

/** Whether words, lower case, are all of sides that need no explanation, or of none. */
export function areSides(words: readonly string[]): boolean {
	return words.every((word) => [BUY_WORDS, SELL_WORDS, NO_SIDE].some((all) => all.includes(word)));
}

/** Words of a column that may be sides. */
export function sideWordsOf({ words }: ColumnFacts): readonly string[] {
	return words.filter((word) => !NO_SIDE.includes(word));
}

function isCounting(values: readonly string[]): boolean {
	const numbers = values.map(Number);
	const rises = numbers.every((value, at) => at === 0 || value > numbers[at - 1]);
	const falls = numbers.every((value, at) => at === 0 || value < numbers[at - 1]);
	return values.length > 2 && (rises || falls);
}

function factsOf(position: number, cells: readonly Cell[], decimalComma: boolean): ColumnFacts {
	const filled = cells.flatMap((cell) => {
		const value = cell?.trim() ?? "";
		return value === "" ? [] : [shorten(value, LONGEST_VALUE)];
	});
	const pointed = decimalComma
		? filled.map((value) => (isCommaNumber(value) ? value.replace(",", ".") : value))
		: filled;
	const numbers = pointed.filter(isNumber).map((value) => Math.abs(Number(value)));
	const sizes = numbers.filter((size) => size > 0);
	const words = wordsOf(filled);
	const isInteger = isMostly(pointed, (value) => /^[+-]?\d+$/.test(value));
	return {
		position,
		filled: pointed,
		words,
		isNumber: isMostly(pointed, isNumber),
		isInteger,
		isEpoch: isMostly(pointed, (value) => isNumber(value) && unitByMagnitude(value) !== undefined),
		isMoment: isMostly(filled, isMoment),
		isBoolean: isMostly(filled, (value) => BOOLEANS.includes(value.toLowerCase())),
		isSide: areSides(words),
		isCounting: isInteger && isCounting(pointed),
		negatives: pointed.filter((value) => isNumber(value) && value.startsWith("-")).length,
		spread:
			sizes.length === 0
				? 1
				: sizes.reduce((most, size) => Math.max(most, size), 0) /
					sizes.reduce((least, size) => Math.min(least, size), Infinity),
	};
}

/** Whether decimals stand behind a comma: numbers with a comma are there, and none with a point. */
export function hasDecimalComma(rows: readonly (readonly Cell[])[]): boolean {
	let commas = 0;
	for (const row of rows) {
		for (const cell of row) {
			const value = cell?.trim() ?? "";
			if (isCommaNumber(value)) commas++;
			else if (isNumber(value) && value.includes(".")) return false;
		}
	}
	return commas * 2 >= rows.length && commas > 0;
}

/** Facts of each column, from rows that are whole. */
export function columnFacts(
	rows: readonly (readonly Cell[])[],
	width: number,
	decimalComma: boolean,
): readonly ColumnFacts[] {
	const whole = rows.filter((row) => row.length === width);
	return Array.from({ length: width }, (_, position) =>
		factsOf(
			position,
			whole.map((row) => row[position] ?? null),
			decimalComma,
		),
	);
}
