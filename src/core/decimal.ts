/** A decimal number without loss: `units * 10 ** -places`. */
export interface Decimal {
	readonly units: bigint;
	readonly places: number;
}

/** The shortest decimal that reads back as `value`: what people see when the number is printed. */
export function shortestDecimal(value: number): Decimal {
	const [, sign, whole, fraction = "", exponent = "0"] =
		/^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
	if (whole === undefined) throw new TypeError(`${value} is not a finite number`);
	const digits = BigInt(`${sign}${whole}${fraction}`);
	const places = fraction.length - Number(exponent);
	return places >= 0
		? { units: digits, places }
		: { units: digits * 10n ** BigInt(-places), places: 0 };
}

/** The units of a decimal on a finer scale; `places` is at least its own. */
export function unitsAt({ units, places }: Decimal, finer: number): bigint {
	return units * 10n ** BigInt(finer - places);
}

/** The double nearest to a decimal. */
export function toDouble({ units, places }: Decimal): number {
	const magnitude = units < 0n ? -units : units;
	return magnitude <= BigInt(Number.MAX_SAFE_INTEGER) && places <= 22
		? Number(units) / 10 ** places
		: Number(formatDecimal({ units, places }));
}

/** `1234.5`: plain digits, no exponent, no trailing zeros. */
export function formatDecimal({ units, places }: Decimal): string {
	const sign = units < 0n ? "-" : "";
	const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
	const whole = digits.slice(0, digits.length - places);
	const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
	return fraction === "" ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** A quotient keeps at least this many bits, so that its lowest only says on which side of a tie it lies. */
const QUOTIENT_BITS = 64;

/**
 * The double nearest to `dividend / divisor`: divided exactly and rounded once. The dividend is not
 * negative, the divisor above zero.
 */
export function divideDecimals(dividend: Decimal, divisor: Decimal): number {
	const numerator = dividend.units * 10n ** BigInt(divisor.places);
	const denominator = divisor.units * 10n ** BigInt(dividend.places);
	const surplus = numerator.toString(2).length - denominator.toString(2).length;
	const shift = Math.max(QUOTIENT_BITS - surplus, 0);
	const scaled = numerator << BigInt(shift);
	const whole = scaled / denominator;
	const isExact = scaled % denominator === 0n;
	return Number(isExact ? whole : whole | 1n) * 2 ** -shift;
}
