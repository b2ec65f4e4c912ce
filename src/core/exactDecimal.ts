/** Digits that fit the two halves of {@link decimalOf}. */
export const HIGH_DIGITS = 9;
export const LOW_DIGITS = 8;
/** The highest power of ten that a double holds exactly. */
export const MOST_FRACTION = 22;

const POWERS = Float64Array.from({ length: MOST_FRACTION + 1 }, (_, power) => Number(`1e${power}`));
/** Splits a double into two halves whose products are exact (Dekker). */
const SPLITTER = 2 ** 27 + 1;
/** More than all roundings of the correction together can amount to. */
const DOUBT = 2 ** -40;

/**
 * The double nearest to a decimal, as `Number` of its text, without the text.
 *
 * The digits are `high` and then `lowDigits` digits `low`, at most 9 and 8, the last `fraction` of them behind the
 * point, at most 22. Their whole number is the sum of two doubles; its quotient is corrected by the remainder, which is
 * known exactly, and returned if nothing of the correction's own rounding could change it.
 *
 * @returns NaN where the nearest double is in doubt
 */
export function decimalOf(high: number, low: number, lowDigits: number, fraction: number): number {
	const divisor = POWERS[fraction];
	// Exact: a power of ten of eight digits has 19 bits beside its twos.
	const shifted = high * POWERS[lowDigits];
	const whole = shifted + low;
	const lost = low - (whole - shifted);
	const quotient = whole / divisor;
	if (lost === 0 && whole <= Number.MAX_SAFE_INTEGER) return quotient;
	const remainder = whole - quotient * divisor - productError(quotient, divisor) + lost;
	const correction = remainder / divisor;
	const one = quotient + correction * (1 + DOUBT);
	return one === quotient + correction * (1 - DOUBT) ? one : NaN;
}

/** What the rounded product of two doubles lacks of the exact one. */
function productError(a: number, b: number): number {
	const aHigh = highHalf(a);
	const aLow = a - aHigh;
	const bHigh = highHalf(b);
	const bLow = b - bHigh;
	return aHigh * bHigh - a * b + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function highHalf(value: number): number {
	const scaled = value * SPLITTER;
	return scaled - (scaled - value);
}
