import type { ColumnRef, FileLayout } from "../../core/trades/layout/fileLayout";
import { TAKER_BOUGHT, TAKER_SOLD, TAKER_UNKNOWN } from "../../core/trades/trades";
import {
	type FileColumn,
	type FileGroup,
	type FileRows,
	fileRows,
	type RowOptions,
} from "./fileRows";
import { isPositive } from "./numbers";
import { NOTED_BITS, type RepeatedKeys } from "../typed/repeatedKeys";
import { bytesValue, join, raw, type Sql, sql, textValue } from "./sql";
import { microsOfText, microsOfTyped, microsOfWhole, wholeMicros } from "./times";

const isText = ({ type }: FileColumn) => type === "VARCHAR";
/** Types of whole numbers. */
export const WHOLE = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const MOMENT = /^(TIMESTAMP|DATE)/;

/** A column's values as texts without spaces around them. */
export function textOf(column: FileColumn): Sql {
	return isText(column) ? sql`trim(${column.value})` : sql`${column.value}::VARCHAR`;
}

function withPoint(text: Sql, { decimalComma }: FileLayout): Sql {
	return decimalComma ? sql`replace(${text}, ',', '.')` : text;
}

function microsOf(layout: FileLayout, column: FileColumn): Sql {
	if (isText(column)) return microsOfText(layout, sql`trim(${column.value})`);
	if (MOMENT.test(column.type)) return microsOfTyped(layout, column.value, column.type);
	return WHOLE.test(column.type)
		? microsOfWhole(layout, sql`${column.value}::BIGINT`)
		: microsOfText(layout, sql`${column.value}::VARCHAR`);
}

/** `buy`, `Buy`, `BUY`. */
function spellings(word: string): readonly string[] {
	const lower = word.toLowerCase();
	return [lower, `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`, lower.toUpperCase()].filter(
		// Letters that two others are the large form of would not come back.
		(one) => /^[\x20-\x7e]+$/.test(one) && one === one.trim(),
	);
}

/** Which taker a row names. */
export function sideOf(
	layout: FileLayout,
	column: FileColumn | undefined,
	size: FileColumn,
	written: Sql,
): Sql {
	const { side } = layout;
	if (side.of === "amountSign") {
		const isSold = isText(size) ? sql`starts_with(${written}, '-')` : sql`${size.value} < 0`;
		return sql`CASE WHEN ${isSold} THEN ${TAKER_SOLD} ELSE ${TAKER_BOUGHT} END`;
	}
	if (side.of === "nobody" || column === undefined) return raw(String(TAKER_UNKNOWN));
	const [bought, sold] = side.of === "taker" ? [side.buy, side.sell] : [side.sell, side.buy];
	const says = (list: readonly string[], word: string) =>
		list.some((one) => one.toLowerCase() === word);
	if (column.type === "BOOLEAN") {
		const takerOf = (word: string) =>
			says(bought, word) ? TAKER_BOUGHT : says(sold, word) ? TAKER_SOLD : TAKER_UNKNOWN;
		return sql`CASE WHEN ${column.value} THEN ${takerOf("true")} WHEN NOT ${column.value} THEN ${takerOf("false")} ELSE ${TAKER_UNKNOWN} END`;
	}
	const words = (list: readonly string[], value: Sql) =>
		list.length === 0
			? raw("false")
			: sql`${value} IN (${join(
					list.map((word) => sql`${textValue(word)}`),
					", ",
				)})`;
	const anyCase = (list: readonly string[]) => [...new Set(list.map((word) => word.toLowerCase()))];
	// Most files write a word in one of these ways; any other is looked at more closely.
	const asWritten = (list: readonly string[]) => [...new Set(list.flatMap(spellings))];
	const quick = isText(column)
		? sql`WHEN ${words(asWritten(bought), column.value)} THEN ${TAKER_BOUGHT} WHEN ${words(asWritten(sold), column.value)} THEN ${TAKER_SOLD} `
		: raw("");
	const lower = sql`lower(${textOf(column)})`;
	return sql`CASE ${quick}WHEN ${words(anyCase(bought), lower)} THEN ${TAKER_BOUGHT} WHEN ${words(anyCase(sold), lower)} THEN ${TAKER_SOLD} ELSE ${TAKER_UNKNOWN} END`;
}

