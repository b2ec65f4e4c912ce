import type { Log } from "../../core/log";
import { systemCode } from "../files/storageError";
import type { Damaged, Stored, StoredFiles } from "./storedFiles";
import { UnreadableFiles } from "./unreadableFiles";

/** What one look at all files of a kind found. */
export interface Scan<Decoded> {
	readonly found: ReadonlyMap<string, Decoded>;
	/** Files of which it is not known yet what happened to them. */
	readonly unclear: readonly string[];
	/** Whether a file is looked at again soon. */
	readonly hasDamaged: boolean;
	/** Paths that a person is told of. */
	readonly told: readonly string[];
}

export interface ScannedFilesOptions {
	readonly log: Log;
	readonly now: () => number;
	/** What a file holds, in words of the log. */
	readonly what: string;
}

/**
 * Looks at all files of a kind. One that cannot be read costs itself alone, and is moved aside once it has
 * stayed the same for some seconds.
 */
export class ScannedFiles<Decoded extends { readonly state: string }> {
	private readonly unreadable = new UnreadableFiles();
	/** Failures that were logged or told; they come back with each scan. */
	private readonly toldFailures = new Set<string>();

	constructor(
		private readonly files: StoredFiles<Decoded>,
		private readonly options: ScannedFilesOptions,
	) {}

	/** Rejects where the folder cannot be read. */
	async scan(): Promise<Scan<Decoded>> {
		const found = new Map<string, Decoded>();
		const unclear: string[] = [];
		const damaged = new Set<string>();
		const told: string[] = [];
		for (const id of await this.files.ids()) {
			const read = await this.readOrTell(id, told);
			if (read === undefined) continue;
			if (read === "unreadable") {
				unclear.push(id);
			} else if (isDamaged(read)) {
				damaged.add(id);
				const aside = await this.setAside(id, read);
				if (aside === undefined) unclear.push(id);
				else told.push(aside);
			} else {
				found.set(id, read);
			}
		}
		this.unreadable.keepOnly(damaged);
		return { found, unclear, hasDamaged: damaged.size > 0, told };
	}

	/** Reads one file; a failure costs that file alone, and is told once. */
	private async readOrTell(
		id: string,
		told: string[],
	): Promise<Stored<Decoded> | "unreadable" | undefined> {
		try {
			return await this.files.read(id);
		} catch (error) {
			const code = systemCode(error) ?? String(error);
			if (!this.toldFailures.has(`${id} ${code}`)) {
				this.toldFailures.add(`${id} ${code}`);
				const { log, what } = this.options;
				log.warn(`${what} ${id} cannot be read (${code})`);
				// Other failures pass by themselves, such as too many open files.
				if (code === "EACCES" || code === "EPERM") told.push(this.files.path(id));
			}
			return "unreadable";
		}
	}

	/** Moves a file that stays unreadable aside, after one more attempt to read it. Returns its new path. */
	private async setAside(
		id: string,
		{ problem, version }: Stored<Damaged>,
	): Promise<string | undefined> {
		const { log, what } = this.options;
		const now = this.options.now();
		if (!this.unreadable.isLasting(id, version, now)) return undefined;
		log.warn(`${what} ${id} is unreadable (${problem})`);
		try {
			return await this.files.whileLocked(id, async () => {
				const again = await this.files.read(id);
				const isSame = again?.state === "damaged" && again.version === version;
				return isSame ? await this.files.keepAside(id, now) : undefined;
			});
		} catch (error) {
			log.warn(`${what} ${id} stays in place (${String(error)})`);
			return undefined;
		}
	}
}

function isDamaged<Decoded extends { readonly state: string }>(
	read: Stored<Decoded>,
): read is Stored<Damaged> {
	return read.state === "damaged";
}
