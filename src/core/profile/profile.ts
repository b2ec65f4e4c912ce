import { at } from "../at";
import type { ProfileRows } from "./rows";
import {
	TIE_SHARE,
	valueArea,
	type ValueAreaMethod,
	type ValueAreaOptions,
	type VolumeRows,
} from "./valueArea";
import { type VolumeColumns, volumePair } from "./volumes";

export const DEFAULT_PERCENT = 70;
export const DEFAULT_METHOD: ValueAreaMethod = "pairs";

/** Levels and totals of one profile (definitions D1 to D9 and D20). Volumes are in the unit of the rows. */
export interface ProfileAnalysis {
	/** Point of control: price of the row with the most volume. */
	readonly poc: number;
	/** Value area high and low: prices of its outermost rows as delivered. */
	readonly vah: number;
	readonly val: number;
	/** Volume inside of the value area; at least `percent` of the total. */
	readonly captured: number;
	readonly capturedPercent: number;
	readonly total: number;
	readonly buy: number;
	readonly sell: number;
	/** Volume whose taker is not known, which is part of the total alone; absent where every taker is. */
	readonly unknown?: number;
	/** Buy less sell, see {@link deltaOf}. */
	readonly delta: number;
	/** Of buy plus sell (definitions D9); 0 where both are 0. */
	readonly deltaPercent: number;
	/** `sum(row price * volume) / sum(volume)` of the rows at hand; see `impliedVwap` for a market's. */
	readonly impliedVwap: number;
	readonly percent: number;
	readonly method: ValueAreaMethod;
}

/** The analysis of rows in columns, with the indices of its levels. */
export interface ProfileLevels extends ProfileAnalysis {
	readonly pocIndex: number;
	readonly vahIndex: number;
	readonly valIndex: number;
}

/** Two sums of doubles are equal when they differ by less than this share of their size (definitions D21). */
const ROUNDING_SHARE = 1e-12;

/** `buy - sell`; 0 when the sides differ by rounding only. */
export function deltaOf(buy: number, sell: number): number {
	const delta = buy - sell;
	return Math.abs(delta) <= ROUNDING_SHARE * (buy + sell) ? 0 : delta;
}

/** Delta in percent of the volume whose taker is known (definitions D9). */
function deltaPercentOf(buy: number, sell: number): number {
	return buy + sell === 0 ? 0 : (deltaOf(buy, sell) / (buy + sell)) * 100;
}

function sumOf(column: Float64Array, first: number, last: number): number {
	let sum = 0;
	for (let index = first; index <= last; index++) sum += column[index];
	return sum;
}

/**
 * Analyzes one profile; `undefined` when none of its rows traded. Linear in the number of rows.
 *
 * @throws RangeError when `percent` is not from 1 to 100
 */
export function analyzeProfile(
	rows: ProfileRows,
	options: Partial<ValueAreaOptions> = {},
): ProfileLevels | undefined {
	const { percent = DEFAULT_PERCENT, method = DEFAULT_METHOD } = options;
	if (!(percent >= 1 && percent <= 100)) throw new RangeError("percent must be from 1 to 100");
	const { prices, unknown } = rows;
	const { buy: buys, sell: sells } = volumePair(rows);
	const [first, last] = tradedRange(rows, 0, prices.length);
	if (last < first) return undefined;
	const origin = at(prices, 0);
	let buy = 0;
	let sell = 0;
	let total = 0;
	let moment = 0;
	let most = first;
	let largest = 0;
	let second = 0;
	for (let index = first; index <= last; index++) {
		const bought = buys[index];
		const sold = sells[index];
		const volume = bought + sold;
		buy += bought;
		sell += sold;
		total += volume;
		// Summing distances from the lowest price keeps digits that summing whole prices would lose.
		moment += (prices[index] - origin) * volume;
		if (volume <= second) continue;
		if (volume > largest) {
			second = largest;
			largest = volume;
			most = index;
		} else second = volume;
	}

	const volumeRows = { buy: buys, sell: sells, positions: rows.positions, first, last, total };
	const pocIndex = pointOfControl(volumeRows, most, second);
	const area = valueArea(volumeRows, pocIndex, { ...options, percent, method });
	if (unknown !== undefined) buy = sumOf(rows.buy, first, last);
	const price = (index: number) => at(prices, index);
	return {
		poc: price(pocIndex),
		vah: price(area.highIndex),
		val: price(area.lowIndex),
		captured: area.captured,
		capturedPercent: (area.captured / total) * 100,
		total,
		buy,
		sell,
		...(unknown !== undefined && { unknown: sumOf(unknown, first, last) }),
		delta: deltaOf(buy, sell),
		deltaPercent: deltaPercentOf(buy, sell),
		impliedVwap: origin + moment / total,
		percent,
		method,
		pocIndex,
		vahIndex: area.highIndex,
		valIndex: area.lowIndex,
	};
}

/**
 * Indices of the lowest and the highest traded row among `start` to `end` (exclusive). When none traded, the
 * last is before the first.
 */
export function tradedRange(
	columns: VolumeColumns,
	start: number,
	end: number,
): readonly [first: number, last: number] {
	const { buy, sell } = volumePair(columns);
	let first = start;
	let last = end - 1;
	while (first <= last && buy[first] + sell[first] === 0) first++;
	while (last > first && buy[last] + sell[last] === 0) last--;
	return [first, last];
}

/**
 * The row with the most volume. Among equal rows it is the one nearest to the middle of the traded range,
 * then the one on the side of the middle that holds more volume, then the lower one (definitions D3).
 *
 * @param most index of a row with the most volume
 * @param second the most volume of any other row; only when it ties are the rows searched
 */
export function pointOfControl(rows: VolumeRows, most: number, second: number): number {
	const { buy, sell, positions, first, last, total } = rows;
	const tolerance = TIE_SHARE * total;
	const least = buy[most] + sell[most] - tolerance;
	if (second < least) return most;
	const ends = positions[first] + positions[last];
	let lower = first;
	let upper = first;
	let nearest = Infinity;
	for (let index = first; index <= last; index++) {
		if (buy[index] + sell[index] < least) continue;
		const distance = Math.abs(2 * positions[index] - ends);
		if (distance < nearest) {
			nearest = distance;
			lower = upper = index;
		} else if (distance === nearest) {
			upper = index;
		}
	}
	if (lower === upper) return lower;
	let [below, above] = [0, 0];
	for (let index = first; index <= last; index++) {
		const side = 2 * positions[index] - ends;
		if (side < 0) below += buy[index] + sell[index];
		else if (side > 0) above += buy[index] + sell[index];
	}
	return above > below + tolerance ? upper : lower;
}
