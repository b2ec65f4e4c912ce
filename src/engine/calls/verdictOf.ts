import { valueOf } from "../../core/at";
import { type Decimal, readDecimal, shortestDecimal, unitsAt } from "../../core/decimal";
import { DAY_MS, epochMs } from "../../core/time";
import type { TradesFile } from "../../core/trades/engine";
import { TAKER_UNKNOWN } from "../../core/trades/trades";
import type { BadRow, DayVerdict, FileVerdict, SymbolVerdict } from "../../core/trades/verdict";
import {
	type Columns,
	numberAt,
	rowCount,
	type Session,
	type Task,
	textAt,
	wholeAt,
} from "../database";
import { greatestDivisor } from "../divisors";
import { fileFault } from "../failure";
import { lineNumbers } from "../files/lineNumbers";
import type { FileGroup, RowOptions } from "../sql/fileRows";
import { digitsOf, type PlainVerdict, shortened } from "../plain/plainTally";
import { MOST_DIGITS, placesOf } from "../sql/numbers";
import { orderOf, type RowSteps } from "../rowOrder";
import { raw, type Sql, sql } from "../sql/sql";
import { ROW, tradeRows } from "../sql/tradeRows";
import { type TypedRows, typedRowsOf } from "../sql/typedRows";
import { type JudgedRows, TypedJudge } from "../typed/judgedRows";
import { RepeatedKeys } from "../typed/repeatedKeys";
import { RowGroups } from "../typed/rowGroups";
import { pairsOf, wholeOf } from "../typed/wholes";
import { statedGroups } from "./parquetCheck";

const MOST_SHOWN = 100;
const LONGEST_SHOWN = 200;
const DAY_MICROS = DAY_MS * 1_000;
const NO_EQUAL_ROWS = { duplicates: 0, repeatedIds: 0, equalRows: 0 };
const UNREADABLE: BadRow["problem"] = "unreadable";

/** One pass over all rows of a file, and a second where order or equal rows cannot be told from the first. */
export async function verdictOf(
	session: Session,
	{ version, layout }: TradesFile,
	group: FileGroup,
): Promise<FileVerdict> {
	const { path } = version;
	const hasLines = layout.format === "csv" || layout.format === "ndjson";
	await session.query(sql`DROP TABLE IF EXISTS reject_errors`, path);
	await session.query(sql`DROP TABLE IF EXISTS reject_scans`, path);
	const found = await session.query(
		judgeStatement(tradeRows(group, hasLines ? { rejects: true } : {})),
		path,
	);
	const rejected = hasLines ? await rejectedLines(session, path) : NO_LINES;
	const rows = summaryOf(found, rejected.count);
	const symbols = symbolsOf(found, layout.symbol ?? "", layout.priceScale);
	const prices = symbols.flatMap(({ prices }) => prices);
	// An instrument may have had a million prices, and a call takes no list of so many arguments.
	const priceDecimals = prices.reduce((most, { places }) => Math.max(most, places), 0);
	const sizeDecimals = rows.sizePlaces;
	const priceDigits = digitsOf(prices, priceDecimals);
	const sizeDigits = digitsOf(
		symbols.map(({ largestSize }) => largestSize),
		sizeDecimals,
	);
	if (priceDigits > MOST_DIGITS || sizeDigits > MOST_DIGITS) throw fileFault(path, "digits");

	const clean = { group, options: { skips: rejected.count > 0 }, onlyGood: rows.bad > 0 };
	const hasIds = layout.columns.id !== undefined;
	const steps = await stepsOf(session, path, clean, hasIds);
	const { isUnique, ...order } = orderOf(steps, { rows: rows.good, hasIds });
	const equal = isUnique
		? NO_EQUAL_ROWS
		: await equalRowsOf(session, path, clean, {
				rows: rows.good,
				hasNumericIds: order.hasNumericIds,
			});
	const badRows = rows.bad > 0 ? await firstBad(session, path, clean, rejected.first) : [];
	return {
		version,
		layout,
		trades: rows.trades,
		bad: {
			count: rows.bad,
			first: badRows,
		},
		priceDecimals,
		sizeDecimals,
		priceDigits,
		sizeDigits,
		...order,
		...equal,
		unknownSide: rows.unknownSide,
		wholeTimes: rows.wholeTimes,
		hasExponents: rows.hasExponents,
		...(group.columns !== undefined && { schema: group.columns }),
		symbols: symbols.map(({ prices: ofSymbol, ...symbol }) => ({
			...symbol,
			tick: tickOf(ofSymbol, priceDecimals),
		})),
	};
}

