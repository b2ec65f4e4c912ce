import { at } from "../../core/at";
import { shortestDecimal } from "../../core/decimal";
import { type Text, text } from "../../core/text";
import type { NumberFacts } from "../../core/trades/table/tableFacts";
import type { TextColumns } from "./answer";
import type { TableColumn } from "../../core/trades/table/columnType";
import type { Dialect } from "./dialect";
import { chql, name, raw, type Statement } from "./statement";

/** How the numbers of a column become whole numbers of units, for those that are above zero. */
export interface NumberReading {
	/** Units of `10 ** -places`: `Int64`, or `Int128` where they are wide. */
	readonly units: Statement;
	readonly places: number;
	/** Most digits of the units. */
	readonly digits: number;
	readonly isWide: boolean;
	/** Whether there is a number above zero, or below where the sign says the side. */
	readonly isGood: Statement;
	/** Whether it is below zero. */
	readonly isNegative: Statement;
	/** Whether a good number is not exactly its units: facts that do not hold any more. */
	readonly isUnfit?: Statement;
}

/** Digits that whole numbers of 64 bits hold, whatever they are. */
export const NARROW_DIGITS = 18;
export const WIDE_DIGITS = 38;
/** Digits of a double that are surely those of its shortest decimal; the powers of ten that it is are more. */
const DOUBLE_DIGITS = { 64: 15, 32: 6 } as const;
const EXACT_POWER = 22;

/** Why a column cannot be read exactly. */
export class NotExact extends Error {
	override readonly name = "NotExact";

	constructor(readonly reason: (server: string) => Text) {
		super("not exact");
	}
}

/** Why numbers cannot be read although every form was tried. */
export const notHeld = () =>
	new NotExact((server) =>
		text(
			"{0}: prices and sizes have more digits than can be added up exactly. Check which columns they are read from.",
			server,
		),
	);

export interface NumberOptions {
	readonly dialect: Dialect;
	/** What was found out, for doubles and texts. */
	readonly facts?: NumberFacts;
	/** Whether the sign says something else than that it is no trade. */
	readonly isSigned: boolean;
}

/**
 * How a column's numbers are read exactly; `undefined` where facts are needed first.
 *
 * @throws {NotExact} where this version cannot, or the column holds no numbers
 */
export function numberReading(
	column: TableColumn,
	options: NumberOptions,
): NumberReading | undefined {
	const { type } = column;
	const { dialect, facts } = options;
	switch (type.kind) {
		case "decimal":
			return decimalReading(column, type, options);
		case "whole":
			return wholeReading(column, type, options);
		case "double": {
			if (facts === undefined) return undefined;
			const most = DOUBLE_DIGITS[type.bits];
			if (facts.digits <= most && facts.places <= EXACT_POWER) {
				return doubleReading(column, facts, type.bits, options);
			}
			if (!dialect.hasDecimalsOfText) {
				throw new NotExact((server) =>
					text(
						"{0} is of version {1}, which cannot add up the column {2} exactly: its numbers have more than {3} digits. Store them as decimals.",
						server,
						dialect.version,
						column.name,
						most,
					),
				);
			}
			return textReading(column, facts, options);
		}
		case "text":
			if (!dialect.hasDecimalsOfText) {
				throw new NotExact((server) =>
					text(
						"{0} is of version {1}, which cannot add up numbers that are stored as text exactly: the column {2}. Store them as decimals.",
						server,
						dialect.version,
						column.name,
					),
				);
			}
			return facts === undefined ? undefined : textReading(column, facts, options);
		default:
			throw new NotExact((server) =>
				text(
					"{0}: the column {1} holds no numbers, but {2}. Choose another column.",
					server,
					column.name,
					column.typeName,
				),
			);
	}
}

const columnOf = ({ name: own }: TableColumn) => chql`${name(own)}`;

/** A column without NULL; what stands there instead is a number that does not count. */
function present(column: TableColumn): Statement {
	return column.isNullable ? chql`assumeNotNull(${columnOf(column)})` : columnOf(column);
}

