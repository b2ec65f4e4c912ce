import type { DataSetDefinition } from "../../core/trades/dataSet/definition";
import type { JudgedSymbol } from "../../core/trades/dataSet/judgedSymbols";
import type { Judgement } from "../../core/trades/dataSet/judgement";
import type { Decimal } from "../../core/decimal";
import type { Understood } from "../../core/trades/layout/understood";
import type { SumOptions, TradesSource } from "../../core/trades/source";
import type { TableState, TableVerdict } from "../../core/trades/table/tables";
import type { UnderstoodTable } from "../../core/trades/table/understandTable";
import type { FileVerdict, FileVersion } from "../../core/trades/verdict";
import type { DataSetEntry } from "./definitions";

/** A data set whose definition can be read. */
export interface Defined<Definition extends DataSetDefinition> extends DataSetEntry {
	readonly definition: Definition;
}

export type DefinedDataSet = Defined<DataSetDefinition>;

/** What is known of a data set's files from their beginnings. */
export interface LookedAtFiles {
	readonly kind: "files";
	readonly entry: DefinedDataSet;
	/** Files that hold trades. */
	readonly files: readonly FileVersion[];
	/** The same and what of a folder or pattern holds none. */
	readonly found: readonly FileVersion[];
	/** All files together; the notes name what was left out. */
	readonly understood: Understood;
}

/** What is known of a data set's table from its catalogue and first rows. */
export interface LookedAtTable {
	readonly kind: "table";
	readonly entry: DefinedDataSet;
	readonly state: TableState;
	readonly understood: UnderstoodTable;
}

export type LookedAt = LookedAtFiles | LookedAtTable;

/** An instrument that was judged, with the height of its rows. */
export interface SteppedSymbol extends JudgedSymbol {
	readonly step: Decimal;
}

/** What every reading of all rows ends in. */
interface OfJudged {
	/** Instruments, those with the most trades first. */
	readonly symbols: readonly SteppedSymbol[];
	readonly source: TradesSource;
}

export interface JudgedFiles extends LookedAtFiles, OfJudged {
	readonly verdicts: readonly FileVerdict[];
}

export interface JudgedTable extends LookedAtTable, OfJudged {
	readonly verdict: TableVerdict;
}

/** What is known once every row was read. */
export type Judged = JudgedFiles | JudgedTable;

/** A reading of all rows, before heights of rows are chosen for the instruments that it found. */
export interface Reading {
	/** Those with the most trades first. */
	readonly symbols: readonly JudgedSymbol[];
	/** Rows that are no trades. */
	readonly leftOut: number;
	/** What is kept of it. */
	readonly found: Pick<Judgement, "source" | "files" | "table">;
	/** Whether that is other than what was kept. */
	readonly isNew: boolean;
	/** All that is known then. */
	judged(symbols: readonly SteppedSymbol[], onSql: (sql: string) => void): Judged;
}

/** Reads data sets of one kind. Both methods reject with `ProviderError`. */
export interface DataSetReader<Definition extends DataSetDefinition> {
	/** Finds out how it is read, from its first rows. Questions may be open. */
	look(
		entry: Defined<Definition>,
		kept: Judgement | undefined,
		options: SumOptions,
	): Promise<LookedAt>;
	/**
	 * Reads every row of what has not been read yet. `undefined` where what is known of the same definition still holds;
	 * `badRequest` where a question is open.
	 *
	 * @param before what the last reading of the same definition gave
	 * @param kept what is on disk of it
	 */
	read(
		entry: Defined<Definition>,
		before: Judged | undefined,
		kept: () => Promise<Judgement>,
		options: SumOptions,
	): Promise<Reading | undefined>;
}
