import type { ColumnRef } from "../../core/trades/layout/fileLayout";
import type { FileVerdict, TypedColumn } from "../../core/trades/verdict";
import type { FileGroup } from "./fileRows";
import { unitsOf } from "./numbers";
import { raw, type Sql, sql, textValue } from "./sql";
import type { NumberForm, SumScale } from "./sumStatement";
import { type MicrosRange, ROW, tradeRows } from "./tradeRows";

/** Files that are read alike, with what their verdicts permit. */
export interface SumGroup {
	readonly group: FileGroup;
	readonly verdicts: readonly FileVerdict[];
}

export interface SumRowsOptions {
	readonly symbol: string;
	readonly scale: SumScale;
	readonly form: NumberForm;
	/** Trades outside of it are not needed. */
	readonly range: MicrosRange;
	/** Rows say their number, `r`, as they stand one behind the other. */
	readonly numbered?: boolean;
}

const NUMBER = raw("row_number() OVER () AS r");

/** Digits of a double that are surely those of its shortest decimal. */
const DOUBLE_DIGITS = 15;
const INTEGER_TYPE = /^U?(TINY|SMALL|BIG)?INT(EGER)?$/;
const DECIMAL_TYPE = /^DECIMAL\(\d+,\d+\)$/;

/**
 * The trades of a symbol: `t` epoch microseconds, `p` and `q` as exact numbers, `s` the taker, `n` trades, `i` the
 * id as a whole number and `file`. The fastest way that the verdicts permit; units in whole numbers only where
 * `areWhole` says so.
 */
export function sumRows(from: SumGroup, options: SumRowsOptions): Sql {
	const { group, verdicts } = from;
	const some = (test: (verdict: FileVerdict) => boolean) => verdicts.some(test);
	if (options.form === "wide" || some(({ duplicates }) => duplicates > 0)) {
		return textRows(from, options);
	}
	const digits = Math.max(options.scale.priceDigits, options.scale.sizeDigits);
	const { layout } = group;
	if (layout.format === "parquet") {
		return hasExactTypes(group, digits) ? typedRows(from, options) : textRows(from, options);
	}
	const isPlain =
		layout.format === "csv" &&
		layout.time !== "text" &&
		!layout.decimalComma &&
		layout.only === undefined &&
		!some(
			({ bad, wholeTimes, hasExponents }) =>
				bad.count > 0 || !wholeTimes || (hasExponents && digits > DOUBLE_DIGITS),
		);
	const types = isPlain ? parsedTypes(group, options.scale) : undefined;
	return types === undefined ? textRows(from, options) : typedRows(from, options, types);
}

/**
 * Whether prices and sizes of files are had as whole units by one multiplication, which is cheaper than a decimal:
 * a double of up to 15 digits times a power of ten is nearer to the whole number that it stands for than to any other.
 */
export function areWhole(verdicts: readonly FileVerdict[], scale: SumScale): boolean {
	return verdicts.every(
		({ layout, schema = [], duplicates }) =>
			layout.format === "parquet" &&
			duplicates === 0 &&
			Math.max(scale.priceDigits, scale.sizeDigits) <= DOUBLE_DIGITS &&
			[layout.columns.price, layout.columns.size].every((name) => {
				const type = typeOf(schema, name);
				return type === "DOUBLE" || INTEGER_TYPE.test(type);
			}),
	);
}

/** A price or size on its scale, from a decimal that stands for it times `10 ** shift`. */
function rescaled(decimal: Sql, places: number, shift: number): Sql {
	return shift === 0
		? decimal
		: sql`(${decimal} * ${raw(`'0.${"1".padStart(shift, "0")}'::DECIMAL(${shift},${shift})`)})::DECIMAL(18,${places})`;
}

function symbolFilter({ layout }: FileGroup, symbol: string): Sql {
	return layout.columns.symbol === undefined ? raw("true") : sql`y = ${textValue(symbol)}`;
}

const haveWholeIds = (verdicts: readonly FileVerdict[]) =>
	verdicts.every(({ hasNumericIds }) => hasNumericIds);

