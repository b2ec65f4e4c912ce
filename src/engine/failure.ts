import { basename } from "node:path";
import type { ErrorFacts, ErrorKind, FileFault } from "../core/errors/errors";
import type { EngineFailure } from "./messages";

/** A failure inside of the engine's process, which becomes a `ProviderError` where it was asked for. */
export class Failure extends Error {
	override readonly name = "Failure";

	constructor(
		readonly kind: ErrorKind,
		readonly facts: ErrorFacts,
		message: string,
	) {
		super(message);
	}
}

/** A file that cannot be read as what it should be. */
export function fileFault(path: string, fault: FileFault, message: string = fault): Failure {
	const file = basename(path);
	return new Failure("unreadable", { file, fault, detail: message }, `${file}: ${message}`);
}

export function fileGone(path: string): Failure {
	const file = basename(path);
	return new Failure("notFound", { file, market: file }, `${file} is not there`);
}

export const cancelled = () => new Failure("cancelled", {}, "cancelled");

function codeOf(error: unknown): string | undefined {
	return error instanceof Error && "code" in error && typeof error.code === "string"
		? error.code
		: undefined;
}

/** What the file system's refusal to read a file means. */
export function readFailure(error: unknown, path: string): unknown {
	switch (codeOf(error)) {
		case "ENOENT":
		case "ENOTDIR":
			return fileGone(path);
		case "EACCES":
		case "EPERM":
		case "EBUSY":
			return fileFault(path, "noPermission");
		case "EISDIR":
			return fileFault(path, "directory");
		default:
			return error;
	}
}

/** What its refusal to write into the spill folder means. */
export function spillFailure(error: unknown): unknown {
	const code = codeOf(error);
	if (code === undefined) return error;
	const isFull = code === "ENOSPC" || code === "EDQUOT";
	return new Failure("storage", { code: isFull ? "FULL" : "FOLDER" }, `spill folder: ${code}`);
}

/** The messages of DuckDB, most telling first; with the file that was read where there is one. */
const MEANINGS: readonly (readonly [
	pattern: RegExp,
	meaning: (message: string, path: string | undefined) => Failure,
])[] = [
	[/INTERRUPT/, () => cancelled()],
	[
		/max_temp_directory_size|No space left|disk is full/i,
		(message) => new Failure("storage", { code: "FULL" }, message),
	],
	[/Out of Memory/, (message) => new Failure("tooLarge", { code: "MEMORY" }, message)],
	[
		/temp(orary)? (directory|file)|Could not create directory/i,
		(message) => new Failure("storage", { code: "FOLDER" }, message),
	],
	[
		/FATAL|database has been invalidated|INTERNAL Error/,
		(message) => new Failure("engine", {}, message),
	],
	[
		/No files found|No such file/,
		(message, path) => (path === undefined ? new Failure("notFound", {}, message) : fileGone(path)),
	],
	[/Permission denied/, (message, path) => faultOf(message, path, "noPermission")],
	[/not utf-?8|unicode|encod/i, (message, path) => faultOf(message, path, "encoding")],
	[
		/GZIP|gzip|ZSTD|zstd|decompress|inflate|snappy/,
		(message, path) => faultOf(message, path, "damaged"),
	],
	[/too small to be a Parquet|No magic bytes/, (message, path) => faultOf(message, path, "cut")],
	[
		/IO Error|Invalid Input Error|Conversion Error|Serialization Error|Invalid Error|TProtocol|Parquet|Binder Error|JSON/i,
		(message, path) => faultOf(message, path, "form"),
	],
];

function faultOf(message: string, path: string | undefined, fault: FileFault): Failure {
	return path === undefined
		? new Failure("unreadable", { fault, detail: message }, message)
		: fileFault(path, fault, message);
}

/** What an error of the database means. */
export function databaseFailure(error: unknown, path: string | undefined): unknown {
	if (!(error instanceof Error) || error instanceof Failure) return error;
	const found = MEANINGS.find(([pattern]) => pattern.test(error.message));
	return found === undefined ? error : found[1](error.message, path);
}

/** A failure as it is sent. */
export function sentFailure(error: unknown): EngineFailure {
	if (error instanceof Failure) {
		return { kind: error.kind, facts: error.facts, message: error.message };
	}
	const message = error instanceof Error ? error.message : String(error);
	return { kind: "engine", facts: { detail: message }, message };
}
