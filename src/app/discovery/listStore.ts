import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { GatheredList, ListQuestion } from "../../core/discovery/lists";
import { MOST_LISTED } from "../../core/discovery/lists";
import type { Log } from "../../core/log";
import * as read from "../../core/reader";
import { type EpochMs, epochMs } from "../../core/time";
import {
	type AtomicFs,
	nodeAtomicFs,
	sweepTemporaries,
	writeFileAtomic,
} from "../files/atomicWrite";
import { isRemoved } from "../files/hashedFiles";
import { systemCode } from "../files/storageError";

/** Lists that are kept: those of a few hundred venues. */
const LISTS_KEPT = 400;
/** All of them together. */
const BYTES_KEPT = 33_554_432;
/** The longest list, with room for long names. */
const LARGEST_BYTES = 8_388_608;
const FIRST_LINE = "value-area-list 1 ";
const LIST_FILE = /^[0-9a-f]{64}\.list$/;

export interface ListStoreOptions {
	readonly folder: string;
	readonly log: Log;
	readonly now: () => number;
	readonly fs?: AtomicFs;
	/** Bytes that are kept in all; by default {@link BYTES_KEPT}. */
	readonly bytesKept?: number;
}

/** A list and when the provider gave it. */
export interface DatedList<Item> extends GatheredList<Item> {
	readonly fetchedAt: EpochMs;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The file does not hold what was written, or holds another list. */
class UnusableList extends Error {}

/**
 * What providers listed, one file for each question to each server, so that prompts know the markets of yesterday without
 * a network. A list is a convenience: whatever goes wrong is logged and reads as "none".
 */
export class ListStore {
	private readonly fs: AtomicFs;
	private writes: Promise<void> = Promise.resolve();

	constructor(private readonly options: ListStoreOptions) {
		this.fs = options.fs ?? nodeAtomicFs;
	}

	private path(origin: string, key: string): string {
		return join(this.options.folder, `${sha256(`${origin} ${key}`)}.list`);
	}

	/** Keeps a list in the place of an earlier one. Writes follow one another; never rejects. */
	save<Item>(origin: string, { key }: ListQuestion<Item>, list: DatedList<Item>): Promise<void> {
		this.writes = this.writes
			.then(() => this.write(this.path(origin, key), JSON.stringify({ origin, key, ...list })))
			.catch((error: unknown) => {
				this.options.log.warn(`a list of markets was not kept (${String(error)})`);
			});
		return this.writes;
	}

	private async write(path: string, text: string): Promise<void> {
		const file = `${FIRST_LINE}${sha256(text)}\n${text}`;
		if (Buffer.byteLength(file) > LARGEST_BYTES) throw new RangeError("too large to keep");
		await mkdir(this.options.folder, { recursive: true });
		await writeFileAtomic(path, file, this.fs);
		await this.prune(path);
	}

	/** The list that is kept of a question; `undefined` when there is none that can be read. */
	async load<Item>(
		origin: string,
		question: ListQuestion<Item>,
	): Promise<DatedList<Item> | undefined> {
		const path = this.path(origin, question.key);
		try {
			const { size } = await stat(path);
			if (size > LARGEST_BYTES) throw new UnusableList("too large");
			return decode(await readFile(path, "utf8"), origin, question);
		} catch (error) {
			if (systemCode(error) === "ENOENT") return undefined;
			this.options.log.warn(`a kept list of markets could not be read (${String(error)})`);
			if (error instanceof UnusableList) await remove(path);
			return undefined;
		}
	}

	/** Removes all lists and returns how many went. */
	async clear(): Promise<number> {
		await this.writes;
		let removed = 0;
		for (const name of await this.names()) {
			if (await isRemoved(join(this.options.folder, name))) removed += 1;
		}
		return removed;
	}

	private async names(): Promise<string[]> {
		const names = await readdir(this.options.folder).catch(() => []);
		return names.filter((name) => LIST_FILE.test(name));
	}

	/** Keeps the list just written and the newest of the others, within the limits of count and bytes. */
	private async prune(written: string): Promise<void> {
		const { folder, now, bytesKept = BYTES_KEPT } = this.options;
		const found = await Promise.all(
			(await this.names()).map(async (name) => {
				const path = join(folder, name);
				// Another window may have removed it meanwhile.
				const info = await stat(path).catch(() => undefined);
				return info === undefined ? [] : [{ path, size: info.size, at: info.mtimeMs }];
			}),
		);
		const newestFirst = found
			.flat()
			.sort((a, b) => Number(b.path === written) - Number(a.path === written) || b.at - a.at);
		let bytes = 0;
		for (const [place, { path, size }] of newestFirst.entries()) {
			bytes += size;
			if (place > 0 && (place >= LISTS_KEPT || bytes > bytesKept)) await remove(path);
		}
		await sweepTemporaries(folder, now());
	}
}

/** Removes a file; one that cannot be removed does no harm. */
async function remove(path: string): Promise<void> {
	await rm(path, { force: true }).catch(() => undefined);
}

function decode<Item>(
	file: string,
	origin: string,
	{ key, keptItem }: ListQuestion<Item>,
): DatedList<Item> {
	const end = file.indexOf("\n");
	const text = file.slice(end + 1);
	if (file.slice(0, end) !== `${FIRST_LINE}${sha256(text)}`) throw new UnusableList("damaged");
	const reader = read.fields({
		origin: read.literal(origin),
		key: read.literal(key),
		fetchedAt: read.map(read.count, epochMs),
		dropped: read.count,
		isWhole: read.flag,
		items: read.list(keptItem, MOST_LISTED),
	});
	const kept = read.attempt(reader, JSON.parse(text));
	if (kept === undefined) throw new UnusableList("of another form");
	const { items, dropped, isWhole, fetchedAt } = kept;
	return { items, dropped, isWhole, fetchedAt };
}
