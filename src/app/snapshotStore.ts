import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "../core/log";
import type { QueryResult } from "../core/result";
import { packResult, unpackResult } from "../core/resultCodec";
import { type AtomicFs, nodeAtomicFs, sweepTemporaries, writeFileAtomic } from "./atomicWrite";
import { systemCode } from "./storageError";

/** One per query: enough for the charts of some twenty panels that show several markets each. */
export const SNAPSHOTS_KEPT = 60;
const FORMAT = "value-area-snapshot 1";
const SNAPSHOT_FILE = /^[0-9a-f]{64}\.bin$/;

export interface SnapshotStoreOptions {
	readonly folder: string;
	readonly log: Log;
	readonly now: () => number;
	readonly fs?: AtomicFs;
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
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
	save(key: string, result: QueryResult): Promise<void> {
		this.writes = this.writes
			.then(() => this.write(key, result))
			.catch((error: unknown) => {
				this.options.log.warn(`a snapshot was not saved (${String(error)})`);
			});
		return this.writes;
	}

	private async write(key: string, result: QueryResult): Promise<void> {
		const { header, data } = packResult(result);
		const bytes = new Uint8Array(data);
		const headerText = JSON.stringify(header);
		const head = `${FORMAT} ${sha256(headerText, bytes)}\n${headerText}\n`;
		await mkdir(this.options.folder, { recursive: true });
		await writeFileAtomic(this.path(key), Buffer.concat([Buffer.from(head), bytes]), this.fs);
		await this.prune();
	}

	/** The snapshot of a query, or `undefined` when there is none that can be read. */
	async load(key: string): Promise<QueryResult | undefined> {
		const path = this.path(key);
		try {
			const result = decode(await readFile(path));
			const now = new Date(this.options.now());
			await utimes(path, now, now).catch(() => undefined);
			return result;
		} catch (error) {
			if (systemCode(error) === "ENOENT") return undefined;
			this.options.log.warn(`a snapshot was unreadable and is removed (${String(error)})`);
			await rm(path, { force: true }).catch(() => undefined);
			return undefined;
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

	private async prune(): Promise<void> {
		const files = await Promise.all(
			(await this.names()).map(async (name) => {
				const path = join(this.options.folder, name);
				const usedAt = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
				return { path, usedAt };
			}),
		);
		files.sort((a, b) => b.usedAt - a.usedAt);
		for (const { path } of files.slice(SNAPSHOTS_KEPT)) await rm(path, { force: true });
		await sweepTemporaries(this.options.folder, this.options.now());
	}
}

function decode(file: Buffer): QueryResult {
	const firstLine = file.indexOf(0x0a);
	const secondLine = file.indexOf(0x0a, firstLine + 1);
	const [, checksum] =
		/^value-area-snapshot 1 ([0-9a-f]{64})$/.exec(
			file.toString("latin1", 0, Math.max(firstLine, 0)),
		) ?? [];
	if (checksum === undefined || secondLine < 0) throw new TypeError("not a snapshot");
	const header = file.subarray(firstLine + 1, secondLine);
	// A copy of its own: columns need an aligned buffer.
	const data = new Uint8Array(file.subarray(secondLine + 1));
	if (sha256(header, data) !== checksum) throw new TypeError("checksum differs");
	return unpackResult(JSON.parse(header.toString("utf8")), data.buffer);
}