/** Everything is read as text, rows that are no trades are left out, and numbers are made exactly. */
function textRows(
	{ group, verdicts }: SumGroup,
	{ symbol, scale, form, range, numbered }: SumRowsOptions,
): Sql {
	const shift = group.layout.priceScale;
	const number = (text: Sql, places: number, scaledBy: number) =>
		form === "wide"
			? unitsOf(text, places - scaledBy)
			: rescaled(sql`TRY_CAST(${text} AS DECIMAL(18,${places - scaledBy}))`, places, scaledBy);
	const isSome = (test: (verdict: FileVerdict) => boolean) => verdicts.some(test);
	const hasBad = isSome(({ bad }) => bad.count > 0);
	const skips = hasBad && group.layout.format !== "parquet";
	const rows = tradeRows(group, { skips, wholeIds: haveWholeIds(verdicts) }, range);
	const conditions = sql`${symbolFilter(group, symbol)}${raw(hasBad ? " AND bad IS NULL" : "")}`;
	// Copies are looked for in any order, so the number is taken in front of that; the first of them stays.
	const good = sql`SELECT *${numbered === true ? sql`, ${NUMBER}` : raw("")} FROM (${rows}) WHERE ${conditions}`;
	const order = raw(numbered === true ? " ORDER BY r" : "");
	const once = isSome(({ duplicates }) => duplicates > 0)
		? sql`SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY file, y, i, t, p, q, s${order}) AS copy FROM (${good})) WHERE copy = 1 OR coalesce(i, '') = ''`
		: good;
	return sql`SELECT t, ${number(ROW.price, scale.pricePlaces, shift)} AS p, ${number(ROW.size, scale.sizePlaces, 0)} AS q, s, n, ${ROW.wholeId} AS i, file${raw(numbered === true ? ", r" : "")} FROM (${once})`;
}

/** Numbers that are decimals already, or that the database parses as such while it reads. */
function typedRows(
	{ group, verdicts }: SumGroup,
	{ symbol, scale, form, range, numbered }: SumRowsOptions,
	types?: ReadonlyMap<number, string>,
): Sql {
	const hasBad = verdicts.some(({ bad }) => bad.count > 0);
	const wholeIds = haveWholeIds(verdicts);
	const rows = tradeRows(group, { wholeIds, ...(types !== undefined && { types }) }, range);
	const cast = raw(hasBad ? "TRY_CAST" : "CAST");
	const { priceScale, side } = group.layout;
	const pricePlaces = scale.pricePlaces - priceScale;
	const isWhole = form === "whole";
	const number = (value: string, places: number) =>
		isWhole
			? sql`${cast}(${raw(value)} * ${raw(`1e${places}`)} AS BIGINT)`
			: sql`${cast}(${raw(value)} AS DECIMAL(18,${places}))`;
	const price = number("pc", pricePlaces);
	const size = number("qc", scale.sizePlaces);
	const conditions = sql`${symbolFilter(group, symbol)}${raw(hasBad ? " AND bad IS NULL" : "")}`;
	return sql`SELECT t, ${isWhole ? price : rescaled(price, scale.pricePlaces, priceScale)} AS p, ${side.of === "amountSign" ? sql`abs(${size})` : size} AS q, s, n, ${ROW.wholeId} AS i, file${numbered === true ? sql`, ${NUMBER}` : raw("")} FROM (${rows}) WHERE ${conditions}`;
}

/** Types of a CSV's columns, where each says one thing. */
function parsedTypes(
	{ layout }: FileGroup,
	scale: SumScale,
): ReadonlyMap<number, string> | undefined {
	const { columns, priceScale } = layout;
	const used: readonly unknown[] = Object.values(columns);
	if (new Set(used).size < used.length) return undefined;
	return new Map([
		[Number(columns.time), "BIGINT"],
		[Number(columns.price), `DECIMAL(18,${scale.pricePlaces - priceScale})`],
		[Number(columns.size), `DECIMAL(18,${scale.sizePlaces})`],
	]);
}

function hasExactTypes({ layout, columns = [] }: FileGroup, digits: number): boolean {
	return [layout.columns.price, layout.columns.size].every((name) => {
		const type = typeOf(columns, name);
		const isExact = INTEGER_TYPE.test(type) || DECIMAL_TYPE.test(type);
		return isExact || (type === "DOUBLE" && digits <= DOUBLE_DIGITS);
	});
}

function typeOf(columns: readonly TypedColumn[], name: ColumnRef): string {
	return columns.find((column) => column.name === name)?.type ?? "VARCHAR";
}
