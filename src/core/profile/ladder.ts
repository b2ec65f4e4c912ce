import { at, valueOf } from "../at";
import { type Decimal, shortestDecimal, toDouble, unitsAt } from "../decimal";
import { type Positions, positionsUpTo } from "./positions";
import { fittedStep, fitsStep, gridNoise, roundingNoise, shortestNear } from "./fittedStep";

/**
 * The grid that the rows of a profile lie on (definitions D2). Every price has a whole row number,
 * counted in steps from the lowest price, so that neighbours and middles are found without rounding.
 */
export interface Ladder {
	/** Height of a row in quote currency; unknown when there is one price, or no usable grid. */
	readonly step: number | undefined;
	/** Row number of each price, in the order of the prices. */
	readonly positions: Positions;
	/** Price of a row number as the double nearest to its decimal. Needs a known step. */
	readonly priceAt: (position: number) => number;
	/** Height of so many rows as the double nearest to its decimal; NaN where the step is unknown. */
	readonly heightOf: (rows: number) => number;
	/**
	 * Whether the row numbers of a few of the prices give the step of just those prices, as if they were
	 * alone.
	 */
	readonly tellsParts: boolean;
}

/** Prices are scaled to integers that stay below this, where a product with a power of ten still rounds right. */
const LARGEST_UNIT = 2 ** 51;
/** Row numbers stay below this, so that twice a number and the sum of two are exact. */
const LARGEST_POSITION = 2 ** 51;
const MOST_PLACES = 15;
/** A grid with more rows than this may be the noise of a coarser one (definitions D2). */
const PLAIN_ROWS = 1_000_000;

/**
 * Finds the ladder of all prices of a series: its step is the greatest common divisor of all gaps
 * between them on their shortest decimal forms, or `statedStep` where the source states one that fits.
 * Gaps that differ by no more than a millionth of the step and a few units in the last place are equal.
 *
 * @param prices finite numbers in any order, repeats allowed
 * @param offsets where profiles begin among the prices, and where the last one ends: each of their rows
 * has a place of its own. Absent for prices of one profile
 */
export function ladderOf(
	prices: Float64Array,
	statedStep?: number,
	offsets?: ArrayLike<number>,
): Ladder {
	const stated = statedStep !== undefined && statedStep > 0 ? statedStep : undefined;
	const units = new Float64Array(prices.length);
	const places = countUnits(prices, stated, units);
	const exact = places === undefined ? undefined : narrowLadder(units, stated ?? 0, 10 ** places);
	if (exact?.tellsParts === true) return exact;
	const fitted =
		stated !== undefined && exact?.step !== stated && fitsStep(prices, stated, LARGEST_POSITION)
			? stated
			: fittedStep(prices, offsets, LARGEST_POSITION);
	if (fitted !== undefined && fitted > 1.5 * (exact?.step ?? 0))
		return fittedLadder(prices, fitted);
	if (exact !== undefined) return exact;
	return offsets !== undefined && isOnePrice(prices)
		? onePriceLadder(prices, stated)
		: wideLadder(prices, stated);
}

/** Whether prices of several profiles differ by rounding alone. */
function isOnePrice(prices: Float64Array): boolean {
	return prices.every((price) => Math.abs(price - prices[0]) <= roundingNoise(price));
}

function onePriceLadder(prices: Float64Array, stated: number | undefined): Ladder {
	return {
		step: stated,
		positions: new Float64Array(prices.length),
		priceAt: (position) => prices[0] + position * (stated ?? 0),
		heightOf: (rows) => rows * (stated ?? NaN),
		tellsParts: false,
	};
}

/**
 * Writes every price in units of the last decimal place that any of them has. The number of places, or
 * `undefined` when doubles cannot count such units.
 */
function countUnits(
	prices: Float64Array,
	stated: number | undefined,
	units: Float64Array,
): number | undefined {
	let places = stated === undefined ? 0 : placesOf(stated, 0);
	let factor = 10 ** places;
	let largest = stated ?? 0;
	for (let index = 0; index < prices.length; index++) {
		const price = prices[index];
		const unit = Math.round(price * factor);
		if (unit / factor === price) {
			units[index] = unit;
			largest = Math.max(largest, Math.abs(price));
		} else {
			places = placesOf(price, places + 1);
			if (places > MOST_PLACES) return undefined;
			factor = 10 ** places;
			index = -1;
		}
	}
	return places <= MOST_PLACES && largest * factor < LARGEST_UNIT ? places : undefined;
}

/** Decimal places that hold a value, no fewer than `places`. */
function placesOf(value: number, places: number): number {
	// A double divided back from the nearest integer equals itself exactly when these places suffice.
	while (places <= MOST_PLACES && Math.round(value * 10 ** places) / 10 ** places !== value)
		places++;
	return places;
}