const andThere = (column: TableColumn, condition: Statement) =>
	column.isNullable ? chql`(isNotNull(${columnOf(column)}) AND ${condition})` : condition;

/** Conditions and units from whole numbers that may have any sign. */
function fromUnits(
	column: TableColumn,
	units: Statement,
	{ isSigned }: NumberOptions,
): Pick<NumberReading, "units" | "isGood" | "isNegative"> {
	return {
		units: isSigned ? chql`abs(${units})` : units,
		isGood: andThere(column, isSigned ? chql`${units} != 0` : chql`${units} > 0`),
		isNegative: chql`(${units} < 0)`,
	};
}

const tooWide = (column: TableColumn, dialect: Dialect) =>
	new NotExact((server) =>
		dialect.hasWideNumbers
			? text(
					"{0}: the numbers of the column {1} have more than {2} digits, which is beyond what can be added up. Choose another column.",
					server,
					column.name,
					WIDE_DIGITS,
				)
			: text(
					"{0} is of version {1}, which cannot add up the column {2} exactly: its numbers have more than {3} digits.",
					server,
					dialect.version,
					column.name,
					NARROW_DIGITS,
				),
	);

function decimalReading(
	column: TableColumn,
	{ digits, places }: { readonly digits: number; readonly places: number },
	options: NumberOptions,
): NumberReading {
	const { dialect } = options;
	const isWide = digits > NARROW_DIGITS;
	if (digits > WIDE_DIGITS || (isWide && !dialect.hasWideNumbers)) throw tooWide(column, dialect);
	const value = present(column);
	// A decimal is a whole number of its units already.
	const current = isWide
		? chql`reinterpretAsInt128(${value})`
		: digits > 9
			? chql`reinterpretAsInt64(${value})`
			: chql`toInt64(reinterpretAsInt32(${value}))`;
	// In 18 digits the product would not have room.
	const old =
		places === 0
			? chql`toInt64(${value})`
			: chql`toInt64(toDecimal128(${value}, ${places}) * toInt64('${raw(`${10n ** BigInt(places)}`)}'))`;
	const units = dialect.hasWideNumbers ? current : old;
	return { ...fromUnits(column, units, options), places, digits, isWide };
}

function wholeReading(
	column: TableColumn,
	{ bits, isSigned }: { readonly bits: number; readonly isSigned: boolean },
	options: NumberOptions,
): NumberReading {
	const { dialect, facts } = options;
	if (bits > 64) throw tooWide(column, dialect);
	const value = present(column);
	const isWide = (facts?.digits ?? 0) > NARROW_DIGITS;
	if (isWide && !dialect.hasWideNumbers) throw tooWide(column, dialect);
	const units = isWide ? chql`toInt128(${value})` : chql`toInt64(${value})`;
	const most = raw(`${10n ** BigInt(NARROW_DIGITS)}`);
	const isBeyond = isSigned
		? chql`(${value} >= ${most} OR ${value} <= -${most})`
		: chql`(${value} >= ${most})`;
	return {
		...fromUnits(column, units, options),
		...(!isSigned && bits === 64 && { isGood: andThere(column, chql`${value} > 0`) }),
		places: 0,
		digits: bits === 64 ? (isWide ? 20 : NARROW_DIGITS) : 10,
		isWide,
		...(bits === 64 && !isWide && { isUnfit: isBeyond }),
	};
}

