import type { EpochMs } from "../../time";

/** What a file of trades is written in, by its first bytes. */
export type TradesFormat = "csv" | "ndjson" | "json" | "parquet";
/** How the bytes are packed, by the first of them; a name's ending says nothing that counts. */
export type Compression = "none" | "gzip" | "zstd" | "zip";
export type TimeUnit = "s" | "ms" | "us" | "ns";

/**
 * A column by its number in rows that are lists (CSV, arrays in JSON), by its name in rows that name their
 * values (Parquet, objects in JSON; nested names are joined with a point).
 */
export type ColumnRef = number | string;

/** Which columns of a file say what. */
export interface TradeColumns {
	readonly time: ColumnRef;
	readonly price: ColumnRef;
	readonly size: ColumnRef;
	readonly side?: ColumnRef;
	readonly symbol?: ColumnRef;
	readonly id?: ColumnRef;
}

/**
 * What a person or another extension says about a file; what is absent is found out. Part of the public API
 * (`addDataSet`, `answer`) and of stored data sets.
 */
export interface TradesLayout {
	/** Whether the first line names the columns. */
	readonly header?: boolean;
	readonly columns: TradeColumns;
	/** Unit of the times; absent: by magnitude, row by row. */
	readonly timeUnit?: TimeUnit;
	/** Zone of times that name none, by its IANA name; absent is UTC. */
	readonly zone?: string;
	/** Words of the side column, compared without regard to case. */
	readonly sideWords?: { readonly buy: readonly string[]; readonly sell: readonly string[] };
	/** Whose side it is, or that the sign of the size says it (negative: sold); absent is the taker's. */
	readonly sideOf?: "taker" | "maker" | "amountSign";
	/** Prices are whole multiples of `10 ** -priceScale`; absent: prices are written as they are. */
	readonly priceScale?: number;
	/** What one unit of size is: `base` (absent), or a name such as `contracts` or `USD`. */
	readonly sizeUnit?: string;
	readonly decimalComma?: boolean;
	/** The instrument of a file without a column of symbols. */
	readonly symbol?: string;
	/** Rows with another value in this column are not read, such as those of another exchange. */
	readonly only?: { readonly column: ColumnRef; readonly values: readonly string[] };
}

/** How the lines of a CSV are cut. */
export interface CsvForm {
	readonly delimiter: string;
	readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "latin-1";
	/** Lines in front of the first row: a banner, the header. */
	readonly skippedLines: number;
	/** How many columns a whole row has. */
	readonly columns: number;
}

/** How rows are read as trades, wherever they stand: nothing is left to guess. */
export interface RowsLayout {
	readonly columns: TradeColumns;
	/** Numbers by their magnitude, row by row: 10 digits are seconds, 13 ms, 16 µs, 19 ns; `text` is a date and time. */
	readonly time: TimeUnit | "byMagnitude" | "text";
	/** Zone of times that name none. */
	readonly zone: string;
	/** Where the times count from, for files that give seconds after midnight. */
	readonly timeBase?: EpochMs;
	readonly side:
		| { readonly of: "nobody" }
		| { readonly of: "amountSign" }
		| {
				readonly of: "taker" | "maker";
				/** Words of the column, lower case. Any other word is an unknown side. */
				readonly buy: readonly string[];
				readonly sell: readonly string[];
		  };
	/** A price is its number times `10 ** -priceScale`. */
	readonly priceScale: number;
	readonly sizeUnit: string;
	readonly decimalComma: boolean;
	/** The instrument where no column says it. */
	readonly symbol?: string;
	/** Rows with another value in this column are no trades (orders, quotes) and are not counted as bad. */
	readonly only?: { readonly column: ColumnRef; readonly values: readonly string[] };
	/** Ids of the first and last trade that a row adds up: a row counts `last - first + 1` trades. */
	readonly trades?: { readonly first: ColumnRef; readonly last: ColumnRef };
}

/**
 * All that an engine has to know in order to read a file's trades. Plain data, so that it can go to another process and
 * be kept with a data set.
 */
export interface FileLayout extends RowsLayout {
	readonly format: TradesFormat;
	readonly compression: Compression;
	/** Name of the one file inside of a ZIP that holds the trades. */
	readonly entry?: string;
	/** Where the format is `csv`. */
	readonly csv?: CsvForm;
	/** Names on the way from the top of a JSON document to its list of trades; empty where the list is the document. */
	readonly jsonPath?: readonly string[];
}
