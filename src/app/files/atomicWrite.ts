import { promises as nodeFs } from "node:fs";
import { join } from "node:path";
import { randomHex } from "./randomHex";
import { systemCode } from "./storageError";

/** An open file, as far as an atomic write needs it. */
export interface WritableFile {
	/** Writes at the end of what was written before. */
	writeFile(data: string | Uint8Array): Promise<void>;
	chmod(mode: number): Promise<void>;
	sync(): Promise<void>;
	stat(): Promise<{ readonly size: number }>;
	close(): Promise<void>;
}

/** The file system calls of an atomic write; tests inject faults here. */
export interface AtomicFs {
	open(path: string, flags: "wx", mode: number): Promise<WritableFile>;
	rename(from: string, to: string): Promise<void>;
	rm(path: string): Promise<void>;
	wait(milliseconds: number): Promise<void>;
}

export const nodeAtomicFs: AtomicFs = {
	open: (path, flags, mode) => nodeFs.open(path, flags, mode),
	rename: (from, to) => nodeFs.rename(from, to),
	rm: (path) => nodeFs.rm(path, { force: true }),
	wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Virus scanners and indexers on Windows hold a file for a moment after it was written. */
const RENAME_RETRY_MS = [10, 50, 100, 250, 500, 1_000, 1_000];
const HELD_FOR_A_MOMENT = new Set(["EPERM", "EACCES", "EBUSY"]);
/** Lock files match as well: the lock of a writer that still runs is only seconds old. */
const TEMPORARY = /\.(tmp-[0-9a-f]{16}|lock)$/;
const STALE_TEMPORARY_MS = 3_600_000;

/** Gives a file another path, in the place of what is there. Rejects with the system error. */
export async function moveFile(fs: AtomicFs, from: string, to: string): Promise<void> {
	for (const pause of RENAME_RETRY_MS) {
		try {
			await fs.rename(from, to);
			return;
		} catch (error) {
			if (!HELD_FOR_A_MOMENT.has(systemCode(error) ?? "")) throw error;
		}
		await fs.wait(pause);
	}
	await fs.rename(from, to);
}

/** Fails like a full disk does, for a file system that reports success for a short write. */
function shortWrite(path: string): Error {
	return Object.assign(new Error(`short write to ${path}`), { code: "ENOSPC" });
}

/** How a file is replaced. */
export interface AtomicWriteOptions {
	/** Rights of a file that is made; the system's mask is taken off. By default only its owner reads it. */
	readonly newMode?: number;
	/** Exact rights of the file that is replaced. */
	readonly keepMode?: number;
	/** Runs when the data is on the disk, just before it takes the target's place; may reject. */
	readonly beforeReplace?: () => Promise<void>;
}

/** What a file is to hold; pieces stand one after another. */
export type FileContent = string | Uint8Array | Iterable<string | Uint8Array>;

function piecesOf(data: FileContent): Iterable<string | Uint8Array> {
	return typeof data === "string" || data instanceof Uint8Array ? [data] : data;
}

/** All pieces in one, for whatever takes a file only as a whole. */
export function wholeFile(data: FileContent): Uint8Array {
	return Buffer.concat(Array.from(piecesOf(data), (piece) => Buffer.from(piece)));
}

/**
 * Replaces the file at `path` by `data`, or leaves it byte for byte as it was: the data goes to a
 * sibling, is flushed and measured, and is renamed over the target. Rejects with the system error.
 */
export async function writeFileAtomic(
	path: string,
	data: FileContent,
	fs: AtomicFs = nodeAtomicFs,
	{ newMode = 0o600, keepMode, beforeReplace }: AtomicWriteOptions = {},
): Promise<void> {
	const temporary = `${path}.tmp-${randomHex()}`;
	try {
		const file = await fs.open(temporary, "wx", keepMode === undefined ? newMode : 0o600);
		try {
			let size = 0;
			for (const piece of piecesOf(data)) {
				await file.writeFile(piece);
				size += Buffer.byteLength(piece);
			}
			if (keepMode !== undefined) await file.chmod(keepMode);
			await file.sync();
			if ((await file.stat()).size !== size) throw shortWrite(path);
		} finally {
			await file.close();
		}
		await beforeReplace?.();
		await moveFile(fs, temporary, path);
	} catch (error) {
		await fs.rm(temporary).catch(() => undefined);
		throw error;
	}
}

/**
 * Removes files that killed writers left behind, once they are an hour old. A file that cannot be removed
 * stays and does no harm.
 */
export async function sweepTemporaries(folder: string, now: number): Promise<void> {
	for (const name of await nodeFs.readdir(folder)) {
		if (!TEMPORARY.test(name)) continue;
		const path = join(folder, name);
		const info = await nodeFs.stat(path).catch(() => undefined);
		if (info !== undefined && now - info.mtimeMs > STALE_TEMPORARY_MS) {
			await nodeFs.rm(path, { force: true }).catch(() => undefined);
		}
	}
}