/** Groups of rows by what is wrong with them, by symbol and price, by symbol and day: one scan for all. */
function judgeStatement(rows: Sql): Sql {
	const { bad, symbol, price, time } = ROW;
	const good = (value: Sql) => sql`CASE WHEN ${bad} IS NULL THEN ${value} END`;
	const day = sql`(${time} - ((${time} % ${DAY_MICROS}) + ${DAY_MICROS}) % ${DAY_MICROS})`;
	const keyed = sql`SELECT *, ${good(symbol)} AS gy, ${good(price)} AS gp, ${good(day)} AS gd FROM (${rows})`;
	const isExponent = (text: Sql) => sql`contains(lower(${text}), 'e')`;
	return sql`SELECT GROUPING(bad), GROUPING(gp), bad, gy, gp, gd, count(*), sum(${ROW.count})::BIGINT, min(${time}), max(${time}), min(${ROW.priceDouble}), max(${ROW.priceDouble}), arg_max(${ROW.size}, ${ROW.sizeDouble}), max(${placesOf(ROW.size)})::BIGINT, bool_or(${isExponent(price)} OR ${isExponent(ROW.size)}), count(*) FILTER (${ROW.side} = ${TAKER_UNKNOWN}), bool_and(${ROW.wholeTime}) FROM (${keyed}) GROUP BY GROUPING SETS ((bad), (gy, gp), (gy, gd))`;
}

/** Columns of that statement. */
const AT = {
	isNotByBad: 0,
	isNotByPrice: 1,
	bad: 2,
	symbol: 3,
	price: 4,
	day: 5,
	rows: 6,
	trades: 7,
	first: 8,
	last: 9,
	low: 10,
	high: 11,
	largest: 12,
	sizePlaces: 13,
	exponent: 14,
	unknown: 15,
	wholeTimes: 16,
};

interface RowSummary {
	readonly good: number;
	readonly bad: number;
	readonly trades: number;
	readonly sizePlaces: number;
	readonly unknownSide: number;
	readonly wholeTimes: boolean;
	readonly hasExponents: boolean;
}

function summaryOf(found: Columns, rejected: number): RowSummary {
	let summary: RowSummary = {
		good: 0,
		bad: rejected,
		trades: 0,
		sizePlaces: 0,
		unknownSide: 0,
		wholeTimes: true,
		hasExponents: false,
	};
	for (let row = 0; row < rowCount(found); row++) {
		if (numberAt(found, AT.isNotByBad, row) !== 0) continue;
		if (textAt(found, AT.bad, row) !== undefined) {
			summary = { ...summary, bad: summary.bad + numberAt(found, AT.rows, row) };
			continue;
		}
		summary = {
			...summary,
			good: numberAt(found, AT.rows, row),
			trades: numberAt(found, AT.trades, row),
			sizePlaces: numberAt(found, AT.sizePlaces, row),
			unknownSide: numberAt(found, AT.unknown, row),
			wholeTimes: found[AT.wholeTimes]?.[row] === true,
			hasExponents: found[AT.exponent]?.[row] === true,
		};
	}
	return summary;
}

interface FoundSymbol extends Omit<SymbolVerdict, "tick"> {
	readonly prices: readonly Decimal[];
}

