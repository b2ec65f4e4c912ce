import { promises as nodeFs } from "node:fs";
import { join } from "node:path";
import { isProviderError } from "../../core/errors/errors";
import type { Log } from "../../core/log";
import { text } from "../../core/text";
import { isDataSetId } from "../../core/trades/dataSet/dataSetId";
import {
	type DataSetDefinition,
	type DecodedDefinition,
	decodeDefinition,
	FILES_FORMAT,
	type FilesDefinition,
} from "../../core/trades/dataSet/definition";
import { type Disposable, Emitter } from "../emitter";
import type { TableRef } from "../../core/trades/table/tables";
import {
	type AtomicFs,
	moveFile,
	nodeAtomicFs,
	sweepTemporaries,
	writeFileAtomic,
} from "../files/atomicWrite";
import { readJsonFile } from "../files/jsonFile";
import { needLock, whileLocked } from "../files/lockFile";
import { StorageError, systemCode, toStorageError } from "../files/storageError";
import { watchFolder } from "../files/watchFolder";
import { type DefinitionPlace, definitionPlaces, WORKSPACE_DATA_SETS } from "./places";

/** One data set of the list. */
export interface DataSetEntry {
	readonly id: string;
	/** Path of its definition. */
	readonly path: string;
	/** The workspace's folder that it belongs to; absent where it is the person's own. */
	readonly workspace?: string;
	/** `undefined` where a newer version wrote the file or it is damaged. */
	readonly definition: DataSetDefinition | undefined;
	readonly state: DecodedDefinition["state"];
}

/** What can be changed of a data set: of one of files its paths too, of one of a table where it stands. */
export type DefinitionChange = Partial<
	Pick<FilesDefinition, "name" | "files"> & Pick<DataSetDefinition, "name" | "layout">
> & { readonly ref?: TableRef };

export interface DefinitionsOptions {
	/** The person's own data sets. Created when the first is added. */
	readonly folder: string;
	/** Folders of the workspace whose data sets may be read; none where it is not trusted. */
	readonly workspaces: () => readonly string[];
	readonly log: Log;
	readonly now: () => number;
	readonly fs?: AtomicFs;
}

const DEFINITION = /^(.+)\.json$/;

/**
 * The definitions of data sets, one file each, `<id>.json`: the person's own in one folder, those of the workspace in
 * {@link WORKSPACE_DATA_SETS}, which win. Each change is on disk before its promise resolves; changes reject with
 * {@link StorageError}. Nothing here touches the files that a data set names.
 */
export class Definitions {
	private readonly changed = new Emitter<undefined>();
	private readonly following: Disposable[] = [];
	private readonly names = new Map<string, string>();
	private readonly named = new Emitter<{ readonly isRenamed: boolean }>();
	private changes: Promise<unknown> = Promise.resolve();
	private isSwept = false;

	/** A definition was added, changed or removed, here or by somebody else. */
	readonly onDidChange = this.changed.event;
	/** A data set turned out to be called otherwise than {@link nameOf} said; `isRenamed` where it said a name. */
	readonly onDidName = this.named.event;

	constructor(private readonly options: DefinitionsOptions) {}

