import type { TimeUnit } from "../../core/trades/layout/fileLayout";
import { type Text, text } from "../../core/text";
import { TAKER_BOUGHT, TAKER_SOLD, TAKER_UNKNOWN } from "../../core/trades/trades";
import type { TableColumn } from "../../core/trades/table/columnType";
import type { Dialect } from "./dialect";
import { chql, joined, name, raw, type Statement, textValue } from "./statement";
import type { Table } from "./table";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import { NotExact } from "./tableNumbers";

/** A column that a layout names. Throws `NotExact` where the table has none of this name. */
export function columnNamed({ columns }: Table, wanted: string): TableColumn {
	const found = columns.find((column) => column.name === wanted);
	if (found !== undefined) return found;
	throw new NotExact((server) =>
		text("{0}: the table has no column {1}. Choose its columns anew.", server, wanted),
	);
}

const columnOf = (column: TableColumn) => chql`${name(column.name)}`;

/** How a time column is compared and counted. */
export interface TimeReading {
	/** How many of what `ticks` counts a millisecond has; a thousandth where seconds are counted. */
	readonly perMs: 1 | 1_000;
	/** `Int64`; what is below a microsecond is cut. */
	readonly ticks: Statement;
	/** Whether a row lies inside of a range, epoch milliseconds, its end outside: by the column as it stands. */
	readonly within: (from: number, to: number) => Statement;
}

/** What stands for a time in milliseconds in a unit of so many per second: the first that is not before it. */
function notBefore(ms: number, places: number): bigint {
	const whole = BigInt(ms);
	if (places >= 3) return whole * 10n ** BigInt(places - 3);
	const unit = 10n ** BigInt(3 - places);
	const down = whole / unit;
	return down * unit < whole ? down + 1n : down;
}

const UNIT_PLACES: Readonly<Record<TimeUnit, number>> = { s: 0, ms: 3, us: 6, ns: 9 };
/** The last second that a `DateTime` holds. */
const LAST_SECOND = 4_294_967_295n;

/** Most ticks that a `DateTime64` holds. */
const MOST_TICKS = 2n ** 63n - 1n;

/** @throws {NotExact} for a column that counts no time, and one of a type that this version does not have */
export function timeReading(
	column: TableColumn,
	unit: TimeUnit | undefined,
	dialect: Dialect,
): TimeReading {
	const { type } = column;
	const own = columnOf(column);
	const value = column.isNullable ? chql`assumeNotNull(${own})` : own;
	const between = (bound: (ms: number) => Statement) => (from: number, to: number) =>
		chql`${own} >= ${bound(from)} AND ${own} < ${bound(to)}`;
	if (type.kind === "seconds") {
		const within = (from: number, to: number) => {
			const [first, end] = [notBefore(from, 0), notBefore(to, 0)];
			if (first > LAST_SECOND || end <= 0n) return raw("0");
			const since = chql`${own} >= ${raw(`toDateTime(${first < 0n ? 0n : first})`)}`;
			// Nothing stands behind the last second, which would be turned into another one.
			return end > LAST_SECOND ? since : chql`${since} AND ${own} < ${raw(`toDateTime(${end})`)}`;
		};
		return { perMs: 1, ticks: chql`toInt64(toUnixTimestamp(${value})) * 1000`, within };
	}
	if (type.kind === "ticks") {
		if (!dialect.hasDateTime64) throw noTime(column);
		const { places } = type;
		// The column's own unit holds no more, and a moment outside of it cannot be compared with one.
		const most = Number(MOST_TICKS / 10n ** BigInt(places)) * 1_000;
		// Whole ticks of the column, so that its own unit holds them.
		const moment = (ms: number) => {
			const held = Math.max(Math.min(ms, most), -most);
			const ticks = notBefore(held, Math.min(places, 3));
			return raw(
				`fromUnixTimestamp64Milli(toInt64('${ticks * 10n ** BigInt(3 - Math.min(places, 3))}'), 'UTC')`,
			);
		};
		return {
			...ticksIn(
				places <= 3 ? 3 : places <= 6 ? 6 : 9,
				places <= 3
					? chql`toUnixTimestamp64Milli(${value})`
					: places <= 6
						? chql`toUnixTimestamp64Micro(${value})`
						: chql`toUnixTimestamp64Nano(${value})`,
			),
			within: between(moment),
		};
	}
	if (type.kind !== "whole" || type.bits > 64) throw noTime(column);
	if (unit === undefined) {
		throw new NotExact((server) =>
			text(
				"{0}: it is not known what the column {1} counts. Choose the unit of its times.",
				server,
				column.name,
			),
		);
	}
	const places = UNIT_PLACES[unit];
	return {
		...ticksIn(places, chql`toInt64(${value})`),
		within: between((ms) => raw(`${notBefore(ms, places)}`)),
	};
}

function ticksIn(places: number, whole: Statement): Pick<TimeReading, "perMs" | "ticks"> {
	if (places === 0) return { perMs: 1, ticks: chql`${whole} * 1000` };
	if (places === 3) return { perMs: 1, ticks: whole };
	if (places === 6) return { perMs: 1_000, ticks: whole };
	// Down, in front of 1970 too.
	return {
		perMs: 1_000,
		ticks: chql`intDiv(${whole} - ((${whole} % 1000) + 1000) % 1000, 1000)`,
	};
}

