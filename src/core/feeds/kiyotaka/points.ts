import * as read from "../../reader";
import { TooLargeError } from "../answerErrors";

/** Rows of one interval: prices ascending and unique, with what was bought and sold at each. */
export interface ProfileRows {
	readonly prices: Float64Array;
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	/** Levels cut off for lack of a volume. */
	readonly cutLevels: number;
	/** Levels that came twice and were added up. */
	readonly mergedLevels: number;
}

const WHOLE_NUMBER = /^(0|[1-9]\d{0,17})$/;

function wholeNumber(value: unknown): number | undefined {
	const number = typeof value === "string" && WHOLE_NUMBER.test(value) ? Number(value) : value;
	return typeof number === "number" && Number.isSafeInteger(number) && number >= 0
		? number
		: undefined;
}

/** Reads `{ s, ns? }` to epoch milliseconds; `undefined` when it is no time. A missing part is zero. */
export function readTimestamp(value: unknown): number | undefined {
	const record = read.recordOf(value);
	if (record === undefined) return undefined;
	const seconds = wholeNumber(record["s"] ?? 0);
	const nanoseconds = wholeNumber(record["ns"] ?? 0);
	if (seconds === undefined || nanoseconds === undefined || nanoseconds > 999_999_999) {
		return undefined;
	}
	return seconds * 1_000 + Math.floor(nanoseconds / 1_000_000);
}

function sortRows(prices: Float64Array, buy: Float64Array, sell: Float64Array): ProfileRows {
	const order = Array.from(prices.keys()).sort((a, b) => prices[a] - prices[b]);
	const sorted = {
		prices: new Float64Array(order.length),
		buy: new Float64Array(order.length),
		sell: new Float64Array(order.length),
	};
	let rows = 0;
	for (const source of order) {
		const price = prices[source];
		const row = rows > 0 && sorted.prices[rows - 1] === price ? rows - 1 : rows++;
		sorted.prices[row] = price;
		sorted.buy[row] += buy[source];
		sorted.sell[row] += sell[source];
	}
	return {
		prices: sorted.prices.slice(0, rows),
		buy: sorted.buy.slice(0, rows),
		sell: sorted.sell.slice(0, rows),
		cutLevels: 0,
		mergedLevels: order.length - rows,
	};
}

/**
 * Reads flat price, buy, sell triplets. An incomplete last triplet is cut off and counted.
 *
 * @param whose what an error calls the profile
 * @returns `undefined` when a number is not finite, a volume negative or a price not positive: the
 *   interval cannot be trusted then.
 * @throws {DecodeError} when the profile is not a list. {@link TooLargeError} beyond `maxLevels`.
 */
export function readProfile(
	value: unknown,
	maxLevels: number,
	whose = () => "a profile",
): ProfileRows | undefined {
	const numbers = read.omissible(read.array)(value) ?? [];
	const levels = Math.floor(numbers.length / 3);
	if (levels > maxLevels) {
		throw new TooLargeError(`${whose()} has ${levels} levels`, {
			name: "levelsPerProfile",
			value: maxLevels,
		});
	}
	const prices = new Float64Array(levels);
	const buy = new Float64Array(levels);
	const sell = new Float64Array(levels);
	let isAscending = true;
	for (let level = 0; level < levels; level++) {
		const price = numbers[level * 3];
		const bought = numbers[level * 3 + 1];
		const sold = numbers[level * 3 + 2];
		if (typeof price !== "number" || typeof bought !== "number" || typeof sold !== "number") {
			return undefined;
		}
		if (!(price > 0 && price < Infinity && bought >= 0 && bought < Infinity)) return undefined;
		if (!(sold >= 0 && sold < Infinity)) return undefined;
		if (level > 0 && price <= prices[level - 1]) isAscending = false;
		prices[level] = price;
		// Adding zero turns a negative zero into a plain one.
		buy[level] = bought + 0;
		sell[level] = sold + 0;
	}
	const rows = isAscending ? { prices, buy, sell, mergedLevels: 0 } : sortRows(prices, buy, sell);
	return { ...rows, cutLevels: numbers.length % 3 === 0 ? 0 : 1 };
}
