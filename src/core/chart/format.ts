import { formatDecimal, roundToDigits, shortestDecimal } from "../decimal";
import { SURE_DIGITS, computedText, deliveredDecimal, fixedDecimal } from "../plainText";

const MINUS = "\u2212";
const NARROW_SPACE = "\u202f";

/** Turns a number into the text a person reads. */
export type NumberText = (value: number) => string;

/**
 * How many decimals the shortest decimal form of a number has, at 15 significant digits: 2 for 0.05, 0
 * for 10, 7 for 1e-7, 1 for 0.30000000000000004.
 */
export function decimalsOf(value: number): number {
	if (Number.isSafeInteger(value) || !Number.isFinite(value)) return 0;
	const text = formatDecimal(roundToDigits(shortestDecimal(value), SURE_DIGITS));
	const point = text.indexOf(".");
	return point < 0 ? 0 : text.length - point - 1;
}

/** The most decimals that any of some numbers needs; all of them are looked at. */
export function decimalsOfAll(values: Iterable<number>): number {
	let most = 0;
	let factor = 1;
	for (const value of values) {
		// When so many places suffice, scaling a double to the nearest integer and back gives the same
		// double.
		if (Math.round(value * factor) / factor === value || Number.isNaN(value)) continue;
		most = Math.max(most, decimalsOf(value));
		factor = 10 ** most;
	}
	return most;
}

/** One unit of the last of some decimals: 0.0001 for 4. A power of ten is off by a bit there. */
export function lastPlace(decimals: number): number {
	return Number(`1e-${decimals}`);
}

/** How far a price may lie off the grid of its step and still be on it (definitions D2). */
const GRID_TOLERANCE = 1e-6;

/**
 * Decimals of prices on a grid: those of its step, and of the price where it begins. Without a step all
 * prices are looked at.
 *
 * @param prices finite prices that are whole steps apart
 */
export function gridDecimals(prices: Float64Array, step: number | undefined): number {
	if (step === undefined) return decimalsOfAll(prices);
	const [first = 0] = prices;
	const own = decimalsOf(first);
	for (let decimals = decimalsOf(step); decimals < own; decimals++) {
		const off = Math.abs(Number(fixedDecimal(first, decimals)) - first);
		if (off <= GRID_TOLERANCE * step) return decimals;
	}
	return Math.max(own, decimalsOf(step));
}

/** Decimals that a price computed from prices on a grid has beyond theirs (definitions D24). */
const COMPUTED_MORE = 2;

/** Decimals of means of prices that are written with `decimals`. */
export function computedDecimals(decimals: number): number {
	return decimals + COMPUTED_MORE;
}

/** Powers of ten from a price to a hundredth of a basis point of it. */
const DIGITS_TO_HUNDREDTH_BPS = 6;

/** Decimals of prices that have no step: enough to tell a hundredth of a basis point of the smallest apart. */
export function steplessDecimals(prices: Float64Array): number {
	let smallest = Infinity;
	for (const price of prices) {
		const size = Math.abs(price);
		if (size > 0 && size < smallest) smallest = size;
	}
	if (smallest === Infinity) return COMPUTED_MORE;
	return Math.max(0, DIGITS_TO_HUNDREDTH_BPS - Math.floor(Math.log10(smallest)));
}

/** Plain decimals with the digits, grouping and decimal mark of a locale, and a true minus sign. */
function decimalForm(locale: string, useGrouping = true): (plain: string) => string {
	const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, useGrouping });
	const digits = Array.from({ length: 10 }, (_, digit) => format.format(digit));
	const mark = format.formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";
	const isAscii = digits.join("") === "0123456789";
	const local = (ascii: string) =>
		isAscii ? ascii : ascii.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit);
	return (plain) => {
		const [whole = "", fraction] = plain.replace(/^-/, "").split(".");
		const tail = fraction === undefined ? "" : mark + local(fraction);
		return `${plain.startsWith("-") ? MINUS : ""}${format.format(whole.length > SURE_DIGITS ? BigInt(whole) : Number(whole))}${tail}`;
	};
}

/** Numbers with a fixed count of decimals and at most 15 significant digits (definitions D24). */
export function fixedText(locale: string, decimals: number): NumberText {
	const form = decimalForm(locale);
	return (value) => (Number.isFinite(value) ? form(fixedDecimal(value, decimals)) : "");
}