const noTime = (column: TableColumn) =>
	new NotExact((server): Text =>
		text(
			"{0}: the column {1} is no time that can be read, but {2}. Choose another column.",
			server,
			column.name,
			column.typeName,
		),
	);

const listOf = (values: readonly string[]) =>
	joined(
		values.map((word) => chql`${textValue(word)}`),
		", ",
	);

/** `buy`, `Buy`, `BUY`. */
function spellings(words: readonly string[]): readonly string[] {
	const all = words.flatMap((word) => {
		const lower = word.toLowerCase();
		return [lower, `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`, lower.toUpperCase()];
	});
	return [...new Set(all)];
}

/** Whether a column has one of some words, in each way to look that is worth a try: quick ones first. */
function wordTests(
	column: TableColumn,
	words: readonly string[],
	dialect: Dialect,
): readonly Statement[] {
	const own = columnOf(column);
	if (column.type.kind === "words") {
		const wanted = new Set(words.map((word) => word.toLowerCase()));
		const found = column.type.words.filter((word) => wanted.has(word.trim().toLowerCase()));
		return found.length === 0 ? [] : [chql`${own} IN (${listOf(found)})`];
	}
	if (words.length === 0) return [];
	const lower = [...new Set(words.map((word) => word.toLowerCase()))];
	if (column.type.kind !== "text") return [chql`toString(${own}) IN (${listOf(lower)})`];
	const word = column.type.isPadded ? chql`toStringCutToZero(${own})` : own;
	const plain = dialect.hasDecimalsOfText ? chql`trimBoth(${word})` : word;
	return [
		chql`${word} IN (${listOf(spellings(words))})`,
		chql`lower(${plain}) IN (${listOf(lower)})`,
	];
}

/** The taker of each row. */
export function takerOf(
	table: Table,
	{ side, columns }: TableLayout,
	isNegative: Statement,
	dialect: Dialect,
): Statement {
	if (side.of === "amountSign") {
		return chql`if(${isNegative}, ${TAKER_SOLD}, ${TAKER_BOUGHT})`;
	}
	if (side.of === "nobody" || columns.side === undefined) return raw(`${TAKER_UNKNOWN}`);
	const column = columnNamed(table, columns.side);
	const [bought, sold] = side.of === "taker" ? [side.buy, side.sell] : [side.sell, side.buy];
	const [buys, sells] = [bought, sold].map((words) => wordTests(column, words, dialect));
	const tests = [0, 1].flatMap((way) => [
		...(buys?.[way] === undefined ? [] : [chql`${buys[way]}, ${TAKER_BOUGHT}`]),
		...(sells?.[way] === undefined ? [] : [chql`${sells[way]}, ${TAKER_SOLD}`]),
	]);
	return tests.length === 0
		? raw(`${TAKER_UNKNOWN}`)
		: chql`multiIf(${joined(tests, ", ")}, ${TAKER_UNKNOWN})`;
}

/**
 * Rows whose column has exactly this value, by the column as it stands; `undefined` where none can have it.
 */
export function hasValue(column: TableColumn, value: string): Statement | undefined {
	const own = columnOf(column);
	if (column.type.kind === "words" && !column.type.words.includes(value)) return undefined;
	const [, length] = /\bFixedString\((\d+)\)/.exec(column.typeName) ?? [];
	if (column.type.kind === "text" && length !== undefined) {
		// An old server takes a text without the zeros behind it for another one.
		return Buffer.byteLength(value) > Number(length)
			? undefined
			: chql`${own} = toFixedString(${textValue(value)}, ${raw(length)})`;
	}
	return column.type.kind === "text" || column.type.kind === "words"
		? chql`${own} = ${textValue(value)}`
		: chql`toString(${own}) = ${textValue(value)}`;
}

/** The instrument of each row as text. */
export function symbolText(column: TableColumn): Statement {
	const own = columnOf(column);
	const value = column.isNullable ? chql`ifNull(toString(${own}), '')` : chql`toString(${own})`;
	return column.type.kind === "text" && column.type.isPadded
		? chql`toStringCutToZero(${own})`
		: value;
}

/** The id as a whole number that orders trades of one instant; `isAbsent` where it is none. */
export interface IdReading {
	readonly id: Statement;
	readonly isAbsent?: Statement;
	/** Whether it has more than 64 bits. */
	readonly isWide: boolean;
}

/** `undefined` where ids are no numbers. */
export function idReading(table: Table, { columns }: TableLayout): IdReading | undefined {
	if (columns.id === undefined) return undefined;
	const column = columnNamed(table, columns.id);
	const own = columnOf(column);
	if (column.type.kind === "whole") {
		const isWide = column.type.bits > 64;
		return column.isNullable
			? { id: chql`assumeNotNull(${own})`, isAbsent: chql`isNull(${own})`, isWide }
			: { id: own, isWide };
	}
	if (column.type.kind !== "text") return undefined;
	const number = chql`toInt64OrNull(${column.isNullable ? chql`assumeNotNull(${own})` : own})`;
	const absent = chql`isNull(${number})`;
	return {
		id: chql`ifNull(${number}, toInt64(0))`,
		isAbsent: column.isNullable ? chql`(isNull(${own}) OR ${absent})` : absent,
		isWide: false,
	};
}
