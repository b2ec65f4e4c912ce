/** Longest fraction that a price or volume is shown with. */
const MAX_DECIMALS = 12;
const MINUS = "\u2212";
const NARROW_SPACE = "\u202f";

/** Turns a number into the text a person reads. */
export type NumberText = (value: number) => string;

/** How many decimals the shortest decimal form of a number has: 2 for 0.05, 0 for 10, 7 for 1e-7. */
export function decimalsOf(value: number): number {
	const [mantissa = "", exponent = "0"] = String(Math.abs(value)).split("e");
	const fraction = mantissa.split(".")[1]?.length ?? 0;
	return Math.min(MAX_DECIMALS, Math.max(0, fraction - Number(exponent)));
}

/** The most decimals that any of a few numbers needs, such as price and step of a ladder. */
export function decimalsOfAll(values: Iterable<number>): number {
	let most = 0;
	for (const value of values) most = Math.max(most, decimalsOf(value));
	return most;
}

/** One unit of the last of some decimals: 0.0001 for 4. A power of ten is off by a bit there. */
export function lastPlace(decimals: number): number {
	return Number(`1e-${decimals}`);
}

/** Numbers with a fixed count of decimals, thousands separators by locale and a true minus sign. */
export function fixedText(locale: string, decimals: number): NumberText {
	const format = new Intl.NumberFormat(locale, {
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals,
		// What rounds to zero has no sign.
		signDisplay: "negative",
	});
	return (value) => withTrueMinus(format.format(value));
}

/** Short volumes for axes and strips: `64.83`, `1.234K`, `18.4M`. With four digits the parts add up to the eye. */
export function compactText(locale: string): NumberText {
	const format = new Intl.NumberFormat(locale, {
		notation: "compact",
		maximumSignificantDigits: 4,
	});
	return (value) => withTrueMinus(format.format(value));
}

/** Digits that sums of doubles keep (definitions D21); what follows them is noise. */
const KEPT_DIGITS = 13;

const withoutNoise = (value: number): number => Number(value.toPrecision(KEPT_DIGITS));

/**
 * Full volumes for hover, table and copy: what the double says, without the noise of its last bits
 * (6.239000000000001 reads 6.239).
 */
export function fullText(locale: string): NumberText {
	const digits = exactDigits(locale, true);
	return (value) => withTrueMinus(digits(value));
}

/** Volumes of one column with the same decimals; one that they would round to nothing is written in full. */
export function volumeText(locale: string, decimals: number): NumberText {
	const fixed = fixedText(locale, decimals);
	const full = fullText(locale);
	const least = lastPlace(decimals);
	return (value) => (value !== 0 && Math.abs(value) < least ? full(value) : fixed(value));
}

function exactDigits(locale: string, useGrouping: boolean): NumberText {
	const shared = { useGrouping, signDisplay: "negative" } as const;
	const usual = new Intl.NumberFormat(locale, { ...shared, maximumFractionDigits: 8 });
	const tiny = new Intl.NumberFormat(locale, { ...shared, maximumSignificantDigits: 6 });
	return (value) => {
		const format = value !== 0 && Math.abs(value) < 1e-6 ? tiny : usual;
		return format.format(withoutNoise(value));
	};
}

/** As many decimals as the longest of some volumes needs, at most 8: columns then line up at the point. */
export function volumeDecimals(volumes: Float64Array): number {
	const stride = Math.max(1, Math.floor(volumes.length / 500));
	let most = 0;
	for (let i = 0; i < volumes.length && most < 8; i += stride) {
		most = Math.max(most, decimalsOf(Number(withoutNoise(volumes[i] ?? 0).toFixed(8))));
	}
	return most;
}

/** A share of 100 with one decimal: `58.2 %`; `sign` puts a plus before gains. */
export function percentText(locale: string, sign: "auto" | "exceptZero" = "auto"): NumberText {
	const format = new Intl.NumberFormat(locale, {
		minimumFractionDigits: 1,
		maximumFractionDigits: 1,
		signDisplay: sign,
	});
	return (value) => `${withTrueMinus(format.format(value))}${NARROW_SPACE}%`;
}

/** Signed volume: a plus before gains, a true minus before losses. */
export function signedText(text: NumberText): NumberText {
	return (value) => (value > 0 ? `+${text(value)}` : text(value));
}

const plainDigits = exactDigits("en", false);

/**
 * A plain number for the clipboard, without separators and unit: the digits of {@link fullText}, or
 * those of {@link fixedText} where decimals are given.
 */
export function plainNumber(value: number, decimals?: number): string {
	return decimals === undefined ? plainDigits(value) : value.toFixed(decimals);
}

/**
 * Decimals of an average over rows: one digit finer than the size of a row, because the average is
 * uncertain by one step (definitions D20).
 */
export function averageDecimals(step: number): number {
	const [, exponent = "0"] = step.toExponential().split("e");
	return Math.min(MAX_DECIMALS, Math.max(0, 1 - Number(exponent)));
}

/** A decimal text of a provider with separators by locale; every digit stays. Other texts stay as they are. */
export function decimalTextForm(locale: string): (raw: string) => string {
	const formats = new Map<number, Intl.NumberFormat>();
	return (raw) => {
		if (!isPlainDecimal(raw)) return raw;
		const decimals = raw.split(".")[1]?.length ?? 0;
		if (decimals > MOST_FORMAT_DECIMALS) return raw;
		const format =
			formats.get(decimals) ??
			new Intl.NumberFormat(locale, {
				minimumFractionDigits: decimals,
				maximumFractionDigits: decimals,
			});
		formats.set(decimals, format);
		return withTrueMinus(format.format(raw));
	};
}

/** More than this every browser's number formats refuse. */
const MOST_FORMAT_DECIMALS = 20;

function isPlainDecimal(raw: string): raw is `${number}` {
	return /^-?\d+(\.\d+)?$/.test(raw);
}

function withTrueMinus(formatted: string): string {
	return formatted.replace("-", MINUS);
}