function doubleReading(
	column: TableColumn,
	{ places, digits }: NumberFacts,
	bits: 32 | 64,
	{ isSigned }: NumberOptions,
): NumberReading {
	const most = DOUBLE_DIGITS[bits];
	const value = present(column);
	const size = isSigned ? chql`abs(${value})` : value;
	const scale = raw(`1e${places}`);
	const bound = raw(`1e${most - places}`);
	// The function that tells what is finite takes longer than all else.
	const isGood = andThere(column, chql`(${size} > 0 AND ${size} < inf)`);
	// What is no number, or too large for one, may not be turned into a whole number.
	const held = chql`if(${size} > 0 AND ${size} < ${bound}, ${size}, 0)`;
	const units = chql`toInt64(round(${bits === 32 ? chql`toFloat64(${held})` : held} * ${scale}))`;
	const back = chql`${units} / ${scale}`;
	const same = bits === 32 ? chql`toFloat32(${back})` : back;
	return {
		units,
		places,
		digits: Math.max(digits, most),
		isWide: false,
		isGood,
		isNegative: chql`(${value} < 0)`,
		isUnfit: chql`(${same} != ${size})`,
	};
}

/** A number as text, without spaces around it; of a double the shortest that reads back as it. */
function written(column: TableColumn): Statement {
	const value = present(column);
	const { type } = column;
	if (type.kind !== "text") return chql`toString(${value})`;
	return chql`trimBoth(${type.isPadded ? chql`toStringCutToZero(${value})` : value})`;
}

function textReading(
	column: TableColumn,
	{ places, digits }: NumberFacts,
	{ dialect, isSigned }: NumberOptions,
): NumberReading {
	if (digits > WIDE_DIGITS || places > WIDE_DIGITS) throw tooWide(column, dialect);
	const isWide = digits > NARROW_DIGITS || places > NARROW_DIGITS;
	const own = written(column);
	const size = isSigned ? chql`if(match(${own}, '^-[0-9.]'), substring(${own}, 2), ${own})` : own;
	const bits = isWide ? 128 : 64;
	const decimal = chql`toDecimal${bits}OrNull(${size}, ${places})`;
	const double = chql`ifNull(toFloat64OrNull(${size}), 0)`;
	const isGood = andThere(column, chql`(${double} > 0 AND isFinite(${double}))`);
	return {
		units: chql`reinterpretAsInt${bits}(ifNull(${decimal}, toDecimal${bits}(0, ${places})))`,
		places,
		digits,
		isWide,
		isGood,
		isNegative: chql`startsWith(${own}, '-')`,
		isUnfit: chql`(isNull(${decimal}) OR ${decimalsOf(size)} > ${places})`,
	};
}

/** How many decimals a number has that stands as text: behind its point, moved by its exponent. */
function decimalsOf(number: Statement): Statement {
	const lower = chql`lower(${number})`;
	const power = chql`position(${lower}, 'e')`;
	const mantissa = chql`if(${power} = 0, ${lower}, substring(${lower}, 1, ${power} - 1))`;
	const point = chql`position(${mantissa}, '.')`;
	const behind = chql`if(${point} = 0, 0, toInt64(length(${mantissa})) - toInt64(${point}))`;
	const exponent = chql`if(${power} = 0, toInt64(0), toInt64OrZero(substring(${lower}, ${power} + 1)))`;
	return chql`greatest(${behind} - ${exponent}, toInt64(0))`;
}

/** Columns of a statement that finds out what `numberReading` has to know: most decimals, and the largest number. */
export function factColumns(column: TableColumn): readonly Statement[] {
	const value = present(column);
	const { kind } = column.type;
	const own = written(column);
	const number =
		kind === "text" ? chql`ifNull(toFloat64OrNull(${own}), 0)` : chql`toFloat64(${value})`;
	const isNumber = andThere(column, chql`isFinite(${number})`);
	return [
		chql`toString(max(if(${isNumber} AND ${number} != 0, ${decimalsOf(own)}, toInt64(0))))`,
		chql`toString(max(if(${isNumber}, abs(${number}), 0)))`,
	];
}

/** Reads the answer to `factColumns`. */
export function readFacts({ columns }: TextColumns, first: number): NumberFacts {
	const places = Number(at(columns, first)[0] ?? 0);
	const { units, places: own } = shortestDecimal(Number(at(columns, first + 1)[0] ?? 0));
	const whole = (units / 10n ** BigInt(own)).toString().length;
	return { places, digits: whole + places };
}
