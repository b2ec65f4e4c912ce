import type { Log } from "../../core/log";
import { canonicalJson } from "../../core/query/canonical";
import { cleanMarketName, SAVED_MARKET_FORMAT } from "../../core/query/marketFormat";
import type { MarketContent, SavedMarket } from "../../core/query/savedMarket";
import type { ChartView } from "../../core/query/query";
import { text } from "../../core/text";
import { type AtomicFs, nodeAtomicFs } from "../files/atomicWrite";
import { type Disposable, Emitter } from "../emitter";
import { MarketFiles, type ReadMarket } from "./marketFiles";
import { ordersForPlace } from "./order";
import { randomHex } from "../files/randomHex";
import { StorageError, systemCode, toStorageError } from "../files/storageError";
import { UNREADABLE_FOR_MS, UnreadableFiles } from "./unreadableFiles";
import { watchFolder } from "../files/watchFolder";

/** Most markets that are kept: a longer list helps nobody. */
export const MOST_MARKETS = 500;
/** Lock of the order of the list. */
const LIST = "list";

/** One row of the list: a market, or what is known of one that a newer version wrote. */
export type MarketEntry =
	| { readonly state: "ok"; readonly id: string; readonly market: SavedMarket }
	| {
			readonly state: "newer";
			readonly id: string;
			readonly name: string | undefined;
			/** Position in the list; without one the market stands at its end. */
			readonly order: string | undefined;
	  };

/** What became of a change: `conflict` when another window had changed the market, so that both are kept. */
export interface ChangeOutcome {
	readonly market: SavedMarket;
	readonly conflict: boolean;
}

/** Calls back once after a time, unless it is disposed before. */
export type After = (milliseconds: number, call: () => void) => Disposable;

export interface MarketStoreOptions {
	/** Folder of the market files. Created when the first market is saved. */
	readonly folder: string;
	readonly log: Log;
	readonly now: () => number;
	readonly fs?: AtomicFs;
	readonly after?: After;
}

type Change = Partial<Pick<SavedMarket, "name" | "group" | "queries" | "view">>;

const afterTimeout: After = (milliseconds, call) => {
	const timer = setTimeout(call, milliseconds);
	return { dispose: () => clearTimeout(timer) };
};

function orderOf(entry: MarketEntry): string | undefined {
	return entry.state === "ok" ? entry.market.order : entry.order;
}

