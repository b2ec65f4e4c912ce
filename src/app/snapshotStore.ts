import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
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
import { systemCode } from "./files/storageError";

/** One per query: enough for the charts of some twenty panels that show several markets each. */
export const SNAPSHOTS_KEPT = 60;
/** All of them together; the newest one is kept whatever its size. */
const SNAPSHOT_BYTES_KEPT = 67_108_864;
const NAME = "value-area-snapshot";
/** Versions up to 0.2 wrote format 1: the same first line, and a single buffer instead of one per chunk. */
const FORMAT = 2;
const FIRST_LINE = new RegExp(`^${NAME} ([1-9]\\d{0,8}) ?(.*)$`);
const CHECKSUM = /^[0-9a-f]{64}$/;
const SNAPSHOT_FILE = /^[0-9a-f]{64}\.bin$/;
const DISK_FULL = new Set(["ENOSPC", "EDQUOT"]);

export interface SnapshotStoreOptions {
	readonly folder: string;
	readonly log: Log;
	readonly now: () => number;
	readonly fs?: AtomicFs;
	/** Bytes that are kept in all; by default {@link SNAPSHOT_BYTES_KEPT}. */
	readonly bytesKept?: number;
}

function sha256(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}

/** Bytes that are hashed at once: fractions of a millisecond on most processors, a few milliseconds on the slowest. */
const HASHED_AT_ONCE = 1_048_576;

/** The hash of much data. Others have their turn in between. */
async function sha256InTurns(...parts: readonly Uint8Array[]): Promise<string> {
	const hash = createHash("sha256");
	for (const part of parts) {
		for (let at = 0; at < part.byteLength; at += HASHED_AT_ONCE) {
			hash.update(part.subarray(at, at + HASHED_AT_ONCE));
			await turn();
		}
	}
	return hash.digest("hex");
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
		const bytes = buffers.map((buffer) => new Uint8Array(buffer));
		const headerText = JSON.stringify(header);
		const checksum = await sha256InTurns(Buffer.from(headerText), ...bytes);
		const head = `${NAME} ${FORMAT} ${checksum}\n${headerText}\n`;
		const file = [Buffer.from(head), ...bytes];
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
		if (error instanceof DamagedSnapshot) {
			log.warn(`a snapshot was unreadable and is removed (${error.message})`);
			await rm(path, { force: true }).catch(() => undefined);
		} else if (code === undefined) {
			// The file is whole but of another format. The version that wrote it may still want it.
			log.info(`a snapshot of another version is not shown (${String(error)})`);
		} else {
			log.warn(`a snapshot could not be read (${code})`);
		}
	}

	/** Removes all snapshots and returns how many there were. */
	async clear(): Promise<number> {
		await this.writes;
		const names = await this.names();
		for (const name of names) await rm(join(this.options.folder, name), { force: true });
		return names.length;
	}

	private async names(): Promise<string[]> {
		const names = await readdir(this.options.folder).catch(() => []);
		return names.filter((name) => SNAPSHOT_FILE.test(name));
	}

	/** The snapshots but one, the one that was used last first. */
	private async others(path: string): Promise<readonly StoredSnapshot[]> {
		const found = await Promise.all(
			(await this.names()).map(async (name) => {
				const other = join(this.options.folder, name);
				const info = await stat(other).catch(() => undefined);
				if (other === path || info?.isFile() !== true) return [];
				return [{ path: other, usedAt: info.mtimeMs, size: info.size }];
			}),
		);
		return found.flat().sort((a, b) => b.usedAt - a.usedAt);
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
			else await remove(path);
		}
		await sweepTemporaries(folder, now());
	}

	/** Removes the snapshots that were used longest ago, until so many bytes are free. */
	private async free(bytes: number, keep: string): Promise<void> {
		let freed = 0;
		for (const { path, size } of [...(await this.others(keep))].reverse()) {
			if (freed >= bytes) return;
			if (await remove(path)) freed += size;
		}
	}
}

interface StoredSnapshot {
	readonly path: string;
	readonly usedAt: number;
	readonly size: number;
}

/** Removes a file; false where that does not work. */
async function remove(path: string): Promise<boolean> {
	return rm(path, { force: true }).then(
		() => true,
		() => false,
	);
}

/** The file does not hold what was written. */
class DamagedSnapshot extends Error {}

/**
 * Rejects with {@link DamagedSnapshot} where the file is not as it was written, and a `TypeError` where it is
 * whole but of another version.
 */
async function decode(file: Buffer): Promise<PackedResult> {
	const firstLine = file.indexOf(0x0a);
	const [, format, checksum = ""] =
		FIRST_LINE.exec(file.toString("latin1", 0, Math.max(firstLine, 0))) ?? [];
	if (format === undefined) throw new DamagedSnapshot("not a snapshot");
	// A newer version may write anything behind its name and number.
	if (Number(format) > FORMAT) throw new TypeError(`format ${format}`);
	const secondLine = file.indexOf(0x0a, firstLine + 1);
	if (!CHECKSUM.test(checksum) || secondLine < 0) throw new DamagedSnapshot("cut off");
	const headerText = file.subarray(firstLine + 1, secondLine);
	const data = file.subarray(secondLine + 1);
	if ((await sha256InTurns(headerText, data)) !== checksum)
		throw new DamagedSnapshot("checksum differs");
	const found: unknown = JSON.parse(headerText.toString("utf8"));
	const header = Number(format) === FORMAT ? found : headerOfFormer(found);
	return readResult(header, buffersOf(header, data));
}

/** The buffer of each chunk. Each is a copy, because columns need aligned memory. */
function buffersOf(header: unknown, data: Buffer): ArrayBuffer[] {
	let at = 0;
	return byteLengthsOf(header).map((length) => {
		const buffer = new Uint8Array(data.subarray(at, at + length)).buffer;
		at += length;
		return buffer;
	});
}