/**
 * Short volumes for axes and strips: `64.83`, `1.234K`, `18.4M`. Four digits are enough for sums to look
 * right.
 */
export function compactText(locale: string, digits = 4): NumberText {
	const format = new Intl.NumberFormat(locale, {
		notation: "compact",
		maximumSignificantDigits: digits,
		signDisplay: "negative",
	});
	return (value) => format.format(value).replace("-", MINUS);
}

/** From here on, numbers of cells are compact. */
const LONG_CELL_NUMBER = 1e4;
/** More decimals than a platform writes. */
const MOST_CELL_DECIMALS = 20;

/**
 * Numbers of cells, as short as they can be compared: all with the decimals that give the largest of them three digits,
 * `12.4` beside `0.3`; `15.3K` from ten thousand on. Rounded like any other number (definitions D24, D55).
 */
export function cellNumberText(locale: string, largest: number): NumberText {
	const digits = largest > 0 ? 2 - Math.floor(Math.log10(largest)) : 0;
	const decimals = Math.max(0, Math.min(MOST_CELL_DECIMALS, digits));
	const scale = 10 ** decimals;
	const compact = compactText(locale, 3);
	const form = decimalForm(locale, false);
	// Hundreds of numbers are written for every frame: where a locale has the usual digits, only its decimal mark differs.
	const [one, mark = "."] = form("1.5");
	const local = (plain: string) =>
		one === "1" ? plain.replace("-", MINUS).replace(".", mark) : form(plain);
	return (value) => {
		if (!Number.isFinite(value)) return "";
		if (Math.abs(value) >= LONG_CELL_NUMBER - 0.5 / scale) return compact(value);
		return local(fixedDecimal(value, decimals));
	};
}

/**
 * Counts, and numbers that stand alone: the 15 digits that a double is sure of, without the noise of its last
 * bits.
 */
export function fullText(locale: string): NumberText {
	const form = decimalForm(locale);
	return (value) => (Number.isFinite(value) ? form(computedText(value)) : "");
}

/** More decimals would fill a column with zeros. */
const MOST_COLUMN_DECIMALS = 18;

/** Volumes of one column with the same decimals; each with its own where one is too long for all of them. */
export function volumeText(locale: string, decimals: number): NumberText {
	return decimals > MOST_COLUMN_DECIMALS ? fullText(locale) : fixedText(locale, decimals);
}

/** The least number of 15 digits. */
const SURE_UNITS = 10 ** (SURE_DIGITS - 1);

/**
 * As many decimals as the longest of some volumes needs: columns then line up at the point. All volumes
 * are looked at, with 15 significant digits of each; a sum of them has no more decimals.
 */
export function volumeDecimals(...columns: readonly Float64Array[]): number {
	let most = 0;
	let factor = 1;
	for (const volumes of columns) {
		for (const volume of volumes) {
			const scaled = volume * factor;
			const off = Math.abs(Math.round(scaled) - scaled);
			// Nearer to the nearest place than half a unit of the 15th digit: what is left is noise. And with that many digits
			// before the point there is no 15th behind it.
			if (off <= 3.5e-16 * scaled || scaled >= SURE_UNITS || Number.isNaN(volume)) continue;
			const decimals = decimalsOf(volume);
			if (decimals <= most) continue;
			most = decimals;
			factor = 10 ** most;
		}
	}
	return most;
}

/** A share of 100 with one decimal: `58.2 %`; `sign` puts a plus before gains. */
export function percentText(locale: string, sign: "auto" | "exceptZero" = "auto"): NumberText {
	const fixed = fixedText(locale, 1);
	const text = sign === "auto" ? fixed : signedText(fixed);
	return (value) => `${text(value)}${NARROW_SPACE}%`;
}

/** Differences: a plus before gains, a true minus before losses, no sign before what is written as zero. */
export function signedText(text: NumberText): NumberText {
	const zero = text(0);
	return (value) => {
		const written = text(value);
		return value > 0 && written !== zero ? `+${written}` : written;
	};
}

/** A decimal text of a provider with separators by locale; every digit stays. */
export function decimalTextForm(locale: string): (raw: string) => string {
	const form = decimalForm(locale);
	return (raw) => form(deliveredDecimal(raw));
}