	/** All data sets, the workspace's first, by name. A folder that cannot be read is logged. */
	async list(): Promise<readonly DataSetEntry[]> {
		const entries = new Map<string, DataSetEntry>();
		for (const place of this.places()) {
			for (const id of await this.idsIn(place.folder)) {
				if (entries.has(id)) continue;
				const entry = await this.read(id, place);
				if (entry !== undefined) entries.set(id, entry);
			}
		}
		const key = ({ workspace, definition, id }: DataSetEntry) =>
			`${workspace === undefined ? "1" : "0"} ${definition?.name.toLowerCase() ?? "~"} ${id}`;
		return [...entries.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
	}

	/** The data set of an id; `undefined` where there is none. */
	async get(id: string): Promise<DataSetEntry | undefined> {
		if (!isDataSetId(id)) return undefined;
		for (const place of this.places()) {
			const entry = await this.read(id, place);
			if (entry !== undefined) return entry;
		}
		return undefined;
	}

	/** What a data set was called when its definition was last read here; `undefined` before that. */
	nameOf(id: string): string | undefined {
		return this.names.get(id);
	}

	private places(): readonly DefinitionPlace[] {
		return definitionPlaces(this.options.folder, this.options.workspaces());
	}

	private async idsIn(folder: string): Promise<readonly string[]> {
		try {
			const names = await nodeFs.readdir(folder);
			return names
				.map((name) => DEFINITION.exec(name)?.[1] ?? "")
				.filter(isDataSetId)
				.sort();
		} catch (error) {
			const code = systemCode(error);
			if (code !== "ENOENT" && code !== "ENOTDIR") {
				this.options.log.warn(`data sets: ${folder} cannot be read (${code ?? "unknown"})`);
			}
			return [];
		}
	}

	private async read(
		id: string,
		{ folder, workspace }: DefinitionPlace,
	): Promise<DataSetEntry | undefined> {
		const path = join(folder, `${id}.json`);
		const own = { id, path, ...(workspace !== undefined && { workspace }) };
		try {
			const file = await readJsonFile(path);
			if (file === undefined) return undefined;
			const decoded: DecodedDefinition =
				file.state === "damaged" ? file : decodeDefinition(file.value);
			const definition = decoded.state === "ok" ? decoded.definition : undefined;
			if (definition !== undefined) this.noteName(id, definition.name);
			return { ...own, definition, state: decoded.state };
		} catch (error) {
			this.options.log.warn(`data set ${id} cannot be read (${systemCode(error) ?? "unknown"})`);
			return { ...own, definition: undefined, state: "damaged" };
		}
	}

	private noteName(id: string, name: string): void {
		const before = this.names.get(id);
		if (before === name) return;
		this.names.set(id, name);
		this.named.fire({ isRenamed: before !== undefined });
	}

	/**
	 * Writes a new data set of the person's own.
	 *
	 * @param idOf chooses the id; `isUsed` says whether one is taken. It is asked while no other window adds one
	 */
	add(
		definition: DataSetDefinition,
		idOf: (isUsed: (id: string) => boolean) => string,
	): Promise<DataSetEntry> {
		return this.inTurn(definition.name, async () => {
			const { folder } = this.options;
			await nodeFs.mkdir(folder, { recursive: true });
			await this.sweep();
			return this.whileLocked("list", async (beforeReplace) => {
				const used = new Set((await this.list()).map(({ id }) => id));
				const id = idOf((one) => used.has(one));
				const path = join(folder, `${id}.json`);
				await this.write(path, definition, beforeReplace);
				this.noteName(id, definition.name);
				return { id, path, definition, state: "ok" };
			});
		});
	}

	/**
	 * Changes a data set where its definition stands. Fields that this version does not know stay. Resolves with
	 * what it is now; rejects with `gone` where the definition was removed meanwhile.
	 */
	change(id: string, change: DefinitionChange): Promise<DataSetEntry> {
		return this.inTurn(id, async () => {
			const entry = await this.get(id);
			if (entry?.definition === undefined) throw notThere(id);
			return this.whileLocked(id, async (beforeReplace) => {
				const file = await readJsonFile(entry.path);
				const decoded = file?.state === "ok" ? decodeDefinition(file.value) : undefined;
				if (decoded?.state !== "ok") throw notThere(id);
				const definition = changed(decoded.definition, change);
				await this.write(entry.path, { ...decoded.content, ...definition }, beforeReplace);
				this.noteName(id, definition.name);
				return { ...entry, definition, state: "ok" as const };
			});
		});
	}

	/**
	 * Gives a data set of the person's own another id; its file moves, whatever it holds. Rejects with `gone` where it
	 * was removed meanwhile.
	 *
	 * @param check throws where the new id cannot be taken; `isUsed` says whether one is. It is asked while no other
	 * window adds one
	 */
	changeId(
		id: string,
		wanted: string,
		check: (isUsed: (id: string) => boolean) => void,
	): Promise<DataSetEntry> {
		return this.inTurn(id, async () => {
			const entry = await this.get(id);
			if (entry === undefined) throw notThere(id);
			if (entry.workspace !== undefined) throw belongsToWorkspace(entry);
			return this.whileLocked("list", () =>
				this.whileLocked(id, async (beforeReplace) => {
					const used = new Set((await this.list()).map((one) => one.id));
					if (!used.has(id)) throw notThere(id);
					check((one) => used.has(one));
					const { fs = nodeAtomicFs, folder } = this.options;
					const path = join(folder, `${wanted}.json`);
					await beforeReplace();
					await moveFile(fs, entry.path, path);
					if (entry.definition !== undefined) this.noteName(wanted, entry.definition.name);
					this.changed.fire(undefined);
					return { ...entry, id: wanted, path };
				}),
			);
		});
	}

	/** Removes a definition of the person's own; those of a workspace belong to whoever keeps its files. */
	remove(id: string): Promise<void> {
		return this.inTurn(id, async () => {
			const entry = await this.get(id);
			if (entry === undefined) return;
			if (entry.workspace !== undefined) {
				throw new StorageError(
					"readOnly",
					text(
						"{0} belongs to this workspace. Delete {1} to remove it for all who share the folder.",
						entry.definition?.name ?? id,
						pathInWorkspace(entry),
					),
				);
			}
			await nodeFs.rm(entry.path, { force: true });
			this.changed.fire(undefined);
		});
	}

	/** Notices what others write, until disposed. */
	async follow(): Promise<void> {
		await nodeFs.mkdir(this.options.folder, { recursive: true }).catch(() => undefined);
		for (const one of this.following.splice(0)) one.dispose();
		for (const { folder } of this.places()) {
			const isThere = await nodeFs.stat(folder).then(
				(info) => info.isDirectory(),
				() => false,
			);
			if (!isThere) continue;
			this.following.push(
				watchFolder(folder, () => this.changed.fire(undefined), this.options.log),
			);
		}
	}

	dispose(): void {
		for (const one of this.following.splice(0)) one.dispose();
		this.changed.dispose();
		this.named.dispose();
	}

	private async write(
		path: string,
		content: object,
		beforeReplace: () => Promise<void>,
	): Promise<void> {
		const written = `${JSON.stringify(content, undefined, "\t")}\n`;
		// A file of the workspace is made by whoever shares it; ours are for their owner alone.
		const keepMode = await nodeFs.stat(path).then(
			({ mode }) => mode & 0o777,
			() => undefined,
		);
		const { fs = nodeAtomicFs } = this.options;
		await writeFileAtomic(path, written, fs, {
			beforeReplace,
			...(keepMode !== undefined && { keepMode }),
		});
		this.changed.fire(undefined);
	}

	/** Locks stand in our own folder, so that a workspace holds nothing but definitions. */
	private whileLocked<T>(
		name: string,
		task: (beforeReplace: () => Promise<void>) => Promise<T>,
	): Promise<T> {
		const { fs = nodeAtomicFs, folder } = this.options;
		const wait = (milliseconds: number) => fs.wait(milliseconds);
		return nodeFs
			.mkdir(folder, { recursive: true })
			.then(() =>
				whileLocked(join(folder, `${name}.lock`), wait, (lock) => task(() => needLock(lock))),
			);
	}

	private async sweep(): Promise<void> {
		if (this.isSwept) return;
		this.isSwept = true;
		await sweepTemporaries(this.options.folder, this.options.now()).catch(() => undefined);
	}

	/**
	 * Runs a change after all earlier ones, and turns its failure into a {@link StorageError}; a refusal stays what it
	 * is.
	 */
	private inTurn<T>(what: string, change: () => Promise<T>): Promise<T> {
		const result = this.changes.then(change).catch((error: unknown) => {
			throw isProviderError(error) ? error : toStorageError(error, what);
		});
		this.changes = result.catch(() => undefined);
		return result;
	}
}

/** A definition with what is other than it was: a table has no paths, and files stand in no table. */
export function changed(
	before: DataSetDefinition,
	{ files, ref, ...change }: DefinitionChange,
): DataSetDefinition {
	return before.schema === FILES_FORMAT
		? { ...before, ...change, ...(files !== undefined && { files }) }
		: { ...before, ...change, ...ref };
}

/** Where the definition of a workspace's data set stands, as people write paths. */
function pathInWorkspace({ id }: DataSetEntry): string {
	return `${WORKSPACE_DATA_SETS.replaceAll("\\", "/")}/${id}.json`;
}

function belongsToWorkspace(entry: DataSetEntry): StorageError {
	return new StorageError(
		"readOnly",
		text(
			"{0} belongs to this workspace. Rename {1} to change its id for all who share the folder.",
			entry.definition?.name ?? entry.id,
			pathInWorkspace(entry),
		),
	);
}

function notThere(id: string): StorageError {
	return new StorageError(
		"gone",
		text("{0} is not there any more. It was removed somewhere else.", id),
	);
}