function symbolsOf(found: Columns, only: string, priceScale: number): readonly FoundSymbol[] {
	const prices = new Map<string, Decimal[]>();
	const days = new Map<string, { readonly verdict: DayVerdict; readonly row: number }[]>();
	const inList = <Value>(map: Map<string, Value[]>, key: string): Value[] => {
		const list = map.get(key) ?? [];
		map.set(key, list);
		return list;
	};
	const scaled = ({ units, places }: Decimal): Decimal => ({ units, places: places + priceScale });
	for (let row = 0; row < rowCount(found); row++) {
		if (numberAt(found, AT.isNotByBad, row) === 0) continue;
		const symbol = textAt(found, AT.symbol, row) ?? only;
		if (numberAt(found, AT.isNotByPrice, row) === 0) {
			const price = textAt(found, AT.price, row);
			if (price !== undefined) inList(prices, symbol).push(shortened(scaled(decimalOf(price))));
			continue;
		}
		const day = textAt(found, AT.day, row);
		if (day === undefined) continue;
		inList(days, symbol).push({
			row,
			verdict: {
				day: epochMs(Number(BigInt(day) / 1_000n)),
				trades: numberAt(found, AT.trades, row),
				low: shortened(scaled(shortestDecimal(numberAt(found, AT.low, row)))),
				high: shortened(scaled(shortestDecimal(numberAt(found, AT.high, row)))),
			},
		});
	}
	return Array.from(days, ([symbol, ofSymbol]) => {
		const first = ofSymbol.map(({ row }) => wholeAt(found, AT.first, row)).reduce(least);
		const last = ofSymbol.map(({ row }) => wholeAt(found, AT.last, row)).reduce(greatest);
		const sizes = ofSymbol.map(({ row }) => decimalOf(textAt(found, AT.largest, row) ?? "0"));
		return {
			symbol,
			trades: ofSymbol.reduce((sum, { verdict }) => sum + verdict.trades, 0),
			span: { from: epochMs(millis(first)), to: epochMs(millis(last) + 1) },
			days: ofSymbol.map(({ verdict }) => verdict).sort((a, b) => a.day - b.day),
			largestSize: shortened(sizes.reduce(larger)),
			prices: prices.get(symbol) ?? [],
		};
	}).sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);
const greatest = (a: bigint, b: bigint) => (a > b ? a : b);

/** Whole milliseconds, cut towards the past. */
function millis(micros: bigint): number {
	const cut = micros / 1_000n;
	return Number(micros % 1_000n < 0n ? cut - 1n : cut);
}

/** A number as files write them, with nothing in front of or behind its point. */
function decimalOf(text: string): Decimal {
	return readDecimal(text.replace(/^\./, "0.").replace(/\.(?=$|[eE])/, ""));
}

function larger(a: Decimal, b: Decimal): Decimal {
	const places = Math.max(a.places, b.places);
	return unitsAt(a, places) >= unitsAt(b, places) ? a : b;
}

/** Greatest common divisor of prices on one scale. */
function tickOf(prices: readonly Decimal[], places: number): Decimal {
	let divisor = 0n;
	for (const price of prices) {
		divisor = greatestDivisor(divisor, unitsAt(price, places));
		if (divisor === 1n) break;
	}
	return shortened({ units: divisor, places });
}

/** The verdict on a file whose rows are plain and of which none can be equal. */
export function uniqueVerdict(
	{ version, layout }: TradesFile,
	{ isUnique: _isUnique, ...plain }: PlainVerdict,
): FileVerdict {
	return { version, layout, ...plain, ...NO_EQUAL_ROWS };
}

/** The verdict on a file whose rows are plain: only equal ones are looked for in the database. */
export async function verdictOfPlain(
	session: Session,
	{ version, layout }: TradesFile,
	group: FileGroup,
	{ isUnique, ...plain }: PlainVerdict,
): Promise<FileVerdict> {
	const clean = { group, options: { skips: false }, onlyGood: false };
	const equal = isUnique
		? NO_EQUAL_ROWS
		: await equalRowsOf(session, version.path, clean, { ...plain, rows: plain.trades });
	return { version, layout, ...plain, ...equal };
}

/**
 * The verdict on a Parquet file whose columns are numbers by their types, from one pass that makes no texts of them;
 * `undefined` where only texts can tell, or why rows are missing. Rejects with `Failure` where its rows are not what it
 * says of them.
 */