/** What every row of trades says, in names that do not depend on its file. */
export const ROW = {
	/** Epoch microseconds. */
	time: raw("t"),
	/** Price and size as texts without a sign, as they stand in the file. */
	price: raw("p"),
	size: raw("q"),
	priceDouble: raw("pd"),
	sizeDouble: raw("qd"),
	/** `TAKER_BOUGHT`, `TAKER_SOLD` or `TAKER_UNKNOWN`. */
	side: raw("s"),
	/** Symbol and id as texts; NULL where there is none. */
	symbol: raw("y"),
	id: raw("i"),
	/** The id as a whole number; NULL where it is none. */
	wholeId: raw("wi"),
	/** Whether the time is a whole number. */
	wholeTime: raw("w"),
	/** How many trades the row adds up. */
	count: raw("n"),
	/** Why it is no trade, NULL where it is one. */
	bad: raw("bad"),
	/** The row as text. */
	text: raw("line"),
	/** Name of its file, where there are several. */
	file: raw("file"),
	/** Of 64 bits, the same for rows that are equal or that share an id. */
	key: raw("k"),
};

/** A stretch of time in epoch microseconds, its end outside. */
export interface MicrosRange {
	readonly from: bigint;
	readonly to: bigint;
}

const WITH_ZONE = "TIMESTAMP WITH TIME ZONE";

/**
 * Conditions on a time column as it stands in the file, by which whole groups of rows are skipped. They keep at
 * least the rows of the range; none where the column cannot be compared.
 */
function rangeOf(rows: FileRows, layout: FileLayout, { from, to }: MicrosRange): readonly Sql[] {
	if (layout.format !== "parquet" || layout.timeBase !== undefined) return [];
	const { value, type } = rows.column(layout.columns.time);
	const unit = wholeMicros(layout.time);
	if (type === "BIGINT" && unit > 0n) {
		return [
			sql`${value} >= ${raw(`${from / unit - 1n}`)}`,
			sql`${value} <= ${raw(`${to / unit + 1n}`)}`,
		];
	}
	const isMoment = type === WITH_ZONE || (type === "TIMESTAMP" && layout.zone === "UTC");
	if (!isMoment) return [];
	const moment = (micros: bigint) =>
		type === WITH_ZONE
			? raw(`make_timestamptz(${micros}::BIGINT)`)
			: raw(`make_timestamp(${micros}::BIGINT)`);
	return [sql`${value} >= ${moment(from)}`, sql`${value} < ${moment(to)}`];
}

function whereOf(conditions: readonly Sql[]): Sql {
	return sql` WHERE ${join(conditions, " AND ")}`;
}

/** Rows of files as trades: all as text, nothing is lost or rounded. Rows that are none say why. */
export function tradeRows(group: FileGroup, options: RowOptions = {}, range?: MicrosRange): Sql {
	const rows = fileRows(group, options);
	const { layout } = group;
	const { columns } = layout;
	const text = (ref: ColumnRef | undefined) =>
		ref === undefined ? undefined : textOf(rows.column(ref));
	const side = columns.side === undefined ? undefined : rows.column(columns.side);
	const id = columns.id === undefined ? undefined : rows.column(columns.id);
	const price = withPoint(textOf(rows.column(columns.price)), layout);
	const written = withPoint(textOf(rows.column(columns.size)), layout);
	const size =
		layout.side.of === "amountSign" ? sql`ltrim(${written}, '+-')` : sql`ltrim(${written}, '+')`;
	const [time, taker] = [
		microsOf(layout, rows.column(columns.time)),
		sideOf(layout, side, rows.column(columns.size), written),
	];
	const symbol = symbolOf(rows, layout);
	const idText = text(columns.id);
	const priceText = sql`ltrim(${price}, '+')`;
	// Numbers that are no texts are equal where their texts are, and are compared faster.
	const own = (ref: ColumnRef, of: Sql) => (isText(rows.column(ref)) ? of : rows.column(ref).value);
	const values = [time, own(columns.price, priceText), own(columns.size, size), taker];
	const key = keyOf(symbol, idText, options.identified === true ? [] : values);
	const conditions = [
		onlyOf(rows, layout),
		...(options.among === undefined ? [] : [isNoted(key, options.among)]),
		...(range === undefined ? [] : rangeOf(rows, layout, range)),
	];
	const keyed = options.keyed === true ? sql`, ${key} AS k` : raw("");
	const read = sql`SELECT ${time} AS t, ${wholeTimeOf(rows.column(columns.time))} AS w, ${priceText} AS p, ${size} AS q, ${taker} AS s, ${rows.column(columns.price).value} AS pc, ${rows.column(columns.size).value} AS qc, ${symbol ?? raw("NULL")} AS y, ${idText ?? raw("NULL")} AS i, ${wholeIdOf(id, options.wholeIds)} AS wi, ${countOf(rows, layout)} AS n, ${rows.problem} AS problem, ${rows.text} AS line, ${rows.file} AS file${keyed} FROM ${rows.from}${whereOf(conditions)}`;
	const doubled = sql`SELECT *, TRY_CAST(p AS DOUBLE) AS pd, TRY_CAST(q AS DOUBLE) AS qd FROM (${read})`;
	const bad = sql`CASE WHEN problem IS NOT NULL THEN problem WHEN t IS NULL THEN 'time' WHEN NOT ${isPositive(ROW.price, ROW.priceDouble)} THEN 'price' WHEN NOT ${isPositive(ROW.size, ROW.sizeDouble)} THEN 'size' END`;
	return sql`SELECT *, ${bad} AS bad FROM (${doubled})`;
}

