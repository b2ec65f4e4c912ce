import type { Sql } from "./sql/sql";

/** Value of a column: whole numbers are `bigint`, decimals too, in units of their scale. */
export type Cell = bigint | number | string | boolean | null;
/** An answer by columns. */
export type Columns = readonly (readonly Cell[])[];

/** What a call of the engine runs under. */
export interface Task {
	readonly signal: AbortSignal;
	/** How much of the work is done, from 0 to 1. */
	readonly onProgress: (share: number) => void;
}

/**
 * Some thousand rows of an answer, column by column as the database holds them. What it gives is of no use any more
 * once the next block is there.
 */
export interface Block {
	readonly rows: number;
	/** Values of a column one after the other, little-endian, `width` bytes each. */
	bytes(column: number, width: number): Uint8Array;
	/** A bit for each row that has a value in this column, lowest first; `undefined` where all have. */
	valid(column: number): Uint8Array | undefined;
}

/** Statements of one call, one after the other on one connection. */
export interface Session {
	/** Rejects with `Failure`; `path` is the file that a failure is told of. */
	query(statement: Sql, path?: string): Promise<Columns>;
	/**
	 * Hands the rows of an answer over as they come, until `take` says that it needs no more of them: in blocks that are
	 * in the order of the file, not all of them in order. Progress is for `take` to tell. The database ends an answer
	 * early, without a word, where it meets an error in the middle: who needs all rows counts them and asks otherwise
	 * where some are missing. Rejects with `Failure`.
	 */
	stream(statement: Sql, path: string, take: (block: Block) => boolean): Promise<void>;
}

/** The one database that there is, for exactly the files that it was opened with. */
export interface Database {
	/** Runs statements; ends with the work or when the signal fires. */
	session<Result>(task: Task, work: (session: Session) => Promise<Result>): Promise<Result>;
}

/** Opens databases. */
export interface Databases {
	/**
	 * A database that may read these files and nothing else.
	 *
	 * @param among files of one call, read one by one: where these files are some of them, one database serves the call
	 */
	open(files: readonly string[], among?: readonly string[]): Promise<Database>;
}

/** A part of a task: its progress is the whole's from one share to another. */
export function partOf({ signal, onProgress }: Task, from: number, to: number): Task {
	return { signal, onProgress: (share) => onProgress(from + (to - from) * share) };
}

export function wholeAt(columns: Columns, column: number, row: number): bigint {
	const cell = columns[column]?.[row];
	return typeof cell === "bigint" ? cell : BigInt(typeof cell === "number" ? cell : 0);
}

export function numberAt(columns: Columns, column: number, row: number): number {
	const cell = columns[column]?.[row];
	return typeof cell === "number" || typeof cell === "bigint" ? Number(cell) : NaN;
}

export function textAt(columns: Columns, column: number, row: number): string | undefined {
	const cell = columns[column]?.[row];
	return cell === null || cell === undefined ? undefined : String(cell);
}

export function rowCount(columns: Columns): number {
	return columns[0]?.length ?? 0;
}
