import type { FileLayout, TimeUnit } from "../layout/fileLayout";

/** How the rows of a table are read as trades: nothing is left to guess. */
export interface TableLayout extends Pick<FileLayout, "side" | "priceScale"> {
	/** Names of columns. */
	readonly columns: {
		readonly time: string;
		readonly price: string;
		readonly size: string;
		readonly side?: string;
		readonly symbol?: string;
		readonly id?: string;
	};
	/** What a time column of whole numbers counts. */
	readonly timeUnit?: TimeUnit;
	/** Rows with another value in this column are no trades, or those of somebody else. */
	readonly only?: { readonly column: string; readonly values: readonly string[] };
	/** Whether rows that others have replaced are left out while they are read. */
	readonly final?: boolean;
}
