import type { ProfileRows } from "./rows";
import {
	TIE_SHARE,
	valueArea,
	type ValueAreaMethod,
	type ValueAreaOptions,
	type VolumeRows,
} from "./valueArea";

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
	/** Buy less sell, see {@link deltaOf}. */
	readonly delta: number;
	readonly deltaPercent: number;
	/** `sum(row price * volume) / sum(volume)`, uncertain by one step. */
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

/** Sums of doubles agree to this share of their size (definitions D21). */
const ROUNDING_SHARE = 1e-12;

/** `buy - sell`; sides that differ only by how their sums were rounded are equal. */
export function deltaOf(buy: number, sell: number): number {
	const delta = buy - sell;
	return Math.abs(delta) <= ROUNDING_SHARE * (buy + sell) ? 0 : delta;
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
	const { percent = DEFAULT_PERCENT, method = DEFAULT_METHOD, onStep } = options;
	if (!(percent >= 1 && percent <= 100)) throw new RangeError("percent must be from 1 to 100");
	const { prices, buy: buys, sell: sells } = rows;
	const volumes = new Float64Array(prices.length);
	const origin = prices[0] ?? 0;
	let buy = 0;
	let sell = 0;
	let total = 0;
	let moment = 0;
	let first = -1;
	let last = -1;
	for (let index = 0; index < volumes.length; index++) {
		const bought = buys[index] ?? 0;
		const sold = sells[index] ?? 0;
		const volume = bought + sold;
		volumes[index] = volume;
		if (volume === 0) continue;
		if (first < 0) first = index;
		last = index;
		buy += bought;
		sell += sold;
		total += volume;
		// Distances from the lowest price keep the digits that whole prices would cost.
		moment += ((prices[index] ?? 0) - origin) * volume;
	}
	if (first < 0) return undefined;

	const volumeRows: VolumeRows = { volumes, positions: rows.positions, first, last, total };
	const pocIndex = pointOfControl(volumeRows);
	const area = valueArea(volumeRows, pocIndex, { percent, method, onStep });
	const price = (index: number) => prices[index] ?? NaN;
	return {
		poc: price(pocIndex),
		vah: price(area.highIndex),
		val: price(area.lowIndex),
		captured: area.captured,
		capturedPercent: (area.captured / total) * 100,
		total,
		buy,
		sell,
		delta: deltaOf(buy, sell),
		deltaPercent: (deltaOf(buy, sell) / total) * 100,
		impliedVwap: origin + moment / total,
		percent,
		method,
		pocIndex,
		vahIndex: area.highIndex,
		valIndex: area.lowIndex,
	};
}

/**
 * The row with the most volume. Of equals the one nearest to the middle of the traded range, then the one
 * on the side of the middle that holds more volume, then the lower (definitions D3).
 */
function pointOfControl({ volumes, positions, first, last, total }: VolumeRows): number {
	const tolerance = TIE_SHARE * total;
	let largest = 0;
	for (let index = first; index <= last; index++) {
		largest = Math.max(largest, volumes[index] ?? 0);
	}
	const ends = (positions[first] ?? 0) + (positions[last] ?? 0);
	const fromMiddle = (index: number) => 2 * (positions[index] ?? 0) - ends;
	let lower = first;
	let upper = first;
	let nearest = Infinity;
	for (let index = first; index <= last; index++) {
		if ((volumes[index] ?? 0) < largest - tolerance) continue;
		const distance = Math.abs(fromMiddle(index));
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
		const side = fromMiddle(index);
		if (side < 0) below += volumes[index] ?? 0;
		else if (side > 0) above += volumes[index] ?? 0;
	}
	return above > below + tolerance ? upper : lower;
}
