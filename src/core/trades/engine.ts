import type { FileLayout } from "./layout/fileLayout";
import type { TradesPlan, TradesSums } from "./plan";
import type { SumOptions } from "./source";
import type { FileVerdict, FileVersion, TypedColumn } from "./verdict";

export type { TypedColumn } from "./verdict";

/** The beginning of a file, from which it is found out what it holds. */
export interface FileHead {
	readonly version: FileVersion;
	/** Name of the file inside of a ZIP. */
	readonly entry?: string;
	/** Files inside of a ZIP. */
	readonly entries?: readonly string[];
	readonly compression: FileLayout["compression"];
	/** First bytes, unpacked; of a Parquet file none. */
	readonly bytes: Uint8Array;
	/** Whether these are all. */
	readonly isWhole: boolean;
	/** Columns and first rows of a Parquet file, values as text. */
	readonly parquet?: {
		readonly columns: readonly TypedColumn[];
		readonly rows: readonly (readonly (string | null)[])[];
	};
	/** Values of folders `a=b` on the way to the file. */
	readonly partitions: Readonly<Record<string, string>>;
}

/** A file with how it is read. */
export interface TradesFile {
	readonly version: FileVersion;
	readonly layout: FileLayout;
}

/** A file that has been judged. */
export type JudgedFile = FileVerdict;

/** What was asked of the engine, to be looked at and copied: values stand in it as literals. */
export interface RanSql {
	readonly sql: string;
}

/**
 * Reads trades in files, in a process of its own. Every method rejects with `ProviderError`: `notFound` for a
 * file that is gone, `unreadable` for one whose content is not what it should be, `tooLarge` for want of memory or
 * room, `engine` where the engine itself failed, `cancelled` once the signal fired.
 */
export interface TradesEngine {
	/**
	 * Files that paths and patterns (`*`, `**`, `?`) name, sorted by name. Folders stand for all trades inside.
	 * A path that exists is itself, whatever characters it holds.
	 */
	expand(files: readonly string[], options: SumOptions): Promise<readonly FileVersion[]>;
	/** The beginnings of files. */
	head(files: readonly string[], options: SumOptions): Promise<readonly FileHead[]>;
	/** Reads every row once. Refuses a file that changes meanwhile. */
	judge(files: readonly TradesFile[], options: SumOptions): Promise<readonly FileVerdict[]>;
	/**
	 * Adds up the trades of a plan. Refuses files that are not the versions that were judged. Plans over the same
	 * files that are asked for in the same tick share one scan.
	 */
	sum(
		plan: TradesPlan,
		files: readonly JudgedFile[],
		options: SumOptions,
	): Promise<TradesSums & RanSql>;
	/** Ends the process; the next call starts another. */
	dispose(): Promise<void>;
}
