import { at } from "../../core/at";
import { alignDown, DAY_MS, type EpochMs, epochMs } from "../../core/time";
import type { SumOptions } from "../../core/trades/source";
import { mostTradesFirst } from "../../core/trades/dataSet/judgedSymbols";
import { TAKER_UNKNOWN } from "../../core/trades/trades";
import type { DayVerdict, SymbolVerdict } from "../../core/trades/verdict";
import { greatestDivisor } from "../divisors";
import type { TextColumns } from "./answer";
import { refusedBecause } from "./failures";
import type { ClickHouseServer, QueryOptions } from "./server";
import { chql, joined, raw, type Statement, textValue } from "./statement";
import { type Table, wholenessOf } from "./table";
import type { TableFacts } from "../../core/trades/table/tableFacts";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import type { TableFindings } from "../../core/trades/table/tables";
import { findFacts, needFacts, tableNumbers } from "./tableFacts";
import { NotExact, notHeld } from "./tableNumbers";
import { columnNamed, idReading, symbolText, takerOf, timeReading } from "./tableRows";
import { type TickReading, trueTicks } from "./tableTicks";
import { freeNames, fromTable, onlyWhere } from "./tableStatement";

export interface JudgeOptions extends SumOptions {
	/** Only days from this one's on (UTC) are looked at; all where there is none. */
	readonly from?: EpochMs;
	/** Days of instruments that are told one by one; of more, stretches of many days stand in the place of days. */
	readonly mostDays?: number;
}

/** Times outside of these years are none: 1970 to 2199. */
const YEARS = { from: 0, to: Date.UTC(2200, 0) };
/** Some fifty megabytes. */
const MOST_DAYS = 200_000;
/** Days that one may stand for, where there are too many of them: of ten thousand instruments over many years. */
const LENGTHS = [1, 30, 365, 36_500] as const;
/** How often all rows are looked at while more come. */
const MOST_TRIES = 2;
/** So many prices of each day tell a tick that is likely to be that of all. */
const PRICES_OF_A_DAY = 16;

/**
 * Looks at every row of a table once, or twice where their numbers have to be known first: instruments, their days and
 * prices. Only days travel.
 *
 * Rejects with `ProviderError`; `badRequest` with its reason where this server cannot read the numbers exactly.
 *
 * @param symbol the instrument of a table without a column of them
 */
export async function judgeTable(
	server: ClickHouseServer,
	table: Table,
	layout: TableLayout,
	symbol: string,
	{ signal, onProgress, from, mostDays = MOST_DAYS }: JudgeOptions,
): Promise<TableFindings> {
	try {
		const needsFacts = needFacts(table, layout);
		/** Rows are read once for what is found out about their numbers, where that is needed, and once for the rest. */
		const optionsOf = (half: 0 | 1): QueryOptions => ({
			signal,
			...(onProgress !== undefined && {
				onProgress: needsFacts ? (share) => onProgress((half + share) / 2) : onProgress,
			}),
			wholeness: wholenessOf(table),
		});
		const where = conditionsOf(server, table, layout, from);
		for (let tries = 1; ; tries++) {
			const facts = await findFacts(server, table, layout, where, optionsOf(0));
			const look = { server, table, layout, symbol, facts, where, mostDays };
			try {
				return await lookAtDays(look, optionsOf(1));
			} catch (error) {
				// Rows with longer numbers may have come in between.
				if (!needsFacts || tries === MOST_TRIES || !(error instanceof NotExact)) throw error;
			}
		}
	} catch (error) {
		if (!(error instanceof NotExact)) throw error;
		throw refusedBecause(server.name, error.reason(server.name));
	}
}

/** Ticks of all prices, in place of those that some tell. */
async function withTrueTicks(
	found: TableFindings,
	made: DaysStatement,
	ask: (statement: Statement) => Promise<TextColumns>,
): Promise<TableFindings> {
	const some = new Map(found.symbols.map(({ symbol, tick }) => [symbol, tick.units]));
	const ticks = await trueTicks(some, { ...made, ask: (figures) => ask(made.bySymbol(figures)) });
	const symbols = found.symbols.map(({ tick, ...one }) => ({
		...one,
		tick: { ...tick, units: ticks.get(one.symbol) ?? tick.units },
	}));
	return { ...found, symbols };
}

