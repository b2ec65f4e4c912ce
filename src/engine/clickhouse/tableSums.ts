import { at } from "../../core/at";
import type { RanSql } from "../../core/trades/engine";
import { type Grid, gridOf } from "../../core/trades/grid";
import type { TradesPlan, TradesSums } from "../../core/trades/plan";
import type { SumOptions } from "../../core/trades/source";
import { type PlanRow, sumsOf } from "../planSums";
import type { TextColumns } from "./answer";
import { refusedBecause } from "./failures";
import type { ClickHouseServer, QueryOptions } from "./server";
import { filledIn, type Statement } from "./statement";
import type { Table } from "./table";
import type { TableFacts } from "../../core/trades/table/tableFacts";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import { findFacts, type TableNumbers, tableNumbers } from "./tableFacts";
import { NotExact, notHeld } from "./tableNumbers";
import { idReading } from "./tableRows";
import {
	type Decisions,
	type Figure,
	rowsWhere,
	type TableStatement,
	tableStatement,
} from "./tableStatement";

/** The sums of a plan over a table. */
export type TableSums = TradesSums &
	RanSql & {
		/** Rows of the range that are no trades: price or size absent, none, or not above zero. */
		readonly leftOut: number;
		/**
		 * What tells the first and the last of the trades of one instant: their ids, else their prices, because a table has
		 * no order of its own: the lowest opens, the highest closes.
		 */
		readonly ties: "id" | "price";
		readonly facts: TableFacts;
		/** How wide sums were: as wide as most need, wider, or of numbers that are wide themselves. */
		readonly width: "usual" | "wide" | "widest";
	};

/** How often a statement is made anew by what the last one found: numbers, ids, products. */
const MOST_TRIES = 6;

/**
 * Adds up the trades of a plan where they are, exactly: only groups travel. Guards in the same answer say whether
 * numbers were held whole; where they were not it is asked once more in a wider form.
 *
 * Rejects with `ProviderError`; `badRequest` with its reason where this server cannot add them up exactly.
 */
export async function sumTable(
	plan: TradesPlan,
	server: ClickHouseServer,
	table: Table,
	layout: TableLayout,
	{ signal, onProgress }: SumOptions,
	known: TableFacts = {},
): Promise<TableSums> {
	const options: QueryOptions = {
		signal,
		...(onProgress !== undefined && { onProgress }),
		wholeness: table.isDistributed ? "wholeOfShards" : "whole",
	};
	try {
		return await new Sum(plan, server, table, layout, options, known).run();
	} catch (error) {
		if (error instanceof NotExact) throw refusedBecause(server.name, error.reason(server.name));
		throw error;
	}
}

class Sum {
	private readonly grid: Grid;
	private facts: TableFacts;
	/** Whether facts are those of this very range. */
	private areOwn = false;
	private hasWideSums = false;
	private hasWideOrder = false;
	private usesIds: boolean;

	constructor(
		private readonly plan: TradesPlan,
		private readonly server: ClickHouseServer,
		private readonly table: Table,
		private readonly layout: TableLayout,
		private readonly options: QueryOptions,
		known: TableFacts,
	) {
		this.grid = gridOf(plan);
		this.facts = known;
		this.usesIds = plan.kind === "vwap" && idReading(table, layout) !== undefined;
	}

	async run(): Promise<TableSums> {
		const { plan, server, table, layout, grid } = this;
		const range = { from: grid.first, to: grid.end };
		const where = rowsWhere(table, layout, plan.symbol, range, server.dialect);
		if (where === undefined || grid.count === 0) return this.nothing();
		for (let tries = 0; tries < MOST_TRIES; tries++) {
			const numbers = tableNumbers(server, table, layout, this.facts);
			if (numbers === undefined) {
				await this.findFacts(where);
				continue;
			}
			const { hasWideSums, hasWideOrder, usesIds } = this;
			const { idDigits } = this.facts;
			const decisions: Decisions = {
				...numbers,
				hasWideSums,
				hasWideOrder,
				usesIds,
				...(idDigits !== undefined && { idDigits }),
			};
			const made = tableStatement(plan, table, layout, decisions, where, server.dialect);
			const found = readGroups(await server.query(made.statement, this.options), made);
			if (!areHeld(found, numbers)) {
				if (this.areOwn) throw notHeld();
				await this.findFacts(where);
				continue;
			}
			this.learnIds(found, made);
			if (found.some(({ hasNoId }) => hasNoId)) this.usesIds = false;
			else if (!areOrdered(found, made)) this.hasWideOrder = true;
			else if (!fits(found, made)) {
				if (this.hasWideSums) throw notHeld();
				this.hasWideSums = true;
			} else return this.sums(found, made, numbers.price.isWide || numbers.size.isWide);
		}
		throw notHeld();
	}