/** A hash of symbol and id; of symbol and all values where there is no id, if there are such rows. */
function keyOf(symbol: Sql | undefined, id: Sql | undefined, values: readonly Sql[]): Sql {
	const front = symbol === undefined ? [] : [symbol];
	if (id === undefined) return sql`hash(${join([...front, ...values], ", ")})`;
	// An id that is empty is none.
	if (values.length === 0) return sql`hash(${join([...front, id], ", ")})`;
	const some = sql`nullif(${id}, '')`;
	const further = sql`CASE WHEN ${some} IS NULL THEN hash(${join(values, ", ")}) END`;
	return sql`hash(${join([...front, some, further], ", ")})`;
}

function isNoted(key: Sql, { noted }: RepeatedKeys): Sql {
	return sql`get_bit(${bytesValue(noted)}::BIT, (${key} & ${2 ** NOTED_BITS - 1})::INTEGER) = 1`;
}

/** The instrument that a row names; rows without a name have an empty one in every format. */
function symbolOf(rows: FileRows, { columns }: FileLayout): Sql | undefined {
	return columns.symbol === undefined
		? undefined
		: sql`coalesce(${textOf(rows.column(columns.symbol))}, '')`;
}

/** The id as a whole number; NULL where it is none. */
export function wholeIdOf(id: FileColumn | undefined, areWhole = false): Sql {
	if (id === undefined) return raw("NULL::BIGINT");
	if (WHOLE.test(id.type)) return sql`TRY_CAST(${id.value} AS BIGINT)`;
	// The cast takes no notice of spaces around a number.
	const text = isText(id) ? id.value : textOf(id);
	const whole = sql`TRY_CAST(${text} AS BIGINT)`;
	if (areWhole) return whole;
	// It would round a fraction, and read a power of ten.
	return sql`CASE WHEN regexp_full_match(${text}, '\\s*[+-]?[0-9]+\\s*') THEN ${whole} END`;
}

function wholeTimeOf(column: FileColumn): Sql {
	return isText(column)
		? sql`NOT regexp_matches(${column.value}, '[.eE_]')`
		: raw(String(WHOLE.test(column.type)));
}

/** How many trades a row adds up. */
export function countOf(rows: FileRows, { trades }: FileLayout): Sql {
	if (trades === undefined) return raw("1");
	const whole = (ref: ColumnRef) => sql`TRY_CAST(${textOf(rows.column(ref))} AS BIGINT)`;
	return sql`greatest(coalesce(${whole(trades.last)} - ${whole(trades.first)} + 1, 1), 1)`;
}

/** Leaves out rows that are something else than trades; broken ones stay, to be told of. */
function onlyOf(rows: FileRows, layout: FileLayout): Sql {
	const meant = meantBy(rows, layout);
	return meant === undefined ? raw("true") : sql`(${meant} OR ${rows.problem} IS NOT NULL)`;
}

/** Whether a row is one of those that are trades; `undefined` where all are. */
export function meantBy(rows: FileRows, { only }: FileLayout): Sql | undefined {
	if (only === undefined) return undefined;
	const value = textOf(rows.column(only.column));
	const values = only.values.map((one) => sql`${textValue(one)}`);
	return sql`${value} IN (${join(values, ", ")})`;
}