function conditionsOf(
	{ dialect }: ClickHouseServer,
	table: Table,
	layout: TableLayout,
	from = epochMs(YEARS.from),
): Statement {
	const column = columnNamed(table, layout.columns.time);
	const time = timeReading(column, layout.timeUnit, dialect);
	const within = time.within(Math.max(alignDown(from, DAY_MS), YEARS.from), YEARS.to);
	const only = onlyWhere(table, layout);
	return only === undefined ? within : chql`${within} AND ${only}`;
}

interface Look {
	readonly server: ClickHouseServer;
	readonly table: Table;
	readonly layout: TableLayout;
	readonly symbol: string;
	readonly facts: TableFacts;
	readonly where: Statement;
	readonly mostDays: number;
}

async function lookAtDays(look: Look, options: QueryOptions): Promise<TableFindings> {
	for (const length of LENGTHS) {
		const made = daysStatement(look, length);
		const days = await look.server.query(made.statement, options);
		if (days.rows <= look.mostDays || length === LENGTHS.at(-1)) {
			const { signal, wholeness } = options;
			return withTrueTicks(readVerdict(days, made, look.facts), made, (statement) =>
				look.server.query(statement, { signal, wholeness }),
			);
		}
	}
	throw new Error("the last length has no limit");
}

/** A statement whose rows are days of instruments, with how its answer is read. */
interface DaysStatement extends Omit<TickReading, "ask"> {
	readonly statement: Statement;
	/** Figures of each instrument. */
	readonly bySymbol: (figures: readonly Statement[]) => Statement;
	readonly pricePlaces: number;
	readonly sizePlaces: number;
	/** Ticks of time in a millisecond. */
	readonly perMs: number;
	/** What one of its rows stands for, in milliseconds. */
	readonly lengthMs: number;
}

/** @param length how many days one row stands for */
function daysStatement(
	{ server, table, layout, symbol, facts, where, mostDays }: Look,
	length: (typeof LENGTHS)[number],
): DaysStatement {
	const { dialect } = server;
	const numbers = tableNumbers(server, table, layout, facts);
	if (numbers === undefined) throw new Error("facts were found out before");
	const { price, size } = numbers;
	const { columns } = layout;
	const time = timeReading(columnNamed(table, columns.time), layout.timeUnit, dialect);
	const ids = idReading(table, layout);
	const free = freeNames(table);
	const [t, p, q, s, y] = [free("t"), free("p"), free("q"), free("s"), free("y")];
	const [good, bad, absent, day] = [free("good"), free("unfit"), free("absent"), free("day")];
	const unfits = [price.isUnfit, size.isUnfit].flatMap((one) => one ?? []);
	const own =
		columns.symbol === undefined
			? chql`${textValue(symbol)}`
			: symbolText(columnNamed(table, columns.symbol));
	const read: readonly Statement[] = [
		chql`${time.ticks} AS ${t}`,
		chql`${price.units} AS ${p}`,
		chql`${size.units} AS ${q}`,
		chql`(${price.isGood} AND ${size.isGood}) AS ${good}`,
		chql`${takerOf(table, layout, size.isNegative, dialect)} AS ${s}`,
		chql`${own} AS ${y}`,
		chql`${unfits.length === 0 ? raw("0") : chql`(${good} AND (${joined(unfits, " OR ")}))`} AS ${bad}`,
		chql`${ids === undefined ? raw("1") : (ids.isAbsent ?? raw("0"))} AS ${absent}`,
	];
	// An old server takes the first ones, equal or not.
	const some = raw(dialect.hasWideNumbers ? "groupUniqArray" : "groupArray");
	const lengthMs = DAY_MS * length;
	const ticks = raw(`${BigInt(lengthMs) * BigInt(time.perMs)}`);
	// One level, so that shards add up their own rows.
	const columnsRead = joined([...read, chql`intDiv(${t}, ${ticks}) AS ${day}`], ", ");
	const most = length === LENGTHS.at(-1) ? raw("") : raw(` LIMIT ${mostDays + 1}`);
	const figures = [
		y,
		chql`toString(${day})`,
		chql`toString(${good})`,
		...[
			chql`count()`,
			chql`min(${t})`,
			chql`max(${t})`,
			chql`min(${p})`,
			chql`max(${p})`,
			chql`max(${q})`,
			chql`countIf(${s} = ${TAKER_UNKNOWN})`,
			chql`max(${bad})`,
			chql`max(${absent})`,
		].map((figure) => chql`toString(${figure})`),
		chql`arrayStringConcat(arrayMap(one -> toString(one), ${some}(${PRICES_OF_A_DAY})(${p})), ' ')`,
	];
	return {
		statement: chql`WITH ${columnsRead} SELECT ${joined(figures, ", ")} FROM ${fromTable(table, layout)} WHERE ${where} GROUP BY ${y}, ${day}, ${good} ORDER BY ${y}, ${day}${most}`,
		bySymbol: (figures) =>
			chql`WITH ${joined(read, ", ")} SELECT ${joined(figures, ", ")} FROM ${fromTable(table, layout)} WHERE ${where} GROUP BY ${y}`,
		symbol: y,
		price: p,
		isTrade: good,
		isWide: price.isWide,
		pricePlaces: price.places + layout.priceScale,
		sizePlaces: size.places,
		perMs: time.perMs,
		lengthMs,
	};
}