	/** Looks at the numbers of this very range. */
	private async findFacts(where: Statement): Promise<void> {
		const { server, table, layout, options } = this;
		this.facts = { ...this.facts, ...(await findFacts(server, table, layout, where, options)) };
		this.areOwn = true;
	}

	/** How long ids are, so that the next statement has room for them from the start. */
	private learnIds(found: readonly Group[], { room, isById }: TableStatement): void {
		if (room === undefined || !isById) return;
		const top = found.reduce((most, one) => (one.second > most ? one.second : most), 0n);
		this.facts = { ...this.facts, idDigits: top.toString().length };
	}

	private nothing(): TableSums {
		const scale = { pricePlaces: 0, sizePlaces: 0 };
		const sums = sumsOf(this.plan, { rows: [], key: () => 0, scale }, undefined);
		return { ...sums, sql: "", leftOut: 0, ties: "id", facts: this.facts, width: "usual" };
	}

	private sums(found: readonly Group[], made: TableStatement, isWide: boolean): TableSums {
		const rows = found.filter(({ row }) => row.interval >= 0);
		const leftOut = found
			.filter(({ row }) => row.interval < 0)
			.reduce((sum, { count }) => sum + Number(count), 0);
		const { pricePlaces, sizePlaces } = made;
		const sums = sumsOf(
			this.plan,
			{ rows: rows.map(({ row }) => row), key: Number, scale: { pricePlaces, sizePlaces } },
			undefined,
		);
		return {
			...sums,
			sql: filledIn(made.statement),
			leftOut,
			ties: made.isById ? "id" : "price",
			facts: this.facts,
			width: isWide ? "widest" : this.hasWideSums ? "wide" : "usual",
		};
	}
}

/** A group of trades, or of rows that are none. */
interface Group {
	readonly row: PlanRow;
	readonly count: bigint;
	readonly highest: bigint;
	readonly largest: bigint;
	/** The greatest of what tells trades of one instant apart. */
	readonly second: bigint;
	readonly isUnfit: boolean;
	readonly hasNoId: boolean;
}

function readGroups(
	answer: TextColumns,
	{ sums, rows, figures, isById }: TableStatement,
): readonly Group[] {
	const cell = (column: number, row: number) => BigInt(at(answer.columns, column)[row] ?? 0);
	return Array.from({ length: answer.rows }, (_, row) => {
		let column = 0;
		const next = () => cell(column++, row);
		const first = next();
		const [interval, key] =
			rows === undefined
				? [first, next()]
				: [first < 0n ? first : first / rows, first < 0n ? 0n : first % rows];
		const added = sums.map(({ weights }) =>
			weights.reduce((sum, weight) => sum + weight * next(), 0n),
		);
		const found = new Map<Figure, bigint>(figures.map((figure) => [figure, next()]));
		const figure = (of: Figure) => found.get(of) ?? 0n;
		return {
			row: {
				interval: Number(interval),
				key,
				sums: added,
				others: [
					figure("count"),
					figure("low"),
					figure("highest"),
					figure("first"),
					figure("last"),
				],
			},
			count: figure("count"),
			highest: figure("highest"),
			largest: figure("largest"),
			second: interval < 0n ? 0n : figure(isById ? "top" : "highest"),
			isUnfit: figure("unfit") !== 0n,
			hasNoId: figure("absent") !== 0n && interval >= 0n,
		};
	});
}

/** Whether all numbers were what their reading says: exact, and of no more digits, by which rows are told apart. */
function areHeld(found: readonly Group[], { price, size }: TableNumbers): boolean {
	const [mostPrice, mostSize] = [price, size].map(({ digits }) => 10n ** BigInt(digits));
	return found.every(
		({ row, isUnfit, highest, largest }) =>
			!isUnfit && (row.interval < 0 || (highest < (mostPrice ?? 0n) && largest < (mostSize ?? 0n))),
	);
}

/** Whether what orders the trades of an interval had room. */
function areOrdered(found: readonly Group[], { room }: TableStatement): boolean {
	return room === undefined || found.every(({ second }) => second < room);
}

/** So many halves of nine digits are added up without wrapping. */
const MOST_TRADES = 4_000_000_000n;

/** Whether no sum of a group can have wrapped. */
function fits(found: readonly Group[], { mostProduct, mostSize, sums }: TableStatement): boolean {
	const areHalves = sums.some(({ weights }) => weights.length > 1);
	return found.every(
		({ row, count, highest, largest }) =>
			row.interval < 0 ||
			((!areHalves || count <= MOST_TRADES) &&
				(mostSize === undefined || largest * count <= mostSize) &&
				(mostProduct === undefined || highest * largest * count <= mostProduct)),
	);
}