function greatestCommonDivisor(a: number, b: number): number {
	while (b !== 0) [a, b] = [b, a % b];
	return a;
}

/** The ladder of whole units. */
function narrowLadder(units: Float64Array, stated: number, factor: number): Ladder {
	const first = units[0] ?? 0;
	let lowest = first;
	let highest = first;
	let divisor = 0;
	for (let index = 0; index < units.length; index++) {
		const unit = units[index];
		const gap = Math.abs(unit - first);
		// The units are so small that a quotient is whole only when it is exactly whole.
		const steps = gap / divisor;
		if (divisor === 0 || steps !== Math.floor(steps)) divisor = greatestCommonDivisor(divisor, gap);
		if (unit < lowest) lowest = unit;
		if (unit > highest) highest = unit;
	}
	const statedUnits = Math.round(stated * factor);
	const step = statedUnits > 0 && divisor % statedUnits === 0 ? statedUnits : divisor;
	const positions = positionsUpTo(units.length, 0, step === 0 ? 0 : (highest - lowest) / step);
	if (step > 0) {
		for (let index = 0; index < units.length; index++)
			positions[index] = (units[index] - lowest) / step;
	}
	return {
		step: step === 0 ? undefined : step / factor,
		positions,
		priceAt: (position) => (lowest + position * step) / factor,
		heightOf: (rows) => (step === 0 ? NaN : (rows * step) / factor),
		tellsParts:
			step === 0 ||
			(highest - lowest <= PLAIN_ROWS * step &&
				step > 2 * roundingNoise(Math.max(highest, -lowest))),
	};
}

/** The ladder of prices that lie on a grid but for noise. */
function fittedLadder(prices: Float64Array, step: number): Ladder {
	let lowest = Infinity;
	for (let index = 0; index < prices.length; index++) lowest = Math.min(lowest, prices[index]);
	const base = shortestNear(lowest, gridNoise(step, lowest));
	const grid = gridOf(shortestDecimal(base), shortestDecimal(step));
	const positions = prices.map((price) => Math.round((price - lowest) / step));
	return { step, positions, ...grid, tellsParts: false };
}

/** Prices and heights of rows that begin at a decimal. */
function gridOf(base: Decimal, step: Decimal): Pick<Ladder, "priceAt" | "heightOf"> {
	const places = Math.max(base.places, step.places);
	const [lowest, height] = [unitsAt(base, places), unitsAt(step, places)];
	return {
		priceAt: (position) => toDouble({ units: lowest + BigInt(position) * height, places }),
		heightOf: (rows) => toDouble({ units: BigInt(rows) * height, places }),
	};
}

/** The same on integers of any size, for prices with very many digits or very different sizes. */
function wideLadder(prices: Float64Array, stated: number | undefined): Ladder {
	const decimals = Array.from(prices, shortestDecimal);
	const statedDecimal = stated === undefined ? undefined : shortestDecimal(stated);
	const places = decimals.reduce(
		(most, decimal) => Math.max(most, decimal.places),
		statedDecimal?.places ?? 0,
	);
	const units = decimals.map((decimal) => unitsAt(decimal, places));
	const sorted = [...new Set(units)].sort((a, b) => (a < b ? -1 : 1));
	const lowest = at(sorted, 0);
	let divisor = 0n;
	for (const unit of sorted) {
		let gap = unit - lowest;
		while (gap !== 0n) [divisor, gap] = [gap, divisor % gap];
	}
	const statedUnits = statedDecimal === undefined ? 0n : unitsAt(statedDecimal, places);
	const step = statedUnits > 0n && divisor % statedUnits === 0n ? statedUnits : divisor;
	if (step === 0n) return onePriceLadder(prices, stated);
	const span = (at(sorted, sorted.length - 1) - lowest) / step;
	if (span > BigInt(LARGEST_POSITION))
		return { ...cappedLadder(units, sorted, step), step: undefined };
	return {
		step: toDouble({ units: step, places }),
		positions: Float64Array.from(units, (unit) => Number((unit - lowest) / step)),
		...gridOf({ units: lowest, places }, { units: step, places }),
		tellsParts: false,
	};
}

/**
 * When even the row numbers would be too large, the widest gaps are shortened. Neighbours stay neighbours.
 */
function cappedLadder(units: readonly bigint[], sorted: readonly bigint[], step: bigint) {
	const widest = BigInt(Math.floor(LARGEST_POSITION / sorted.length));
	const positionOf = new Map<bigint, number>();
	let position = 0;
	let previous = at(sorted, 0);
	for (const unit of sorted) {
		const gap = (unit - previous) / step;
		position += Number(gap < widest ? gap : widest);
		positionOf.set(unit, position);
		previous = unit;
	}
	const positions = Float64Array.from(units, (unit) => valueOf(positionOf, unit));
	return { positions, priceAt: () => NaN, heightOf: () => NaN, tellsParts: false };
}
