import type { Text } from "../../text";
import type { ColumnFacts } from "./columnFacts";
import type { Role } from "./columnNames";
import type { FileLayout, TimeUnit } from "./fileLayout";
import type { Cell, HeadTable } from "./head/headTable";
import type { SourceWords } from "./sourceWords";
import type { Question, SaidLayout } from "./understood";

/** First rows without their header, with what is known of each column. */
export interface Body {
	readonly table: HeadTable;
	/** What is said of such rows. */
	readonly words: SourceWords;
	/** Whether the file names its columns. */
	readonly isNamed: boolean;
	/** As the file calls them; `#3` where it does not. */
	readonly names: readonly string[];
	readonly rows: readonly (readonly Cell[])[];
	/** Lines in front of the first row. */
	readonly skippedLines: number;
	readonly decimalComma: boolean;
	readonly facts: readonly ColumnFacts[];
}

/** A layout while it is being found out: columns are positions. */
export interface Draft {
	source: string;
	sourceName: Text;
	names: readonly string[];
	columns: Partial<Record<Role, number>>;
	side: FileLayout["side"];
	/** Where the unit does not follow from the size of the times. */
	timeUnit?: TimeUnit;
	/** Day from whose midnight times count, `2012-06-21`. */
	midnight?: string;
	zone: string;
	priceScale: number;
	sizeUnit: string;
	symbol?: string;
	only?: { readonly column: number; readonly values: readonly string[] };
	trades?: { readonly first: number; readonly last: number };
	notes: Text[];
	questions: Question[];
}

/** Positions of the columns that were named by whoever knows. */
export type SaidColumns = Partial<Record<Role, number>>;

export interface Said {
	readonly layout: SaidLayout;
	readonly columns: SaidColumns;
}
