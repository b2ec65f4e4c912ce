import type { TableName } from "../../core/table/copyWish";

/** A row that stands out. */
export type RowMark = "poc" | "vah" | "val" | "open";

export interface TableRow {
	/** The first is the row's header. */
	readonly cells: readonly string[];
	readonly marks?: readonly RowMark[];
	/** Whether it belongs to the value area. */
	readonly isInside?: boolean;
}

/** The numbers behind a chart, row by row; only the rows in view are ever built. */
export interface TableContent {
	/** Which of the tables it is. */
	readonly name: TableName;
	/** What the table is; heard, and seen where it says more than the page around it. */
	readonly caption: string;
	readonly showsCaption?: true;
	readonly columns: readonly string[];
	readonly count: number;
	row(index: number): TableRow;
	/** The row that the table opens at, where it is not the first. */
	readonly start?: number;
}
