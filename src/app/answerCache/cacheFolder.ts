import { type FileHandle, mkdir, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type AtomicFs, sweepTemporaries, writeFileAtomic } from "../files/atomicWrite";
import {
	type HashedFile,
	hashedFiles,
	isRemoved,
	namesIn,
	type Removed,
	removeFiles,
} from "../files/hashedFiles";
import { systemCode } from "../files/storageError";

/** Once the files are too many, so much of the cap is kept, so that not every write looks at all of them. */
const KEPT_SHARE = 7 / 8;
/** Other windows write, too: after this share of the cap the files are counted anew. */
const COUNTED_SHARE = 1 / 32;

/** So much of a file is read for its first lines, and more where that does not hold them. */
const FIRST_READ_BYTES = 16_384;
const LARGEST_READ_BYTES = 4_194_304;

export interface CacheFolderOptions {
	readonly folder: string;
	readonly now: () => number;
	/** Most bytes of all files. */
	readonly capacity: () => number;
	readonly fs: AtomicFs;
}

/**
 * Files in one folder per group, within a cap: those that were used longest ago go first. Several windows may
 * share the folder. Methods reject with the system's error.
 */
export class CacheFolder {
	/** Bytes of all files as far as this window knows; `undefined` until they were counted. */
	private size: number | undefined;
	private writtenSinceCount = 0;

	constructor(private readonly options: CacheFolderOptions) {}

	private path(group: string, name: string): string {
		return join(this.options.folder, group, name);
	}

	/** What a file holds; `undefined` where there is none. It counts as used now. */
	async read(group: string, name: string): Promise<Buffer | undefined> {
		const file = await openThere(this.path(group, name));
		if (file === undefined) return undefined;
		try {
			const bytes = await file.readFile();
			const now = new Date(this.options.now());
			// Another user's files can be read and not touched.
			await file.utimes(now, now).catch(() => undefined);
			return bytes;
		} finally {
			await file.close();
		}
	}

	/** The first lines of a file, and what was read behind them; `undefined` where there is none. It does not count as used. */
	async firstLines(group: string, name: string, lines: number): Promise<Buffer | undefined> {
		const file = await openThere(this.path(group, name));
		if (file === undefined) return undefined;
		try {
			for (let bytes = FIRST_READ_BYTES; ; bytes *= 8) {
				const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
				const isEnough = bytesRead < bytes || linesIn(buffer) >= lines;
				if (isEnough || bytes > LARGEST_READ_BYTES) return buffer.subarray(0, bytesRead);
			}
		} finally {
			await file.close();
		}
	}

	/** Replaces a file. */
	async write(group: string, name: string, content: readonly Uint8Array[]): Promise<void> {
		const path = this.path(group, name);
		await mkdir(join(this.options.folder, group), { recursive: true });
		const { size: former } = (await stat(path).catch(() => undefined)) ?? { size: 0 };
		await writeFileAtomic(path, content, this.options.fs);
		const size = content.reduce((sum, { byteLength }) => sum + byteLength, 0);
		this.writtenSinceCount += size;
		if (this.size !== undefined) this.size += size - former;
	}

	/** Removes a file that may be there. */
	async remove(group: string, name: string): Promise<void> {
		await rm(this.path(group, name), { force: true });
	}

	/** Keeps within the cap. Looks at the files only where there may be too many. */
	async prune(): Promise<void> {
		const { capacity } = this.options;
		const most = capacity();
		const isSure =
			this.size !== undefined &&
			this.size <= most &&
			this.writtenSinceCount <= most * COUNTED_SHARE;
		if (isSure) return;
		const files = await this.files();
		let total = files.reduce((sum, { size }) => sum + size, 0);
		if (total > most) {
			// After a clock was set back, a file may seem to be from the future.
			const usedAt = (file: HashedFile) => Math.min(file.usedAt, this.options.now());
			for (const { path, size } of files.sort((a, b) => usedAt(a) - usedAt(b))) {
				if (total <= most * KEPT_SHARE) break;
				if (await isRemoved(path)) total -= size;
			}
		}
		[this.size, this.writtenSinceCount] = [total, 0];
	}

	/** Removes all files of one group or of all, and returns how much that was. */
	async clear(group?: string): Promise<Removed> {
		const removed = await removeFiles(await this.files(group));
		this.size = undefined;
		return removed;
	}

	/** The files of one group or of all. Leftovers of killed writers are removed on the way. */
	private async files(only?: string): Promise<HashedFile[]> {
		const { folder, now } = this.options;
		const found: HashedFile[] = [];
		for (const group of only === undefined ? await namesIn(folder) : [only]) {
			const files = await hashedFiles(join(folder, group));
			if (files.length > 0) await sweepTemporaries(join(folder, group), now());
			found.push(...files);
		}
		return found;
	}
}

/** A file for reading; `undefined` where there is none. */
function openThere(path: string): Promise<FileHandle | undefined> {
	return open(path, "r").catch((error: unknown) => {
		if (systemCode(error) === "ENOENT") return undefined;
		throw error;
	});
}

function linesIn(bytes: Buffer): number {
	let lines = 0;
	for (let at = bytes.indexOf("\n"); at >= 0; at = bytes.indexOf("\n", at + 1)) lines += 1;
	return lines;
}
