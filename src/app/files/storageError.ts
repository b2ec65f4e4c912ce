import { formatText, type Text, text } from "../../core/text";

const STORAGE_ERROR_KINDS = [
	"diskFull",
	"denied",
	"missing",
	"locked",
	"full",
	"readOnly",
	"gone",
	"failed",
] as const;
export type StorageErrorKind = (typeof STORAGE_ERROR_KINDS)[number];

/** A failure of our own files, in words for people. `code` is the platform's, for the log. */
export class StorageError extends Error {
	override readonly name = "StorageError";

	constructor(
		readonly kind: StorageErrorKind,
		readonly text: Text,
		readonly code?: string,
	) {
		super(formatText(text));
	}
}

/** Checks a brand and not the class: errors cross bundles, and each bundle has its own copy of the class. */
export function isStorageError(error: unknown): error is StorageError {
	return (
		error instanceof Error &&
		error.name === "StorageError" &&
		"kind" in error &&
		STORAGE_ERROR_KINDS.includes(error.kind as StorageErrorKind)
	);
}

/** The platform's error code (`ENOSPC`), where the error has one. */
export function systemCode(error: unknown): string | undefined {
	return error instanceof Error && "code" in error && typeof error.code === "string"
		? error.code
		: undefined;
}

/** Turns a failed write of `what` (a market's or a file's name) into a {@link StorageError}. */
export function toStorageError(error: unknown, what: string): StorageError {
	if (isStorageError(error)) return error;
	const code = systemCode(error);
	switch (code) {
		case "ENOSPC":
		case "EDQUOT":
			return new StorageError(
				"diskFull",
				text("Could not save {0}: the disk is full. Free some space and try again.", what),
				code,
			);
		case "EBUSY":
			return new StorageError(
				"locked",
				text(
					"Could not save {0}: another program uses the file. Close it there and try again.",
					what,
				),
				code,
			);
		case "ELOCKED":
			return new StorageError(
				"locked",
				text("Could not save {0}: another window is changing it. Try again.", what),
				code,
			);
		case "EACCES":
		case "EPERM":
		case "EROFS":
			return new StorageError(
				"denied",
				text(
					"Could not save {0}: writing is not allowed there. Check the folder's permissions.",
					what,
				),
				code,
			);
		case "ENOENT":
		case "ENOTDIR":
		case "EISDIR":
			return new StorageError(
				"missing",
				text("Could not save {0}: the folder is not there. Create it again and try again.", what),
				code,
			);
		default:
			return new StorageError(
				"failed",
				text("Could not save {0}. The log has the details.", what),
				code ?? (error instanceof Error ? error.message : String(error)),
			);
	}
}
