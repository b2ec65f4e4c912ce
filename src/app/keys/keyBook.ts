import { promises as nodeFs } from "node:fs";
import { join } from "node:path";
import { DEFAULT_KEY, isNamedKey, readSlotName } from "../../core/access/credential";
import { ENVIRONMENT_KEY } from "../../core/access/environmentKey";
import { cleanKeyName, KEY_NAME_LENGTH } from "../../core/access/keyName";
import { cutText } from "../../core/cutText";
import type { Log } from "../../core/log";
import { own, recordOf } from "../../core/reader";
import { text } from "../../core/text";
import { type Disposable, Emitter } from "../emitter";
import { type AtomicFs, nodeAtomicFs, writeFileAtomic } from "../files/atomicWrite";
import { readJsonFile } from "../files/jsonFile";
import { needLock, whileLocked } from "../files/lockFile";
import { StorageError, systemCode, toStorageError } from "../files/storageError";
import { watchFolder } from "../files/watchFolder";

/** What is noted of the keys of one place. */
export interface KeyNotes {
	/** Id of the key that is in use, where somebody chose one. */
	readonly active?: string;
	/** Names of keys by their ids. */
	readonly names: ReadonlyMap<string, string>;
}

/** All that is noted of keys on this machine; no key is in it. */
export interface KeyBookContent {
	/** Whether keys may be read from the environment. */
	readonly environment: boolean;
	/** By name of the place's first slot, see `slotName`. */
	readonly places: ReadonlyMap<string, KeyNotes>;
}

export interface KeyBookOptions {
	/** Folder of the file; created when something is noted or followed. */
	readonly folder: string;
	readonly log: Log;
	readonly fs?: AtomicFs;
}

const FORMAT = 1;
const FILE = "keyNames.json";
const LOCK = "keyNames.lock";
const LARGEST_BYTES = 262_144;
export const NO_NOTES: KeyNotes = { names: new Map() };
const EMPTY: KeyBookContent = { environment: false, places: new Map() };

/**
 * What the keys of this machine are called, which of them is in use and whether the environment may give some: one small
 * file, shared by all windows, since the editor's own state is copied by each window and a change in one can be lost to
 * another. Changes reject with {@link StorageError}.
 */
export class KeyBook implements Disposable {
	private known = EMPTY;
	private version: string | undefined;
	private changes: Promise<unknown> = Promise.resolve();
	private following: Disposable | undefined;
	private isDisposed = false;
	private readonly changed = new Emitter<{ readonly isElsewhere: boolean }>();

	/** Something else is noted than before. */
	readonly onDidChange = this.changed.event;

	constructor(private readonly options: KeyBookOptions) {}

	/** What was noted when the file was last read here. */
	get content(): KeyBookContent {
		return this.known;
	}

	private get path(): string {
		return join(this.options.folder, FILE);
	}

	/** Reads the file where it has changed. What cannot be read is logged and leaves what was known. */
	async refresh(): Promise<void> {
		try {
			const file = await readJsonFile(this.path, LARGEST_BYTES);
			if (file?.version === this.version) return;
			this.take(file?.version, file === undefined ? EMPTY : this.decode(file), true);
		} catch (error) {
			this.options.log.warn(`the names of keys were not read (${systemCode(error) ?? "unknown"})`);
		}
	}

	private decode(file: NonNullable<Awaited<ReturnType<typeof readJsonFile>>>): KeyBookContent {
		if (file.state === "ok") return decodeBook(file.value);
		this.options.log.warn(`the names of keys are damaged (${file.problem})`);
		return EMPTY;
	}

	private take(version: string | undefined, content: KeyBookContent, isElsewhere: boolean): void {
		this.version = version;
		const isSame = JSON.stringify(encodeBook(content)) === JSON.stringify(encodeBook(this.known));
		this.known = content;
		if (!isSame && !this.isDisposed) this.changed.fire({ isElsewhere });
	}

	/** Notices what other windows note, until disposed. */
	async follow(): Promise<void> {
		const { folder, log } = this.options;
		await nodeFs.mkdir(folder, { recursive: true }).catch(() => undefined);
		if (this.isDisposed || this.following !== undefined) return;
		this.following = watchFolder(folder, this.refreshSoon, log);
		await this.refresh();
	}

