import { promises as nodeFs } from "node:fs";
import { join } from "node:path";
import { type AtomicFs, sweepTemporaries, writeFileAtomic } from "../files/atomicWrite";
import { readJsonFile } from "../files/jsonFile";
import { type HeldLock, needLock, whileLocked } from "../files/lockFile";
import { systemCode } from "../files/storageError";

const REMOVED_FILES_KEPT_MS = 86_400_000;
const STORED_FILE = /^([a-z-]*)([0-9a-f]{16})\.json$/;
const REMOVED_FILE = /^(\d{1,16})-([a-z-]*)([0-9a-f]{16})\.json$/;

/** What a file that cannot be read is wrong with, for the log. */
export interface Damaged {
	readonly state: "damaged";
	readonly problem: string;
}

/** What a file holds, and a version that tells whether it has changed since. */
export type Stored<Decoded> = (Decoded | Damaged) & { readonly version: string };

/** One kind of files. */
export interface FileKind<Decoded> {
	/** What stands before the id in a file's name. */
	readonly prefix: string;
	readonly decode: (value: unknown, id: string) => Promise<Decoded | Damaged>;
}

/**
 * The files of one kind: `<prefix><id>.json` in one folder, removed ones in `removed/` and unreadable ones in
 * `damaged/`. Nothing is ever deleted but removed files older than a day.
 */
export class StoredFiles<Decoded extends { readonly state: string }> {
	constructor(
		readonly folder: string,
		private readonly fs: AtomicFs,
		private readonly kind: FileKind<Decoded>,
	) {}

	/** Path of a file. */
	path(id: string): string {
		return join(this.folder, this.fileName(id));
	}

	private fileName(id: string): string {
		return `${this.kind.prefix}${id}.json`;
	}

	/** Ids that the names of the files give. Folders and devices with such a name are not ours. */
	async ids(): Promise<readonly string[]> {
		const entries = await nodeFs
			.readdir(this.folder, { withFileTypes: true })
			.catch((error: unknown) => {
				if (systemCode(error) === "ENOENT") return [];
				throw error;
			});
		return entries.flatMap((entry) => {
			const [, prefix, id] = STORED_FILE.exec(entry.name) ?? [];
			const isFile = entry.isFile() || entry.isSymbolicLink();
			return isFile && id !== undefined && prefix === this.kind.prefix ? [id] : [];
		});
	}

	/** The content of one file; `undefined` when it is not there (any more). Rejects where it may not be read. */
	async read(id: string): Promise<Stored<Decoded> | undefined> {
		const file = await readJsonFile(this.path(id));
		if (file === undefined) return undefined;
		const { version } = file;
		return file.state === "damaged"
			? file
			: { ...(await this.kind.decode(file.value, id)), version };
	}

	/** Reads and writes a file while no other window does; see {@link whileLockedIn}. */
	whileLocked<T>(id: string, task: (lock: HeldLock) => Promise<T>): Promise<T> {
		return whileLockedIn(this.folder, `${this.kind.prefix}${id}`, this.fs, task);
	}

	/** @param lock under which the content was read; what is new has none */
	async write(
		id: string,
		content: Readonly<Record<string, unknown>>,
		lock?: HeldLock,
	): Promise<void> {
		await nodeFs.mkdir(this.folder, { recursive: true });
		const text = `${JSON.stringify(content, undefined, "\t")}\n`;
		const options = lock === undefined ? {} : { beforeReplace: () => needLock(lock) };
		await writeFileAtomic(this.path(id), text, this.fs, options);
	}

	/** Moves an unreadable file out of the way and returns its new place. */
	async keepAside(id: string, now: number): Promise<string> {
		const folder = join(this.folder, "damaged");
		await nodeFs.mkdir(folder, { recursive: true });
		const target = join(folder, `${now}-${this.fileName(id)}`);
		await nodeFs.rename(this.path(id), target);
		return target;
	}

	async remove(id: string, now: number): Promise<void> {
		const folder = join(this.folder, "removed");
		await nodeFs.mkdir(folder, { recursive: true });
		await nodeFs.rename(this.path(id), join(folder, `${now}-${this.fileName(id)}`));
	}

	/** Brings back the youngest removed file of `id`; false when there is none or the file exists. */
	async restore(id: string): Promise<boolean> {
		const folder = join(this.folder, "removed");
		const [youngest] = (await nodeFs.readdir(folder).catch(() => []))
			.filter((name) => {
				const [, , prefix, removed] = REMOVED_FILE.exec(name) ?? [];
				return removed === id && prefix === this.kind.prefix;
			})
			.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
		if (youngest === undefined || (await this.ids()).includes(id)) return false;
		await nodeFs.rename(join(folder, youngest), this.path(id));
		return true;
	}
}

/** Creates the folders and sweeps what is left of killed writers and of old removals, of every kind. */
export async function prepareFolder(folder: string, now: number): Promise<void> {
	const removed = join(folder, "removed");
	await nodeFs.mkdir(removed, { recursive: true });
	await nodeFs.mkdir(join(folder, "damaged"), { recursive: true });
	await sweepTemporaries(folder, now);
	for (const name of await nodeFs.readdir(removed)) {
		const [, removedAt] = REMOVED_FILE.exec(name) ?? [];
		if (removedAt !== undefined && now - Number(removedAt) > REMOVED_FILES_KEPT_MS) {
			// A file that cannot be removed does no harm.
			await nodeFs.rm(join(removed, name), { force: true }).catch(() => undefined);
		}
	}
}

/**
 * Runs a task while no other window runs one under the same name. The folder is created where it is missing.
 *
 * @param task runs again where the lock was lost before its write
 */
export async function whileLockedIn<T>(
	folder: string,
	name: string,
	fs: AtomicFs,
	task: (lock: HeldLock) => Promise<T>,
): Promise<T> {
	await nodeFs.mkdir(folder, { recursive: true });
	const wait = (milliseconds: number) => fs.wait(milliseconds);
	return whileLocked(join(folder, `${name}.lock`), wait, task);
}
