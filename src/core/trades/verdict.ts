import type { Decimal } from "../decimal";
import { canonicalJson } from "../query/canonical";
import type { TimeRange } from "../result/series";
import type { EpochMs } from "../time";
import type { FileLayout } from "./layout/fileLayout";

/** What tells one state of a file from the next. */
export interface FileVersion {
	readonly path: string;
	/** Bytes on disk. */
	readonly size: number;
	/** Time of the last change, epoch milliseconds with what fraction the file system gives. */
	readonly mtimeMs: number;
}

/** A column of a file that carries its own schema. */
export interface TypedColumn {
	readonly name: string;
	/** As the engine names it: `DECIMAL(18,8)`, `TIMESTAMP WITH TIME ZONE`. */
	readonly type: string;
}

/** A row that is no trade although it should be one. */
export interface BadRow {
	/** Number of its line, from 1; of its row where the format has no lines. */
	readonly line: number;
	/** As it stands in the file, cut to what can be shown. */
	readonly text: string;
	readonly problem: "price" | "size" | "time" | "cut" | "tooLong" | "unreadable";
}

/** One instrument in a file. */
export interface SymbolVerdict {
	readonly symbol: string;
	readonly trades: number;
	/** First trade, and one millisecond after the last. */
	readonly span: TimeRange;
	/** Greatest step that all prices are multiples of. */
	readonly tick: Decimal;
	/** Each day (UTC) that traded, ascending. */
	readonly days: readonly DayVerdict[];
	readonly largestSize: Decimal;
}

/** One day (UTC) of an instrument in a file. */
export interface DayVerdict {
	/** Midnight at which it begins. */
	readonly day: EpochMs;
	readonly trades: number;
	readonly low: Decimal;
	readonly high: Decimal;
}

/**
 * What one pass over all rows of a file version found. It is worked out once, kept with the data set, and decides
 * which plan later queries take.
 */
export interface FileVerdict {
	readonly version: FileVersion;
	readonly layout: FileLayout;
	readonly trades: number;
	/** All rows that were left out; the first hundred with line and text. */
	readonly bad: { readonly count: number; readonly first: readonly BadRow[] };
	/** Most decimals of a price and of a size. */
	readonly priceDecimals: number;
	readonly sizeDecimals: number;
	/** Most digits of a price and of a size once all are written with those decimals. */
	readonly priceDigits: number;
	readonly sizeDigits: number;
	/** Trades earlier than the one in front of them; in a file that is newest first, later. */
	readonly outOfOrder: number;
	readonly newestFirst: boolean;
	/** Rows equal to another in every column, id included: counted once. */
	readonly duplicates: number;
	/** Ids that stand at trades of different numbers: both count. */
	readonly repeatedIds: number;
	/** Rows equal to another where there is no id: all count. */
	readonly equalRows: number;
	/** Trades whose side is not known. */
	readonly unknownSide: number;
	/** Whether every id is a whole number, so that it orders trades of one instant. */
	readonly hasNumericIds: boolean;
	/** Whether ids rise from each trade to the next in time, so that they alone tell the order of trades. */
	readonly idsFollowTime: boolean;
	/** Whether all times are whole numbers, and whether some number has an exponent. */
	readonly wholeTimes: boolean;
	readonly hasExponents: boolean;
	/** Columns of a file that carries its own schema. */
	readonly schema?: readonly TypedColumn[];
	readonly symbols: readonly SymbolVerdict[];
}

/** Whether both are one state of one file. */
export function isSameVersion(a: FileVersion, b: FileVersion): boolean {
	return a.path === b.path && a.size === b.size && a.mtimeMs === b.mtimeMs;
}

/** Whether both are one state of one file, read in one way: two data sets may read a file in different ways. */
export function isSameReading(
	a: Pick<FileVerdict, "version" | "layout">,
	b: Pick<FileVerdict, "version" | "layout">,
): boolean {
	return isSameVersion(a.version, b.version) && canonicalJson(a.layout) === canonicalJson(b.layout);
}
