import { mkdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "../core/log";
import { headerOfFormer } from "../core/result/formerResult";
import { type PackedResult, splitResult } from "../core/result/packedResult";
import { readResult } from "../core/result/readResult";
import { byteLengthsOf } from "../core/result/resultHeader";
import {
	type AtomicFs,
	nodeAtomicFs,
	sweepTemporaries,
	writeFileAtomic,
} from "./files/atomicWrite";
import {
	buffersOf,
	DamagedFile,
	decodeChecked,
	encodeChecked,
	type FileKind,
	sha256,
} from "./files/checkedFile";
import {
	type HashedFile,
	hashedFiles,
	isRemoved,
	type Removed,
	removeFiles,
} from "./files/hashedFiles";
import { systemCode } from "./files/storageError";

/** One per query: enough for the charts of some twenty panels that show several markets each. */
export const SNAPSHOTS_KEPT = 60;
/** All of them together; the newest one is kept whatever its size. */
const SNAPSHOT_BYTES_KEPT = 67_108_864;
/** Versions up to 0.2 wrote format 1: the same first line, and a single buffer instead of one per chunk. */
const SNAPSHOT: FileKind = { name: "value-area-snapshot", format: 2 };
const DISK_FULL = new Set(["ENOSPC", "EDQUOT"]);

export interface SnapshotStoreOptions {
	readonly folder: string;
	readonly log: Log;
	readonly now: () => number;
	readonly fs?: AtomicFs;
	/** Bytes that are kept in all; by default {@link SNAPSHOT_BYTES_KEPT}. */
	readonly bytesKept?: number;
}

/**
 * The last answer of each query, so that a reloaded window shows it without a request. A snapshot is
 * a convenience: whatever goes wrong is logged and reads as "none".
 */
export class SnapshotStore {
	private readonly fs: AtomicFs;
	private writes: Promise<void> = Promise.resolve();

	constructor(private readonly options: SnapshotStoreOptions) {
		this.fs = options.fs ?? nodeAtomicFs;
	}

	/** @param key the query's key (core/query/canonical) */
	private path(key: string): string {
		return join(this.options.folder, `${sha256(key)}.bin`);
	}

	/** Keeps the answer as the newest snapshot. Writes follow one another; never rejects. */
	save(key: string, result: PackedResult): Promise<void> {
		this.writes = this.writes
			.then(() => this.write(key, result))
			.catch((error: unknown) => {
				this.options.log.warn(`a snapshot was not saved (${String(error)})`);
			});
		return this.writes;
	}

	private async write(key: string, result: PackedResult): Promise<void> {
		const { header, buffers } = splitResult(result);
		const file = await encodeChecked(SNAPSHOT, header, buffers);
		const size = file.reduce((sum, { byteLength }) => sum + byteLength, 0);
		const path = this.path(key);
		await mkdir(this.options.folder, { recursive: true });
		try {
			await writeFileAtomic(path, file, this.fs);
		} catch (error) {
			if (!DISK_FULL.has(systemCode(error) ?? "")) throw error;
			await this.free(size, path);
			await writeFileAtomic(path, file, this.fs);
		}
		await this.prune(path);
	}

	/** The snapshot of a query, or `undefined` when there is none that can be read. */
	async load(key: string): Promise<PackedResult | undefined> {
		const path = this.path(key);
		try {
			const result = await decode(await readFile(path));
			const now = new Date(this.options.now());
			await utimes(path, now, now).catch(() => undefined);
			return result;
		} catch (error) {
			await this.tellUnusable(path, error);
			return undefined;
		}
	}

	private async tellUnusable(path: string, error: unknown): Promise<void> {
		const { log } = this.options;
		const code = systemCode(error);
		if (code === "ENOENT") return;
		if (error instanceof DamagedFile) {
			log.warn(`a snapshot was unreadable and is removed (${error.message})`);
			await rm(path, { force: true }).catch(() => undefined);
		} else if (code === undefined) {
			// The file is whole but of another format. The version that wrote it may still want it.
			log.info(`a snapshot of another version is not shown (${String(error)})`);
		} else {
			log.warn(`a snapshot could not be read (${code})`);
		}
	}

	/** Removes all snapshots and returns how much that was. */
	async clear(): Promise<Removed> {
		await this.writes;
		return removeFiles(await this.others());
	}

	/** The snapshots but one, the one that was used last first. */
	private async others(path?: string): Promise<readonly HashedFile[]> {
		const files = await hashedFiles(this.options.folder);
		return files.filter((other) => other.path !== path).sort((a, b) => b.usedAt - a.usedAt);
	}

	/** Keeps the snapshot just written and the newest of the others, within the limits of count and bytes. */
	private async prune(written: string): Promise<void> {
		const { folder, now, bytesKept = SNAPSHOT_BYTES_KEPT } = this.options;
		// Another window may have removed it meanwhile.
		const { size: own } = (await stat(written).catch(() => undefined)) ?? { size: 0 };
		let [count, bytes] = [1, own];
		for (const { path, size } of await this.others(written)) {
			const fits = count < SNAPSHOTS_KEPT && bytes + size <= bytesKept;
			if (fits) [count, bytes] = [count + 1, bytes + size];
			else await isRemoved(path);
		}
		await sweepTemporaries(folder, now());
	}

	/** Removes the snapshots that were used longest ago, until so many bytes are free. */
	private async free(bytes: number, keep: string): Promise<void> {
		let freed = 0;
		for (const { path, size } of [...(await this.others(keep))].reverse()) {
			if (freed >= bytes) return;
			if (await isRemoved(path)) freed += size;
		}
	}
}

/**
 * Rejects with `DamagedFile` where the file is not as it was written, and a `TypeError` where it is whole but of
 * another version.
 */
async function decode(file: Buffer): Promise<PackedResult> {
	const { format, header: found, data } = await decodeChecked(SNAPSHOT, file);
	const header = format === SNAPSHOT.format ? found : headerOfFormer(found);
	return readResult(header, buffersOf(byteLengthsOf(header), data));
}
