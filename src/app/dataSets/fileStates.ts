import { promises as nodeFs } from "node:fs";
import { type FileVersion, isSameVersion } from "../../core/trades/verdict";
import { systemCode } from "../files/storageError";

/** What became of a file since it was looked at. */
export type FileState = "ok" | "missing" | "changed" | "unreadable";

/** A file as it is now. */
export interface FileNow {
	readonly state: FileState;
	/** Bytes on disk; absent where there is no file to be looked at. */
	readonly size?: number;
}

/** Files that are looked at at once: more would only wait for the same disk. */
const AT_ONCE = 32;

/** Looks what became of files, in their order. Never rejects. */
export async function fileStates(versions: readonly FileVersion[]): Promise<readonly FileNow[]> {
	const states: FileNow[] = [];
	for (let first = 0; first < versions.length; first += AT_ONCE) {
		states.push(...(await Promise.all(versions.slice(first, first + AT_ONCE).map(stateOf))));
	}
	return states;
}

async function stateOf(known: FileVersion): Promise<FileNow> {
	try {
		const now = await nodeFs.stat(known.path);
		if (!now.isFile()) return { state: "unreadable" };
		const { size, mtimeMs } = now;
		// Only who opens a file knows whether it may be read.
		await (await nodeFs.open(known.path, "r")).close();
		const isSame = isSameVersion(known, { path: known.path, size, mtimeMs });
		return { state: isSame ? "ok" : "changed", size };
	} catch (error) {
		const code = systemCode(error);
		return { state: code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable" };
	}
}