export async function verdictOfTyped(
	session: Session,
	{ version, layout }: TradesFile,
	group: FileGroup,
	task: Task,
): Promise<FileVerdict | undefined> {
	const { path } = version;
	const typed = typedRowsOf(group);
	if (typed === undefined) return undefined;
	const stated = await statedGroups(session, path, group, typed);
	const groups = new RowGroups(stated, ["whole", typed.price.kind, typed.size.kind]);
	const judge = new TypedJudge(typed, layout.priceScale, layout.side.of === "amountSign");
	let isPlain = true;
	await session.stream(typed.statement, path, (block) => {
		const numbers = pairsOf(block.bytes(typed.at.number, 8));
		const first = wholeOf(numbers, 0);
		isPlain = wholeOf(numbers, block.rows - 1) - first === block.rows - 1;
		if (!isPlain) return false;
		groups.take(block, first);
		task.onProgress(groups.share);
		isPlain = judge.take(block, first);
		return isPlain;
	});
	const found = isPlain && groups.isWhole ? judge.finish() : undefined;
	if (found === undefined) return undefined;
	if (groups.hasOthers) throw fileFault(path, "wrongStatistics");
	const { good, bad, steps, symbols: bySymbol, ...rows } = found;
	const symbols = await namedSymbols(session, path, typed, layout.symbol ?? "", bySymbol);
	if (symbols === undefined) return undefined;

	const clean = { group, options: { skips: false }, onlyGood: bad > 0 };
	const hasIds = layout.columns.id !== undefined;
	const { isUnique, ...order } = orderOf(steps, { rows: good, hasIds });
	const equal = isUnique
		? NO_EQUAL_ROWS
		: await equalRowsOf(session, path, clean, { rows: good, hasNumericIds: order.hasNumericIds });
	return {
		version,
		layout,
		...rows,
		...order,
		...equal,
		bad: { count: bad, first: bad > 0 ? await firstBad(session, path, clean, []) : [] },
		wholeTimes: typed.time !== "moment" || good === 0,
		...(group.columns !== undefined && { schema: group.columns }),
		symbols,
	};
}

