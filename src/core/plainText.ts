import {
	formatDecimal,
	readDecimal,
	roundToDigits,
	roundToPlaces,
	shortestDecimal,
	writeDecimal,
} from "./decimal";

/*
 * Numbers as data (definitions D24): for clipboards and files, where programs read them. Plain decimals
 * with an ASCII minus, without grouping, exponent or unit; zero has no sign; no number is no text.
 */

/** Significant digits that a double is sure of. */
export const SURE_DIGITS = 15;
const LARGEST_SURE = 10 ** SURE_DIGITS;
/** Below so many units of the last decimal, products of doubles are off by far less than {@link NEAR_HALF}. */
const MOST_SURE_UNITS = 1e9;
const NEAR_HALF = 1e-6;

/** A number as it was delivered: all digits of the shortest decimal that reads back as the same double. */
export function deliveredText(value: number): string {
	if (!Number.isFinite(value)) return "";
	const text = String(value);
	return text.includes("e") ? formatDecimal(readDecimal(text)) : text;
}

/** A delivered decimal text with all of its digits: `1.50e-3` is `0.00150`. */
export function deliveredDecimal(raw: string): string {
	return /^\d+(\.\d+)?$/.test(raw) ? raw : writeDecimal(readDecimal(raw));
}

/**
 * A computed number with 15 significant digits, trailing zeros dropped.
 *
 * @param mostPlaces decimals of the numbers that it is the sum of: a sum has no more, the rest is noise
 */
export function computedText(value: number, mostPlaces = Infinity): string {
	if (!Number.isFinite(value)) return "";
	const sure = roundToDigits(shortestDecimal(value), SURE_DIGITS);
	return formatDecimal(roundToPlaces(sure, mostPlaces));
}

/** Digits of a whole number, without its sign. */
const digitCount = (whole: string) => whole.replace("-", "").length;

/**
 * A number with exactly so many decimals, rounded on its shortest decimal half away from zero, and with
 * at most 15 significant digits: fewer decimals where there are many digits before the point.
 */
export function fixedDecimal(value: number, decimals: number): string {
	const scale = 10 ** decimals;
	const size = Math.abs(value);
	const scaled = size * scale;
	const units = Math.round(scaled);
	// Most prices and volumes have no more decimals than asked for; doubles hold these without loss.
	const isExact = units < LARGEST_SURE && units / scale === size;
	// Of others the double rounds like its shortest decimal, but for those near to a half.
	const isSure = scaled < MOST_SURE_UNITS && Math.abs((scaled % 1) - 0.5) > NEAR_HALF;
	if (decimals < SURE_DIGITS && (isExact || isSure)) {
		const digits = String(units).padStart(decimals + 1, "0");
		const point = digits.length - decimals;
		const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
		return value < 0 && units > 0 ? `-${text}` : text;
	}
	const sure = roundToDigits(shortestDecimal(value), SURE_DIGITS);
	// Zeros behind the point are no significant digits: they count against it.
	const whole =
		Math.abs(value) < 1
			? Math.min(0, digitCount(String(sure.units)) - sure.places)
			: digitCount(formatDecimal(roundToPlaces(sure, 0)));
	const places = Math.min(decimals, Math.max(SURE_DIGITS - whole, 0));
	const rounded = roundToPlaces(sure, places);
	return writeDecimal({
		units: rounded.units * 10n ** BigInt(places - rounded.places),
		places,
	});
}
