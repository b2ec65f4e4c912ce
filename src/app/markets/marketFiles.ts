import { promises as nodeFs } from "node:fs";
import { join } from "node:path";
import type { DecodedMarket, MarketContent } from "../../core/query/savedMarket";
import { type AtomicFs, sweepTemporaries, writeFileAtomic } from "../files/atomicWrite";
import { readJsonFile } from "../files/jsonFile";
import { type HeldLock, needLock, whileLocked } from "../files/lockFile";
import { systemCode } from "../files/storageError";

const REMOVED_FILES_KEPT_MS = 86_400_000;
const MARKET_FILE = /^([0-9a-f]{16})\.json$/;
const REMOVED_FILE = /^(\d{1,16})-([0-9a-f]{16})\.json$/;

/** What a file holds, and a version that tells whether it has changed since. */
export type ReadMarket = DecodedMarket & { readonly version: string };

/**
 * The files of the saved markets: `<id>.json` in one folder, removed ones in `removed/` and unreadable
 * ones in `damaged/`. Nothing is ever deleted but removed files older than a day.
 */
export class MarketFiles {
	constructor(
		readonly folder: string,
		private readonly fs: AtomicFs,
	) {}

	/** Path of a market's file. */
	path(id: string): string {
		return join(this.folder, `${id}.json`);
	}

	/** Creates the folders and sweeps what is left of killed writers and of old removals. */
	async prepare(now: number): Promise<void> {
		const removed = join(this.folder, "removed");
		await nodeFs.mkdir(removed, { recursive: true });
		await nodeFs.mkdir(join(this.folder, "damaged"), { recursive: true });
		await sweepTemporaries(this.folder, now);
		for (const name of await nodeFs.readdir(removed)) {
			const [, removedAt] = REMOVED_FILE.exec(name) ?? [];
			if (removedAt !== undefined && now - Number(removedAt) > REMOVED_FILES_KEPT_MS) {
				// A file that cannot be removed does no harm.
				await nodeFs.rm(join(removed, name), { force: true }).catch(() => undefined);
			}
		}
	}

	/** Ids that the names of the files give. Folders and devices with such a name are not ours. */
	async ids(): Promise<readonly string[]> {
		const entries = await nodeFs
			.readdir(this.folder, { withFileTypes: true })
			.catch((error: unknown) => {
				if (systemCode(error) === "ENOENT") return [];
				throw error;
			});
		return entries.flatMap((entry) =>
			entry.isFile() || entry.isSymbolicLink() ? (MARKET_FILE.exec(entry.name)?.[1] ?? []) : [],
		);
	}

	/** The content of one file; `undefined` when it is not there (any more). Rejects where it may not be read. */
	async read(id: string): Promise<ReadMarket | undefined> {
		// The schemas are loaded with the first file, since many windows have no saved market.
		const { decodeSavedMarket } = await import("../../core/query/savedMarket.js");
		const file = await readJsonFile(this.path(id));
		if (file === undefined) return undefined;
		const { version } = file;
		return file.state === "damaged" ? file : { ...decodeSavedMarket(file.value, id), version };
	}

	/**
	 * Reads and writes a market while no other window does. The folder is created where it is missing.
	 *
	 * @param task runs again where the lock was lost before its write
	 */
	async whileLocked<T>(name: string, task: (lock: HeldLock) => Promise<T>): Promise<T> {
		await nodeFs.mkdir(this.folder, { recursive: true });
		const wait = (milliseconds: number) => this.fs.wait(milliseconds);
		return whileLocked(join(this.folder, `${name}.lock`), wait, task);
	}

	/** @param lock under which the content was read; a market that is new has none */
	async write(id: string, content: MarketContent, lock?: HeldLock): Promise<void> {
		await nodeFs.mkdir(this.folder, { recursive: true });
		const text = `${JSON.stringify(content, undefined, "\t")}\n`;
		const options = lock === undefined ? {} : { beforeReplace: () => needLock(lock) };
		await writeFileAtomic(this.path(id), text, this.fs, options);
	}

	/** Moves an unreadable file out of the way and returns its new place. */
	async keepAside(id: string, now: number): Promise<string> {
		const folder = join(this.folder, "damaged");
		await nodeFs.mkdir(folder, { recursive: true });
		const target = join(folder, `${now}-${id}.json`);
		await nodeFs.rename(this.path(id), target);
		return target;
	}

	async remove(id: string, now: number): Promise<void> {
		const folder = join(this.folder, "removed");
		await nodeFs.mkdir(folder, { recursive: true });
		await nodeFs.rename(this.path(id), join(folder, `${now}-${id}.json`));
	}

	/** Brings back the youngest removed file of `id`; false when there is none or the market exists. */
	async restore(id: string): Promise<boolean> {
		const folder = join(this.folder, "removed");
		const [youngest] = (await nodeFs.readdir(folder).catch(() => []))
			.filter((name) => REMOVED_FILE.exec(name)?.[2] === id)
			.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
		if (youngest === undefined || (await this.ids()).includes(id)) return false;
		await nodeFs.rename(join(folder, youngest), this.path(id));
		return true;
	}
}
