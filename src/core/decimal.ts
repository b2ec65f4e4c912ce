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

/**
 * `dividend / divisor` with at least `significant` significant digits, the last one rounded half up. Both
 * are positive.
 */
export function divideDecimals(dividend: Decimal, divisor: Decimal, significant: number): Decimal {
	const wholeDigits =
		dividend.units.toString().length -
		dividend.places -
		(divisor.units.toString().length - divisor.places);
	const places = Math.max(significant - wholeDigits, 0);
	const shift = places + divisor.places - dividend.places;
	const numerator = shift >= 0 ? dividend.units * 10n ** BigInt(shift) : dividend.units;
	const denominator = shift >= 0 ? divisor.units : divisor.units * 10n ** BigInt(-shift);
	return { units: (2n * numerator + denominator) / (2n * denominator), places };
}