function byOrder(a: MarketEntry, b: MarketEntry): number {
	const key = (entry: MarketEntry) =>
		`${orderOf(entry) ?? "~"} ${entry.state === "ok" ? entry.market.createdAt : ""}${entry.id}`;
	const [left, right] = [key(a), key(b)];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** What a person sees of a market, wherever it stands in the list. */
function shown({ name, group, queries, view }: SavedMarket): string {
	return canonicalJson({ name, group, queries, view });
}

/**
 * The saved markets, one file each, shared by all windows. `entries` is what the last scan saw; each
 * change is on disk before its promise resolves. Changes follow one another, and while one is made no
 * other window changes the same market. Rejects with {@link StorageError}.
 */
export class MarketStore {
	private readonly files: MarketFiles;
	private readonly changed = new Emitter<undefined>();
	private readonly foundDamaged = new Emitter<readonly string[]>();
	private readonly unreadable = new UnreadableFiles();
	/** Failures that were logged or told; they come back with each scan. */
	private readonly toldFailures = new Set<string>();
	/** Revisions that this window wrote, by market. */
	private readonly written = new Map<string, Set<number>>();
	private known: readonly MarketEntry[] = [];
	private scans: Promise<void> = Promise.resolve();
	private changes: Promise<unknown> = Promise.resolve();
	private prepared: Promise<void> | undefined;
	private lookAgain: Disposable | undefined;
	private isDisposed = false;

	/** The list changed. */
	readonly onDidChange = this.changed.event;
	/** Tells the paths of files that cannot be read. Their content is kept. */
	readonly onDidFindDamaged = this.foundDamaged.event;

	constructor(private readonly options: MarketStoreOptions) {
		this.files = new MarketFiles(options.folder, options.fs ?? nodeAtomicFs);
	}

	get entries(): readonly MarketEntry[] {
		return this.known;
	}

	get(id: string): MarketEntry | undefined {
		return this.known.find((entry) => entry.id === id);
	}

	/** Reads the folder again. Scans never overlap; failures are logged, the list then stays as it was. */
	rescan(): Promise<void> {
		this.scans = this.scans.then(() => this.scan()).catch(this.logFailure);
		return this.scans;
	}

	/** {@link rescan} for events that wait for nothing. */
	readonly rescanSoon = (): void => {
		this.rescan().catch(this.logFailure);
	};

	private readonly logFailure = (error: unknown): void => {
		const { code } = toStorageError(error, "the list");
		this.options.log.error(`saved markets: ${code ?? "unknown"}`);
	};

	private async scan(): Promise<void> {
		if (this.isDisposed) return;
		this.prepared ??= this.files.prepare(this.options.now());
		await this.prepared.catch((error: unknown) => {
			this.prepared = undefined;
			this.options.log.warn(`saved markets: cannot prepare the folder (${String(error)})`);
		});
		const entries: MarketEntry[] = [];
		const damaged = new Set<string>();
		const told: string[] = [];
		for (const id of await this.files.ids()) {
			const found = await this.readOrTell(id, told);
			if (found === undefined) continue;
			if (found !== "unreadable" && found.state !== "damaged") {
				entries.push(toEntry(id, found));
				continue;
			}
			if (found !== "unreadable") {
				damaged.add(id);
				const aside = await this.setAside(id, found);
				if (aside !== undefined) {
					told.push(aside);
					continue;
				}
			}
			// What was read before is shown until it is known what happened to the file.
			const before = this.get(id);
			if (before !== undefined) entries.push(before);
		}
		this.unreadable.keepOnly(damaged);
		if (damaged.size > 0) this.scanLater();
		this.replaceKnown(entries.sort(byOrder));
		if (told.length > 0) this.foundDamaged.fire(told);
	}

	/** Reads one file; a failure costs that market alone, and is told once. */
	private async readOrTell(
		id: string,
		told: string[],
	): Promise<ReadMarket | "unreadable" | undefined> {
		try {
			return await this.files.read(id);
		} catch (error) {
			const code = systemCode(error) ?? String(error);
			if (!this.toldFailures.has(`${id} ${code}`)) {
				this.toldFailures.add(`${id} ${code}`);
				this.options.log.warn(`saved market ${id} cannot be read (${code})`);
				// Other failures pass by themselves, such as too many open files.
				if (code === "EACCES" || code === "EPERM") told.push(this.files.path(id));
			}
			return "unreadable";
		}
	}

	/** Moves a file that stays unreadable aside, after one more attempt to read it. Returns its new path. */
	private async setAside(
		id: string,
		{ problem, version }: ReadMarket & { readonly state: "damaged" },
	): Promise<string | undefined> {
		const now = this.options.now();
		if (!this.unreadable.isLasting(id, version, now)) return undefined;
		this.options.log.warn(`saved market ${id} is unreadable (${problem})`);
		try {
			return await this.files.whileLocked(id, async () => {
				const again = await this.files.read(id);
				const isSame = again?.state === "damaged" && again.version === version;
				return isSame ? await this.files.keepAside(id, now) : undefined;
			});
		} catch (error) {
			this.options.log.warn(`saved market ${id} stays in place (${String(error)})`);
			return undefined;
		}
	}

	private scanLater(): void {
		const after = this.options.after ?? afterTimeout;
		this.lookAgain?.dispose();
		this.lookAgain = after(UNREADABLE_FOR_MS, this.rescanSoon);
	}

	private replaceKnown(entries: readonly MarketEntry[]): void {
		const same = JSON.stringify(entries) === JSON.stringify(this.known);
		this.known = entries;
		if (!same) this.changed.fire(undefined);
	}

	/** Runs a change after all earlier ones, and turns its failure into a {@link StorageError}. */
	private inTurn<T>(what: string, change: () => Promise<T>): Promise<T> {
		const result = this.changes.then(change).catch((error: unknown) => {
			throw toStorageError(error, what);
		});
		this.changes = result.catch(() => undefined);
		return result;
	}

	private stamp(): string {
		return new Date(this.options.now()).toISOString();
	}

	/** Saves a view at the end of the list. */
	add(name: string, view: ChartView): Promise<SavedMarket> {
		return this.inTurn(name, () => this.insert({}, { ...viewOf(view), name }, undefined));
	}

	/**
	 * Writes a new market behind another one or at the end of the list.
	 *
	 * @param content fields of its origin that this version does not know
	 */
	private async insert(
		content: MarketContent,
		change: Change & ChartView & { readonly name: string },
		behind: string | undefined,
	): Promise<SavedMarket> {
		const { changedContent } = await import("../../core/query/savedMarket.js");
		const write = async (order: string) => {
			const at = this.stamp();
			const { group, name, queries, view } = change;
			const market: SavedMarket = {
				schema: SAVED_MARKET_FORMAT,
				id: randomHex(),
				rev: 1,
				createdAt: at,
				updatedAt: at,
				order,
				...(group === undefined ? {} : { group }),
				name: cleanMarketName(name),
				queries,
				view,
			};
			await this.files.write(market.id, changedContent(content, market));
			this.noteWritten(market);
			return market;
		};
		await this.rescan();
		if (this.known.length >= MOST_MARKETS) throw fullList();
		// There is usually room at the end of the list. Two windows that add there at once get the same key;
		// the next move that this disturbs mends it.
		const end = behind === undefined ? room(this.placeBehind(undefined)) : undefined;
		const market =
			end?.others.size === 0
				? await write(end.own)
				: await this.files.whileLocked(LIST, async () => {
						await this.rescan();
						return write(await this.makeRoom(this.placeBehind(behind)));
					});
		await this.rescan();
		return market;
	}

	/** Markets that stand in an order; the others follow them, and nothing can stand between those. */
	private ordered(): readonly MarketEntry[] {
		return this.known.filter((entry) => orderOf(entry) !== undefined);
	}

	private placeBehind(id: string | undefined): ListPlace {
		const others = this.ordered();
		const position = others.findIndex((entry) => entry.id === id);
		return { others, index: position < 0 ? others.length : position + 1 };
	}

	/**
	 * Makes room at a place by giving neighbours new keys where needed. Returns the key of the place itself.
	 */
	private async makeRoom(place: ListPlace): Promise<string> {
		const { own, others } = room(place);
		for (const [id, order] of others) await this.putAt(id, order);
		return own;
	}

	/** Writes a new order into a market's file; false when there is no such file. */
	private putAt(id: string, order: string): Promise<boolean> {
		return this.files.whileLocked(id, async (lock) => {
			const found = await this.files.read(id);
			if (found === undefined || found.state === "damaged") return false;
			const { content } = found;
			if (found.state === "newer" && found.order === undefined && "order" in content) {
				throw readOnly();
			}
			const { rev } = content;
			const isCounted = Number.isSafeInteger(rev);
			const next = isCounted ? { order, rev: Number(rev) + 1 } : { order };
			await this.files.write(id, { ...content, ...next }, lock);
			if (isCounted) this.noteWritten({ id, rev: Number(rev) + 1 });
			return true;
		});
	}

	private noteWritten({ id, rev }: Pick<SavedMarket, "id" | "rev">): void {
		const revisions = this.written.get(id) ?? new Set<number>();
		this.written.set(id, revisions.add(rev));
	}

	/** Whether another window changed a market, apart from its place, after it was seen here. */
	private isChangedElsewhere(seen: SavedMarket, onDisk: SavedMarket): boolean {
		if (seen.rev === onDisk.rev && seen.updatedAt === onDisk.updatedAt) return false;
		if (shown(seen) === shown(onDisk)) return false;
		const mine = this.written.get(seen.id);
		for (let rev = seen.rev + 1; rev <= onDisk.rev; rev++) {
			if (mine?.has(rev) !== true) return true;
		}
		return onDisk.rev <= seen.rev;
	}

	/**
	 * Changes a market. When another window changed it since it was seen, the change goes to a copy
	 * and both stay; when another window removed it, the change brings it back.
	 *
	 * @param seen the market that the change was made from; by default what the last scan saw
	 */
	async update(id: string, change: Change, seen?: SavedMarket): Promise<ChangeOutcome> {
		const from = seen ?? this.understood(id);
		return this.inTurn(from.name, async () => {
			const market = await this.change(from, change);
			if (market === undefined) return { market: await this.copy(from, change), conflict: true };
			await this.rescan();
			return { market, conflict: false };
		});
	}

	/** Writes a change into the market's file; `undefined` where another window changed it meanwhile. */
	private async change(seen: SavedMarket, change: Change): Promise<SavedMarket | undefined> {
		const { changedContent } = await import("../../core/query/savedMarket.js");
		const { id } = seen;
		return this.files.whileLocked(id, async (lock) => {
			let onDisk = await this.files.read(id);
			const wasRemoved = onDisk === undefined;
			if (wasRemoved && (await this.files.restore(id))) onDisk = await this.files.read(id);
			if (onDisk !== undefined && onDisk.state !== "ok") return undefined;
			const market = onDisk?.market ?? seen;
			if (!wasRemoved && this.isChangedElsewhere(seen, market)) return undefined;
			const next = {
				...withCleanName(change),
				rev: market.rev + 1,
				updatedAt: this.stamp(),
			};
			// Only the changed fields are written: the file may hold more than this version understands.
			const written = wasRemoved ? { ...seen, ...next } : next;
			await this.files.write(id, changedContent(onDisk?.content ?? {}, written), lock);
			const changed: SavedMarket = { ...(wasRemoved ? seen : market), ...next };
			this.noteWritten(changed);
			return changed;
		});
	}

	/** Saves a change as a copy, beside the market that another window changed. */
	private async copy(seen: SavedMarket, change: Change): Promise<SavedMarket> {
		const onDisk = await this.files.read(seen.id);
		const content = onDisk?.state === "ok" ? onDisk.content : {};
		const copy = { ...seen, ...change };
		return this.insert(content, { ...copy, name: `${copy.name} (copy)` }, seen.id);
	}

	/** Adds a copy of a market behind it, with all that its file holds. */
	async duplicate(id: string, name: string): Promise<SavedMarket> {
		const seen = this.understood(id);
		return this.inTurn(seen.name, async () => {
			const onDisk = await this.files.read(id);
			return onDisk?.state === "ok"
				? this.insert(onDisk.content, { ...onDisk.market, name }, id)
				: this.insert({}, { ...seen, name }, id);
		});
	}

	/**
	 * Moves a market in front of another one, or to the end of the list. The list is read again first, so
	 * that what other windows did to it and to the market stays.
	 */
	async move(id: string, beforeId: string | undefined): Promise<void> {
		const { name } = this.present(id);
		await this.inTurn(name, () =>
			this.files.whileLocked(LIST, async () => {
				await this.rescan();
				const others = this.ordered().filter((entry) => entry.id !== id);
				const position = others.findIndex((entry) => entry.id === beforeId);
				const index = position < 0 ? others.length : position;
				if (!(await this.putAt(id, await this.makeRoom({ others, index })))) throw gone();
			}),
		).finally(() => this.rescan());
	}

	/** Removes a market; {@link restore} brings it back for a day. A change of another window wins over the removal. */
	async remove(id: string): Promise<"removed" | "changedElsewhere"> {
		const { name, seen } = this.present(id);
		return this.inTurn(name, async () => {
			const outcome = await this.files.whileLocked(id, async () => {
				const onDisk = await this.files.read(id);
				if (onDisk === undefined) return "removed";
				const isChanged =
					seen !== undefined &&
					(onDisk.state === "newer" ||
						(onDisk.state === "ok" && this.isChangedElsewhere(seen, onDisk.market)));
				if (isChanged) return "changedElsewhere";
				await this.files.remove(id, this.options.now());
				return "removed";
			});
			await this.rescan();
			return outcome;
		});
	}

	/** Undoes a removal; false when it is too late. */
	restore(id: string): Promise<boolean> {
		return this.inTurn("the market", async () => {
			const restored = await this.files.whileLocked(id, () => this.files.restore(id));
			await this.rescan();
			return restored;
		});
	}

	/** Name of a market in the list and, when this version can read it, the market as it was last seen. */
	private present(id: string): { readonly name: string; readonly seen: SavedMarket | undefined } {
		const entry = this.get(id);
		if (entry === undefined) throw gone();
		return entry.state === "ok"
			? { name: entry.market.name, seen: entry.market }
			: { name: entry.name ?? id, seen: undefined };
	}

	private understood(id: string): SavedMarket {
		const { seen } = this.present(id);
		if (seen === undefined) throw readOnly();
		return seen;
	}

	/** Follows the changes of other windows until disposed. Watchers miss events: rescan on focus as well. */
	follow(): Disposable {
		const { folder, log } = this.options;
		return watchFolder(folder, this.rescanSoon, log);
	}

	/** Stops scanning. Changes that run are finished. */
	dispose(): void {
		this.isDisposed = true;
		this.lookAgain?.dispose();
		this.changed.dispose();
		this.foundDamaged.dispose();
	}
}

/** A place in the list: in front of the one that stands at `index` now. */
interface ListPlace {
	readonly others: readonly MarketEntry[];
	readonly index: number;
}

/** The key of a place, and new ones of those beside it that have to make room, by id. */
function room({ others, index }: ListPlace): {
	readonly own: string;
	readonly others: ReadonlyMap<string, string>;
} {
	const orders = others.map((entry) => orderOf(entry) ?? "");
	const keys = ordersForPlace([...orders.slice(0, index), "", ...orders.slice(index)], index);
	const moved = new Map<string, string>();
	for (const [at, key] of keys) {
		const neighbour = at === index ? undefined : others[at < index ? at : at - 1];
		if (neighbour !== undefined) moved.set(neighbour.id, key);
	}
	const own = keys.get(index);
	if (own === undefined) throw new Error("a place has a key");
	return { own, others: moved };
}

function viewOf({ queries, view }: ChartView): ChartView {
	return { queries, view };
}

function withCleanName(change: Change): Change {
	const { name } = change;
	return name === undefined ? change : { ...change, name: cleanMarketName(name) };
}

function toEntry(id: string, found: Exclude<ReadMarket, { state: "damaged" }>): MarketEntry {
	if (found.state === "ok") return { state: "ok", id, market: found.market };
	const { name, order } = found;
	return { state: "newer", id, name, order };
}

function gone(): StorageError {
	return new StorageError("gone", text("This market was removed. Save it again from its chart."));
}

function readOnly(): StorageError {
	return new StorageError(
		"readOnly",
		text("A newer version of Value Area made this market. Update the extension to change it."),
	);
}

function fullList(): StorageError {
	return new StorageError(
		"full",
		text("{0} markets are saved, more are not possible. Remove some first.", MOST_MARKETS),
	);
}
