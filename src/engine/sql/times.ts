import type { FileLayout, TimeUnit } from "../../core/trades/layout/fileLayout";
import { raw, type Sql, sql, textValue } from "./sql";

/** Microseconds of one unit; a nanosecond is less than one. */
const MICROS: Readonly<Record<TimeUnit, bigint>> = { s: 1_000_000n, ms: 1_000n, us: 1n, ns: 0n };
const UNITS: readonly TimeUnit[] = ["s", "ms", "us", "ns"];
/** Magnitudes up to which a number counts in these units: 11 digits are seconds, 14 ms, 17 µs. */
const UP_TO: Readonly<Partial<Record<TimeUnit, string>>> = {
	s: "99999999999",
	ms: "99999999999999",
	us: "99999999999999999",
};
/** Years 1678 to 2262 and more: what lies beyond is no time. */
const MOST_MICROS = 9_000_000_000_000_000_000n;

/** Whole microseconds of the unit that a column counts time in; 0 where it counts in none. */
export function wholeMicros(time: FileLayout["time"]): bigint {
	return time === "text" || time === "byMagnitude" ? 0n : MICROS[time];
}

/** @param isBounded whether the number is known to be one of the unit's magnitude */
function wholeIn(unit: TimeUnit, whole: Sql, isBounded = false): Sql {
	if (unit === "ns") {
		return sql`((${whole} - ((${whole} % 1000) + 1000) % 1000) // 1000)`;
	}
	if (unit === "us") return whole;
	if (isBounded) return sql`${whole} * ${raw(`${MICROS[unit]}`)}`;
	const most = MOST_MICROS / MICROS[unit];
	return sql`CASE WHEN ${whole} BETWEEN ${raw(`-${most}`)} AND ${raw(`${most}`)} THEN ${whole} * ${raw(`${MICROS[unit]}`)} END`;
}

/** Microseconds of a fraction of a unit, from its digits behind the point; cut, never rounded. */
function fractionIn(unit: TimeUnit, digits: Sql): Sql {
	const places = unit === "s" ? 6 : unit === "ms" ? 3 : 0;
	return places === 0
		? raw("0")
		: sql`TRY_CAST(left(rpad(${digits}, ${places}, '0'), ${places}) AS BIGINT)`;
}

function byUnit(time: FileLayout["time"], whole: Sql, of: (unit: TimeUnit) => Sql): Sql {
	if (time !== "byMagnitude") return of(time === "text" ? "ms" : time);
	const cases = UNITS.map((unit) => {
		const most = UP_TO[unit];
		return most === undefined
			? sql`ELSE ${of(unit)}`
			: sql`WHEN ${whole} BETWEEN -${raw(most)} AND ${raw(most)} THEN ${of(unit)}`;
	});
	return sql`CASE ${cases.reduce((all, one) => sql`${all} ${one}`)} END`;
}

/** Epoch microseconds of a whole number in a layout's unit. */
export function microsOfWhole({ time, timeBase }: FileLayout, whole: Sql): Sql {
	return withBase(
		timeBase,
		byUnit(time, whole, (unit) => wholeIn(unit, whole, time === "byMagnitude")),
	);
}

function withBase(base: FileLayout["timeBase"], micros: Sql): Sql {
	return base === undefined
		? micros
		: sql`(${micros} + ${raw(`${BigInt(base) * 1_000n}`)}::BIGINT)`;
}

/** Epoch microseconds of a text in a layout's form; NULL where it is no time. */
export function microsOfText(layout: FileLayout, text: Sql): Sql {
	if (layout.time === "text") return microsOfDate(layout, text);
	const whole = sql`TRY_CAST(${text} AS BIGINT)`;
	const front = sql`TRY_CAST(split_part(${text}, '.', 1) AS BIGINT)`;
	const behind = sql`split_part(${text}, '.', 2)`;
	const sign = sql`CASE WHEN starts_with(${text}, '-') THEN -1 ELSE 1 END`;
	const pointed = withBase(
		layout.timeBase,
		byUnit(
			layout.time,
			front,
			(unit) => sql`(${wholeIn(unit, front)} + (${sign}) * ${fractionIn(unit, behind)})`,
		),
	);
	const double = sql`TRY_CAST(${text} AS DOUBLE)`;
	const powered = microsOfWhole(layout, sql`TRY_CAST(floor(${double}) AS BIGINT)`);
	return sql`CASE WHEN contains(lower(${text}), 'e') THEN ${powered} WHEN contains(${text}, '_') THEN NULL WHEN contains(${text}, '.') THEN ${pointed} ELSE ${microsOfWhole(layout, whole)} END`;
}

/** A zone at the end of a date and time. */
const HAS_ZONE = "(Z|z|UTC|GMT|[+-][0-9]{2}(:?[0-9]{2})?)$";

function microsOfDate({ zone, timeBase }: FileLayout, text: Sql): Sql {
	// BitMEX writes a D between day and time.
	const date = sql`CASE WHEN substr(${text}, 11, 1) = 'D' THEN substr(${text}, 1, 10) || ' ' || substr(${text}, 12) ELSE ${text} END`;
	const zoned = sql`TRY_CAST(${date} AS TIMESTAMPTZ)`;
	const moment =
		zone === "UTC"
			? zoned
			: sql`CASE WHEN regexp_matches(substr(${text}, 11), '${raw(HAS_ZONE)}') THEN ${zoned} ELSE timezone(${textValue(zone)}, TRY_CAST(${date} AS TIMESTAMP)) END`;
	return withBase(timeBase, sql`CASE WHEN isfinite(${moment}) THEN epoch_us(${moment}) END`);
}

/** Epoch microseconds of a column that is a date and time by its type. */
export function microsOfTyped({ zone }: FileLayout, column: Sql, type: string): Sql {
	if (type === "TIMESTAMP WITH TIME ZONE") return sql`epoch_us(${column})`;
	const moment = sql`${column}::TIMESTAMP`;
	return zone === "UTC"
		? sql`epoch_us(${moment})`
		: sql`epoch_us(timezone(${textValue(zone)}, ${moment}))`;
}
