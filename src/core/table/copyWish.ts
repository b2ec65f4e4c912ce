/** Tables that stand beside a chart. */
export const TABLE_NAMES = [
	"profile",
	"profiles",
	"intervals",
	"sessions",
	"selections",
	"vwap",
	"lines",
	"crossCheck",
	"vendorCheck",
	"explanation",
] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/**
 * What a person wants on the clipboard. Rows are counted as on the screen; the first and the last are
 * included.
 */
export type CopyWish =
	/** A single number, as data. */
	| { readonly kind: "value"; readonly text: string }
	/** Rows of the table beside the chart. */
	| {
			readonly kind: "rows";
			readonly table: TableName;
			readonly from: number;
			readonly to: number;
	  }
	/** Rows of one profile; `profile` counts the profiles that are shown. */
	| { readonly kind: "bar"; readonly profile: number; readonly from: number; readonly to: number }
	/** What the table has for a time in epoch milliseconds. */
	| { readonly kind: "moment"; readonly table: TableName; readonly time: number }
	/** Rows in a cell of time × price: of the interval that starts at a time, counted from the lowest cell. */
	| { readonly kind: "cell"; readonly time: number; readonly row: number };