/** Gives symbols their names; `undefined` where one has none, or where two have one hash. */
async function namedSymbols(
	session: Session,
	path: string,
	{ symbols: named }: TypedRows,
	only: string,
	symbols: JudgedRows["symbols"],
): Promise<readonly SymbolVerdict[] | undefined> {
	const names = new Map<bigint, string>([[0n, only]]);
	if (named !== undefined) {
		const found = await session.query(named, path);
		names.clear();
		for (let row = 0; row < rowCount(found); row++) {
			const name = textAt(found, 0, row) ?? "";
			const hash = wholeAt(found, 1, row);
			if (name === "" || names.has(hash)) return undefined;
			names.set(hash, name);
		}
	}
	return Array.from(symbols, ([hash, verdict]) => ({
		symbol: valueOf(names, hash),
		...verdict,
	})).sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

/** How the rows of a file that are trades are read again. */
interface CleanRows {
	readonly group: FileGroup;
	readonly options: RowOptions;
	/** Whether others have to be left out. */
	readonly onlyGood: boolean;
}

function goodRows({ group, options, onlyGood }: CleanRows): Sql {
	const rows = tradeRows(group, options);
	return onlyGood ? sql`SELECT * FROM (${rows}) WHERE ${ROW.bad} IS NULL` : rows;
}

/** How times and ids follow each other from row to row. */
async function stepsOf(
	session: Session,
	path: string,
	clean: CleanRows,
	hasIds: boolean,
): Promise<RowSteps> {
	const id = hasIds ? ROW.wholeId : raw("NULL::BIGINT");
	const steps = sql`SELECT t, id, lag(t) OVER () AS lt, lag(id) OVER () AS lid FROM (SELECT ${ROW.time} AS t, ${id} AS id FROM (${goodRows(clean)}))`;
	const found = await session.query(
		sql`SELECT count(*) FILTER (t < lt), count(*) FILTER (t = lt), count(*) FILTER (t > lt), count(*) FILTER (id IS NULL), count(*) FILTER (id < lid), count(*) FILTER (id = lid), count(*) FILTER (id > lid) FROM (${steps})`,
		path,
	);
	const [falls = 0, stays = 0, rises = 0, withoutId = 0, idFalls = 0, idStays = 0, idRises = 0] =
		found.map((_, column) => numberAt(found, column, 0));
	return {
		times: { falls, stays, rises },
		ids: { falls: idFalls, stays: idStays, rises: idRises },
		hasNumericIds: withoutId === 0,
	};
}

/**
 * Rows that are equal to others. An id that is empty is none. Only rows whose keys stand in the file twice are
 * compared: a first pass over all keys finds those, and some others, with far less memory than comparing takes.
 */
async function equalRowsOf(
	session: Session,
	path: string,
	{ group, options: common, onlyGood }: CleanRows,
	{ rows, hasNumericIds }: { readonly rows: number; readonly hasNumericIds: boolean },
) {
	const rowsWith = (further: RowOptions) =>
		goodRows({ group, options: { ...common, identified: hasNumericIds, ...further }, onlyGood });
	const keys = new RepeatedKeys(rows);
	const keyed = rowsWith({ keyed: true });
	await session.stream(sql`SELECT ${ROW.key} FROM (${keyed})`, path, (block) => {
		keys.take(pairsOf(block.bytes(0, 8)));
		return true;
	});
	const isWhole = keys.count === rows;
	if (isWhole && keys.isEmpty) return NO_EQUAL_ROWS;
	const noted = rowsWith(isWhole ? { among: keys } : {});
	const found = await session.query(
		sql`WITH kinds AS MATERIALIZED (SELECT ${ROW.symbol} AS y, nullif(${ROW.id}, '') AS i, ${ROW.time} AS t, ${ROW.price} AS p, ${ROW.size} AS q, ${ROW.side} AS s, count(*) AS c FROM (${noted}) GROUP BY ALL) SELECT (SELECT coalesce(sum(c - 1), 0)::BIGINT FROM kinds WHERE i IS NOT NULL), (SELECT count(*) FROM (SELECT y, i FROM kinds WHERE i IS NOT NULL GROUP BY y, i HAVING count(*) > 1)), (SELECT coalesce(sum(c - 1), 0)::BIGINT FROM kinds WHERE i IS NULL)`,
		path,
	);
	return {
		duplicates: numberAt(found, 0, 0),
		repeatedIds: numberAt(found, 1, 0),
		equalRows: numberAt(found, 2, 0),
	};
}

/** The first rows that are no trades, in the order of their lines. */
async function firstBad(
	session: Session,
	path: string,
	{ group, options }: CleanRows,
	rejected: readonly RejectedLine[],
): Promise<readonly BadRow[]> {
	const { layout } = group;
	const numbered = sql`SELECT ${ROW.bad} AS bad, left(${ROW.text}, ${LONGEST_SHOWN}) AS line, row_number() OVER () AS r FROM (${tradeRows(group, options)})`;
	const found = await session.query(
		sql`SELECT r, line, bad FROM (${numbered}) WHERE bad IS NOT NULL LIMIT ${MOST_SHOWN}`,
		path,
	);
	const rows = Array.from({ length: rowCount(found) }, (_, row) => numberAt(found, 0, row));
	const hasLines = layout.format === "csv" || layout.format === "ndjson";
	const places = rejected.map(({ place }) => place);
	const lines = hasLines
		? await lineNumbers(group.paths[0] ?? path, layout, { rows, places })
		: undefined;
	const skipped = layout.csv?.skippedLines ?? 0;
	return [
		...rows.map((number, row) => ({
			line: lines?.ofRow.get(number) ?? skipped + number,
			text: textAt(found, 1, row) ?? "",
			problem: (textAt(found, 2, row) ?? UNREADABLE) as BadRow["problem"],
		})),
		...rejected.map(({ line, text, place }) => ({
			line: lines?.ofPlace.get(place) ?? line,
			text,
			problem: UNREADABLE,
		})),
	]
		.sort((a, b) => a.line - b.line)
		.slice(0, MOST_SHOWN);
}

/** A line that the database could not take apart, and where it stumbled, in bytes from 0. */
interface RejectedLine {
	readonly line: number;
	readonly text: string;
	readonly place: number;
}

const NO_LINES = { count: 0, first: [] };

async function rejectedLines(
	session: Session,
	path: string,
): Promise<{ readonly count: number; readonly first: readonly RejectedLine[] }> {
	const counts = await session.query(sql`SELECT count(DISTINCT line) FROM reject_errors`, path);
	const first = await session.query(
		sql`SELECT line, left(ltrim(any_value(csv_line), chr(10) || chr(13)), ${LONGEST_SHOWN}), min(byte_position) FROM reject_errors GROUP BY line ORDER BY line LIMIT ${MOST_SHOWN}`,
		path,
	);
	return {
		count: numberAt(counts, 0, 0),
		first: Array.from({ length: rowCount(first) }, (_, row) => ({
			line: numberAt(first, 0, row),
			text: textAt(first, 1, row) ?? "",
			place: numberAt(first, 2, row) - 1,
		})),
	};
}
