/** Gaps are equal when they differ by no more than this share of the step (definitions D2) … */
const STEP_SHARE = 1e-6;
/** … and so many units in the last place of a price: what sums and products of a few terms leave. */
const LAST_PLACES = 8;
/** With fewer gaps between rows of one profile, the smallest gap need not be near the step. */
const FEWEST_GAPS = 2;
/** A grid is useless when its rows are closer together than this many times the noise of prices. */
const LEAST_ROW = 4;

/** How far prices of this size may be off by rounding alone. */
export function roundingNoise(price: number): number {
	return Math.abs(price) * Number.EPSILON * LAST_PLACES;
}

/** The noise that prices on a grid may have. */
export function gridNoise(step: number, price: number): number {
	return STEP_SHARE * step + roundingNoise(price);
}

/**
 * The largest step on which prices lie but for noise: that of arithmetic on doubles, or a millionth of the
 * step. `undefined` when there is none, or when it would put two rows of one profile in the same place.
 *
 * @param offsets where profiles begin among the prices, and where the last one ends; prices ascend in each.
 * Absent for prices of one profile in any order
 * @param most the most rows that may lie between two prices
 */
export function fittedStep(
	prices: Float64Array,
	offsets: ArrayLike<number> | undefined,
	most: number,
): number | undefined {
	const gap = offsets === undefined ? undefined : smallestGap(prices, offsets);
	const smallest = gap ?? smallestDistance(prices, offsets !== undefined);
	if (!(smallest > 0)) return undefined;
	// Noise may be a millionth of the step, or just that of doubles under a step of many digits.
	const steps = [2 * STEP_SHARE, 0].map((share) => commonStep(prices, smallest, share, most) ?? 0);
	const step = Math.max(...steps);
	return step > 0 ? step : undefined;
}

/** Whether all prices lie on a grid of this step, but for noise. */
export function fitsStep(prices: Float64Array, step: number, most: number): boolean {
	return firstMisfit(prices, step, most, 0) === prices.length;
}

/** The smallest gap between rows of one profile; 0 where it may be noise, `undefined` where few profiles have any. */
function smallestGap(prices: Float64Array, offsets: ArrayLike<number>): number | undefined {
	let smallest = Infinity;
	let count = 0;
	for (let profile = 0; profile + 1 < offsets.length; profile++) {
		for (let row = offsets[profile] + 1; row < offsets[profile + 1]; row++) {
			const gap = prices[row] - prices[row - 1];
			count++;
			if (gap >= smallest) continue;
			if (gap <= roundingNoise(prices[row])) return 0;
			smallest = gap;
		}
	}
	return count >= FEWEST_GAPS ? smallest : undefined;
}

/**
 * The smallest distance between any two prices; 0 where it may be noise.
 *
 * @param isNoiseSame whether prices that may differ by rounding are the same, as those of several profiles
 */
function smallestDistance(prices: Float64Array, isNoiseSame: boolean): number {
	const sorted = prices.toSorted();
	let smallest = Infinity;
	for (let index = 1; index < sorted.length; index++) {
		const distance = sorted[index] - sorted[index - 1];
		if (distance > roundingNoise(sorted[index])) smallest = Math.min(smallest, distance);
		else if (distance > 0 && !isNoiseSame) return 0;
	}
	return smallest < Infinity ? smallest : 0;
}

/** Euclid's algorithm on gaps with noise, whose remainders are rounded to the shortest decimals near them. */
function commonStep(
	prices: Float64Array,
	gap: number,
	share: number,
	most: number,
): number | undefined {
	let step = shortestNear(gap, share * gap + roundingNoise(prices[0]));
	let from = 0;
	for (;;) {
		const index = firstMisfit(prices, step, most, from);
		if (index === prices.length) {
			if (from === 0) return step;
			// Rounding may have made the step miss earlier prices, so the check begins again.
			from = 0;
			continue;
		}
		const noise = roundingNoise(Math.max(Math.abs(prices[index]), Math.abs(prices[0])));
		const distance = Math.abs(prices[index] - prices[0]);
		const remainder = Math.abs(distance - Math.round(distance / step) * step);
		const finer = commonDivisor(step, remainder, noise);
		const next = shortestNear(finer, share * step + noise);
		// Each remainder is at most half of the one before, so the loop ends.
		if (!(next > LEAST_ROW * noise && next <= 0.51 * step)) return undefined;
		step = next;
		from = index;
	}
}

/** Index of the first price, from one on, that is off the grid through the first price; their number for none. */
function firstMisfit(prices: Float64Array, step: number, most: number, from: number): number {
	const origin = prices[0];
	const share = STEP_SHARE * step;
	for (let index = from; index < prices.length; index++) {
		const price = prices[index];
		const distance = price - origin;
		const rows = Math.round(distance / step);
		const noise = roundingNoise(Math.max(Math.abs(price), Math.abs(origin)));
		if (
			!(Math.abs(distance - rows * step) <= share + noise) ||
			Math.abs(rows) > most ||
			step < LEAST_ROW * noise
		)
			return index;
	}
	return prices.length;
}

function commonDivisor(a: number, b: number, noise: number): number {
	while (b > noise) {
		const remainder = Math.abs(a - Math.round(a / b) * b);
		if (remainder <= STEP_SHARE * b + noise) return b;
		[a, b] = [b, remainder];
	}
	return a;
}

/** The decimal with the fewest digits that is no further away. */
export function shortestNear(value: number, distance: number): number {
	for (let digits = 1; digits < 17; digits++) {
		const rounded = Number(value.toPrecision(digits));
		if (Math.abs(rounded - value) <= distance) return rounded;
	}
	return value;
}