/** A day of an instrument, and the greatest number that some of its prices are multiples of. */
interface Day {
	readonly verdict: DayVerdict;
	readonly from: number;
	readonly to: number;
	readonly largest: bigint;
	readonly tick: bigint;
}

function readVerdict(
	answer: TextColumns,
	{ pricePlaces, sizePlaces, perMs, lengthMs }: DaysStatement,
	facts: TableFacts,
): TableFindings {
	const bySymbol = new Map<string, Day[]>();
	let [trades, leftOut, unknownSide] = [0, 0, 0];
	let lastDay = { day: epochMs(YEARS.from), leftOut: 0, unknownSide: 0 };
	const inDay = (day: EpochMs, more: Partial<typeof lastDay>) => {
		if (day > lastDay.day) lastDay = { day, leftOut: 0, unknownSide: 0 };
		if (day !== lastDay.day) return;
		lastDay = {
			day,
			leftOut: lastDay.leftOut + (more.leftOut ?? 0),
			unknownSide: lastDay.unknownSide + (more.unknownSide ?? 0),
		};
	};
	let hasNumericIds = true;
	for (let row = 0; row < answer.rows; row++) {
		const cell = (column: number) => at(answer.columns, column)[row] ?? "";
		const whole = (column: number) => BigInt(cell(column));
		const count = Number(cell(3));
		const day = epochMs(Number(cell(1)) * lengthMs);
		if (cell(2) !== "1") {
			leftOut += count;
			inDay(day, { leftOut: count });
			continue;
		}
		if (cell(10) !== "0") throw notHeld();
		trades += count;
		unknownSide += Number(cell(9));
		inDay(day, { unknownSide: Number(cell(9)) });
		hasNumericIds &&= cell(11) === "0";
		const symbol = cell(0);
		const days = bySymbol.get(symbol) ?? [];
		bySymbol.set(symbol, days);
		days.push({
			verdict: {
				day,
				trades: count,
				low: { units: whole(6), places: pricePlaces },
				high: { units: whole(7), places: pricePlaces },
			},
			from: Math.floor(Number(whole(4)) / perMs),
			to: Math.floor(Number(whole(5)) / perMs) + 1,
			largest: whole(8),
			tick: [...cell(12).split(" ").map(BigInt), whole(6), whole(7)].reduce(greatestDivisor),
		});
	}
	const symbols = Array.from(bySymbol, ([symbol, days]): SymbolVerdict => {
		const largest = days.reduce((most, { largest }) => (largest > most ? largest : most), 0n);
		return {
			symbol,
			trades: days.reduce((sum, { verdict }) => sum + verdict.trades, 0),
			span: {
				from: epochMs(Math.min(...days.map(({ from }) => from))),
				to: epochMs(Math.max(...days.map(({ to }) => to))),
			},
			tick: { units: days.map(({ tick }) => tick).reduce(greatestDivisor), places: pricePlaces },
			days: days.map(({ verdict }) => verdict),
			largestSize: { units: largest, places: sizePlaces },
		};
	}).sort(mostTradesFirst);
	return {
		trades,
		leftOut,
		unknownSide,
		hasNumericIds,
		symbols,
		...(answer.rows > 0 && { lastDay }),
		facts,
	};
}
