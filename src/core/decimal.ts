/** A decimal number without loss: `units * 10 ** -places`. */
export interface Decimal {
	readonly units: bigint;
	readonly places: number;
}

/** The shortest decimal that reads back as `value`: what people see when the number is printed. */
export function shortestDecimal(value: number): Decimal {
	if (!Number.isFinite(value)) throw new TypeError(`${value} is not a finite number`);
	return readDecimal(String(value));
}

/**
 * A decimal text with all of its digits, an exponent included: `1.50e-7` has nine places.
 *
 * @throws TypeError for any other text
 */
export function readDecimal(text: string): Decimal {
	const [, sign = "", whole, fraction = "", exponent = "0"] =
		/^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text) ?? [];
	if (whole === undefined) throw new TypeError("not a decimal number");
	const digits = BigInt(`${sign === "-" ? "-" : ""}${whole}${fraction}`);
	const places = fraction.length - Number(exponent);
	return places >= 0
		? { units: digits, places }
		: { units: digits * 10n ** BigInt(-places), places: 0 };
}

/** A decimal with at most so many places, half away from zero. */
export function roundToPlaces({ units, places }: Decimal, most: number): Decimal {
	if (places <= most) return { units, places };
	return { units: roundedQuotient(units, 10n ** BigInt(places - most)), places: most };
}

/** A decimal with at most so many significant digits, half away from zero. */
export function roundToDigits({ units, places }: Decimal, digits: number): Decimal {
	const excess = sizeOf(units).toString().length - digits;
	if (excess <= 0) return { units, places };
	const rounded = roundedQuotient(units, 10n ** BigInt(excess));
	return places >= excess
		? { units: rounded, places: places - excess }
		: { units: rounded * 10n ** BigInt(excess - places), places: 0 };
}

function roundedQuotient(units: bigint, scale: bigint): bigint {
	const rounded = (2n * sizeOf(units) + scale) / (2n * scale);
	return units < 0n ? -rounded : rounded;
}

function sizeOf(units: bigint): bigint {
	return units < 0n ? -units : units;
}

/** The units of a decimal on a finer scale; `places` is at least its own. */
export function unitsAt({ units, places }: Decimal, finer: number): bigint {
	return units * 10n ** BigInt(finer - places);
}

/** The double nearest to a decimal. */
export function toDouble({ units, places }: Decimal): number {
	return sizeOf(units) <= BigInt(Number.MAX_SAFE_INTEGER) && places <= 22
		? Number(units) / 10 ** places
		: Number(formatDecimal({ units, places }));
}

/** `1234.5`: plain digits, no exponent, no trailing zeros; zero has no sign. */
export function formatDecimal(decimal: Decimal): string {
	const text = writeDecimal(decimal);
	return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Like {@link formatDecimal}, but with all the places that the decimal has: `1234.50`. */
export function writeDecimal({ units, places }: Decimal): string {
	const sign = units < 0n ? "-" : "";
	const digits = sizeOf(units)
		.toString()
		.padStart(places + 1, "0");
	const point = digits.length - places;
	return places === 0
		? `${sign}${digits}`
		: `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** A quotient keeps at least this many bits, so that the lowest bit only decides ties. */
const QUOTIENT_BITS = 64;

/**
 * The double nearest to `dividend / divisor`: divided exactly and rounded once. The dividend is not
 * negative, the divisor above zero.
 */
export function divideDecimals(dividend: Decimal, divisor: Decimal): number {
	const numerator = dividend.units * 10n ** BigInt(divisor.places);
	const denominator = divisor.units * 10n ** BigInt(dividend.places);
	// By digits of four bits, which are cheaper to count: a few bits more than are needed do no harm.
	const surplus = 4 * (numerator.toString(16).length - denominator.toString(16).length - 1);
	const shift = Math.max(QUOTIENT_BITS - surplus, 0);
	const scaled = numerator << BigInt(shift);
	const whole = scaled / denominator;
	const isExact = scaled % denominator === 0n;
	return Number(isExact ? whole : whole | 1n) * 2 ** -shift;
}