	/** {@link refresh} for events that wait for nothing. */
	readonly refreshSoon = (): void => {
		this.refresh().catch((error: unknown) => this.options.log.warn(String(error)));
	};

	/** Notes the place anew; `change` gets what all windows have noted so far. */
	note(place: string, change: (notes: KeyNotes) => KeyNotes): Promise<void> {
		return this.change(({ environment, places }) => {
			const notes = change(places.get(place) ?? NO_NOTES);
			const changed = new Map(places);
			if (notes.active === undefined && notes.names.size === 0) changed.delete(place);
			else changed.set(place, notes);
			return { environment, places: changed };
		});
	}

	/** Lets keys be read from the environment, or not any more. */
	allowEnvironment(environment: boolean): Promise<void> {
		return this.change(({ places }) => ({ environment, places }));
	}

	/** Forgets all choices, that the environment may give keys, and all names but those of the given keys. */
	forget(but: ReadonlySet<string>): Promise<void> {
		return this.change(({ places }) => {
			const kept = [...places].map(([place, { names }]): [string, KeyNotes] => [
				place,
				{ names: new Map([...names].filter(([id]) => but.has(id))) },
			]);
			return {
				environment: false,
				places: new Map(kept.filter(([, { names }]) => names.size > 0)),
			};
		});
	}

	private change(make: (content: KeyBookContent) => KeyBookContent): Promise<void> {
		const changing = this.changes.then(() => this.write(make));
		this.changes = changing.catch(() => undefined);
		return changing;
	}

	private async write(make: (content: KeyBookContent) => KeyBookContent): Promise<void> {
		const { folder, fs = nodeAtomicFs } = this.options;
		const name = "the names of your keys";
		try {
			await nodeFs.mkdir(folder, { recursive: true });
			await whileLocked(
				join(folder, LOCK),
				(milliseconds) => fs.wait(milliseconds),
				async (lock) => {
					const file = await readJsonFile(this.path, LARGEST_BYTES);
					const before = (file?.state === "ok" && recordOf(file.value)) || {};
					const format = own(before, "format");
					if (typeof format === "number" && format > FORMAT) throw writtenByNewer();
					const content = make(file === undefined ? EMPTY : this.decode(file));
					const written = JSON.stringify({ ...before, ...encodeBook(content) });
					await writeFileAtomic(this.path, written, fs, { beforeReplace: () => needLock(lock) });
					this.take((await readJsonFile(this.path, LARGEST_BYTES))?.version, content, false);
				},
			);
		} catch (error) {
			throw toStorageError(error, name);
		}
	}

	dispose(): void {
		this.isDisposed = true;
		this.following?.dispose();
		this.changed.dispose();
	}
}

function writtenByNewer(): StorageError {
	return new StorageError(
		"readOnly",
		text("A newer version of Value Area keeps the names of your keys. Update it to change them."),
	);
}

/** Content as it stands in the file. */
function encodeBook({ environment, places }: KeyBookContent) {
	const written = [...places].map(([place, { active, names }]) => [
		place,
		{ ...(active !== undefined && { active }), names: Object.fromEntries(names) },
	]);
	return { format: FORMAT, environment, places: Object.fromEntries(written) as unknown };
}

const isKeyId = (id: string) => id === DEFAULT_KEY || isNamedKey(id);

/** What of a file's value makes sense: a damaged line costs itself alone. */
function decodeBook(value: unknown): KeyBookContent {
	const record = recordOf(value) ?? {};
	const places = new Map<string, KeyNotes>();
	for (const [place, written] of Object.entries(recordOf(own(record, "places")) ?? {})) {
		const slot = readSlotName(place);
		const notes = recordOf(written);
		if (slot === undefined || slot.key !== undefined || notes === undefined) continue;
		const names = new Map<string, string>();
		for (const [id, name] of Object.entries(recordOf(own(notes, "names")) ?? {})) {
			const cleaned = typeof name === "string" ? cutText(cleanKeyName(name), KEY_NAME_LENGTH) : "";
			if (isKeyId(id) && cleaned !== "") names.set(id, cleaned);
		}
		const active = own(notes, "active");
		const isChoice = typeof active === "string" && (isKeyId(active) || active === ENVIRONMENT_KEY);
		places.set(place, { ...(isChoice && { active }), names });
	}
	return { environment: own(record, "environment") === true, places };
}
