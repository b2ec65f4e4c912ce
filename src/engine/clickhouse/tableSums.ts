import type { RanSql } from "../../core/trades/engine";
import { type Grid, gridOf } from "../../core/trades/grid";
import type { TradesPlan, TradesSums } from "../../core/trades/plan";
import type { SumOptions } from "../../core/trades/source";
import { sumsOf } from "../planSums";
import { refusedBecause } from "./failures";
import type { ClickHouseServer, QueryOptions } from "./server";
import { filledIn, type Statement } from "./statement";
import { type Table, wholenessOf } from "./table";
import type { TableFacts } from "../../core/trades/table/tableFacts";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import { findFacts, tableNumbers } from "./tableFacts";
import { TableGroups } from "./tableGroups";
import { NotExact, notHeld } from "./tableNumbers";
import { idReading } from "./tableRows";
import { type Decisions, rowsWhere, type TableStatement, tableStatement } from "./tableStatement";

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
		wholeness: wholenessOf(table),
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
			const found = new TableGroups(await server.query(made.statement, this.options), made);
			if (!found.areHeld(numbers)) {
				if (this.areOwn) throw notHeld();
				await this.findFacts(where);
				continue;
			}
			this.learnIds(found, made);
			if (found.hasNoId) this.usesIds = false;
			else if (!found.areOrdered) this.hasWideOrder = true;
			else if (!found.fit) {
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
	private learnIds(found: TableGroups, { room, isById }: TableStatement): void {
		if (room === undefined || !isById) return;
		this.facts = { ...this.facts, idDigits: found.second.toString().length };
	}

	private nothing(): TableSums {
		const scale = { pricePlaces: 0, sizePlaces: 0 };
		const sums = sumsOf(this.plan, { rows: [], key: () => 0, scale }, undefined);
		return { ...sums, sql: "", leftOut: 0, ties: "id", facts: this.facts, width: "usual" };
	}

	private sums(found: TableGroups, made: TableStatement, isWide: boolean): TableSums {
		const { pricePlaces, sizePlaces } = made;
		const sums = sumsOf(
			this.plan,
			{ rows: found.rows(), key: Number, scale: { pricePlaces, sizePlaces } },
			undefined,
		);
		return {
			...sums,
			sql: filledIn(made.statement),
			leftOut: found.leftOut,
			ties: made.isById ? "id" : "price",
			facts: this.facts,
			width: isWide ? "widest" : this.hasWideSums ? "wide" : "usual",
		};
	}
}
