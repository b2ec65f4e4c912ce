import type { EpochMs } from "../../time";
import type { RanSql } from "../engine";
import type { TradesPlan } from "../plan";
import type { AnsweredSums, SumOptions } from "../source";
import type { SymbolVerdict, TypedColumn } from "../verdict";
import type { TableFacts } from "./tableFacts";
import type { TableLayout } from "./tableLayout";

/** A table of a ClickHouse server. */
export interface TableRef {
	/** Scheme, host and port of the server's HTTP interface. */
	readonly connection: string;
	readonly database: string;
	readonly table: string;
}

/** A table in a list of those that a user may see. */
export interface ListedTable {
	readonly database: string;
	readonly table: string;
	/** Its engine, such as `MergeTree`. */
	readonly engine: string;
}

/** What tells one state of a table from the next, where the server says it without counting. */
export interface TableVersion {
	readonly rows: number;
	/** When a part of it changed last, epoch milliseconds. */
	readonly modifiedMs: number;
}

/** What the catalogue says of a table: no row of it is read. */
export interface TableState {
	readonly ref: TableRef;
	readonly version?: TableVersion;
	/** As the server says it: `26.7.2.1`. */
	readonly serverVersion: string;
	readonly engine: string;
	/** Expressions that its rows are sorted by, first one first. */
	readonly sortingKey: readonly string[];
	readonly isDistributed: boolean;
	readonly isReplicated: boolean;
	/** Whether rows that replace others are told from them with `FINAL` alone. */
	readonly takesFinal: boolean;
	/** Types as the server writes them. */
	readonly columns: readonly TypedColumn[];
}

/** A table with its first rows, from which it is found out what it holds. */
export interface TableHead extends TableState {
	/**
	 * Venues in all rows, where a column is called as one of them: rows that are sorted by it begin with a single one.
	 * Absent where there is no such column, or the server takes too long to tell.
	 */
	readonly venues?: {
		readonly column: string;
		readonly values: readonly string[];
		/** Whether there are more than these. */
		readonly hasMore: boolean;
	};
	/** Some rows, values as text in the order of the columns; `null` where a row has no value. */
	readonly rows: readonly (readonly (string | null)[])[];
}

/** A table with how its rows are read. */
export interface TradesTable {
	readonly ref: TableRef;
	readonly layout: TableLayout;
	/** The instrument of a table without a column of them. */
	readonly symbol?: string;
}

/** What one look at all rows of a table found. */
export interface TableFindings {
	readonly trades: number;
	/** Rows that are no trades: price or size absent, none, or not above zero. */
	readonly leftOut: number;
	/** Trades whose side is not known. */
	readonly unknownSide: number;
	/** Whether every id is a whole number, so that it orders trades of one instant. */
	readonly hasNumericIds: boolean;
	/** Instruments, those with the most trades first; of very many days one stands for a stretch of them. */
	readonly symbols: readonly SymbolVerdict[];
	/** What of `leftOut` and `unknownSide` stands in the last day of the table, which may not be over. */
	readonly lastDay?: {
		readonly day: EpochMs;
		readonly leftOut: number;
		readonly unknownSide: number;
	};
	readonly facts: TableFacts;
}

/** What was found in a table, read in one way: kept with the data set, since days of the past seldom change. */
export interface TableVerdict extends TradesTable, TableFindings {
	readonly version?: TableVersion;
}

/** How a person signs in to a server. A password may be empty. */
export interface SignIn {
	readonly user: string;
	readonly password: string;
}

/**
 * Reads trades in tables of ClickHouse servers, as the users that were signed in to them. Every method rejects with
 * `ProviderError` as `signInTo` says; `noKey` where nobody has signed in, `cancelled` once the signal fired.
 */
export interface TradesTables {
	/** Signs in with a `select`, with what is given and not with what is kept. Gives the server's version. */
	trySignIn(connection: string, signIn: SignIn, options: SumOptions): Promise<string>;
	/** Databases and tables that the user may see. */
	list(connection: string, options: SumOptions): Promise<readonly ListedTable[]>;
	/** What the catalogue says of a table. `notFound` where there is none. */
	state(ref: TableRef, options: SumOptions): Promise<TableState>;
	/** The same and first rows. */
	head(ref: TableRef, options: SumOptions): Promise<TableHead>;
	/**
	 * Looks at every row once, or only for what has come since an earlier verdict of the same layout.
	 * `badRequest` with its reason where this server cannot read the numbers exactly.
	 */
	judge(
		table: TradesTable,
		earlier: TableVerdict | undefined,
		options: SumOptions,
	): Promise<TableVerdict>;
	/** Adds up the trades of a plan where they are. */
	sum(plan: TradesPlan, table: TableVerdict, options: SumOptions): Promise<AnsweredSums & RanSql>;
	/** Ends connections, once queries that were cancelled have been ended on their servers. */
	dispose(): Promise<void>;
}
