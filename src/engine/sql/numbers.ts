import { raw, type Sql, sql } from "./sql";

/** Widest decimal that is cheap: casting text to a wider one takes a hundred times as long. */
export const CHEAP_DIGITS = 18;
/** Most digits of whole numbers in the database. */
export const MOST_DIGITS = 38;

/** Whether a text is a number as people write them, by itself and by its double. */
export function isPositive(text: Sql, double: Sql): Sql {
	// The database takes 1_000 for a number and reads infinities; both are no price.
	return sql`coalesce(${double} > 1e-38 AND ${double} < 1e38 AND NOT contains(${text}, '_') AND length(${text}) <= 64, false)`;
}

const mantissaPart = (text: Sql) => sql`split_part(lower(${text}), 'e', 1)`;
const hasExponent = (text: Sql) => sql`contains(lower(${text}), 'e')`;
const exponentPart = (text: Sql) => sql`TRY_CAST(split_part(lower(${text}), 'e', 2) AS INTEGER)`;

/** Decimal places that a number needs, without zeros at its end. */
export function placesOf(text: Sql): Sql {
	const plain = (number: Sql) =>
		sql`CASE WHEN contains(${number}, '.') THEN length(rtrim(${number}, '0')) - strpos(${number}, '.') ELSE 0 END`;
	return sql`CASE WHEN ${hasExponent(text)} THEN greatest(${plain(mantissaPart(text))} - ${exponentPart(text)}, 0) ELSE ${plain(text)} END`;
}

/** A number's whole units at so many places, as a HUGEINT; no digit is lost where `places` suffices. */
export function unitsOf(text: Sql, places: number): Sql {
	const of = (number: Sql, exponent: Sql) => {
		const digits = sql`replace(${number}, '.', '')`;
		const own = sql`(CASE WHEN contains(${number}, '.') THEN length(${number}) - strpos(${number}, '.') ELSE 0 END - ${exponent})`;
		const missing = sql`(${places} - ${own})`;
		return sql`TRY_CAST(CASE WHEN ${missing} >= 0 THEN ${digits} || repeat('0', ${missing}::INTEGER) ELSE left(${digits}, (length(${digits}) + ${missing})::INTEGER) END AS HUGEINT)`;
	};
	return sql`CASE WHEN ${hasExponent(text)} THEN ${of(mantissaPart(text), exponentPart(text))} ELSE ${of(text, raw("0"))} END`;
}

/** Rows are split into limbs of so many digits, so that products and sums of any size stay exact. */
const LIMB_DIGITS = 13;
const LIMBS = 3;

/** Whole numbers of up to 38 digits, lowest limb first. */
export function limbsOf(units: Sql): readonly Sql[] {
	const limb = raw(`${10n ** BigInt(LIMB_DIGITS)}::HUGEINT`);
	return Array.from({ length: LIMBS }, (_, at) => {
		if (at === 0) return sql`(${units} % ${limb})`;
		const shifted = sql`(${units} // ${raw(`${10n ** BigInt(LIMB_DIGITS * at)}::HUGEINT`)})`;
		return at === LIMBS - 1 ? shifted : sql`(${shifted} % ${limb})`;
	});
}

/** Terms of a product by the power that they stand at, lowest first. */
export function productOf(left: readonly Sql[], right: readonly Sql[]): readonly Sql[] {
	const powers = Array.from({ length: left.length + right.length - 1 }, (): Sql[] => []);
	left.forEach((a, i) => right.forEach((b, j) => powers[i + j]?.push(sql`${a} * ${b}`)));
	return powers.map((terms) => terms.reduce((sum, term) => sql`${sum} + ${term}`));
}

/** The number whose limbs were added up. */
export function fromLimbs(limbs: readonly bigint[]): bigint {
	return limbs.reduce((sum, limb, at) => sum + limb * 10n ** BigInt(LIMB_DIGITS * at), 0n);
}
