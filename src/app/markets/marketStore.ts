import type { Log } from "../../core/log";
import { canonicalJson } from "../../core/query/canonical";
import { cleanMarketName, SAVED_MARKET_FORMAT } from "../../core/query/marketFormat";
import { decodeMarketGroup } from "../../core/query/marketGroup";
import type { DecodedMarket, MarketContent, SavedMarket } from "../../core/query/savedMarket";
import type { ChartView } from "../../core/query/query";
import { text } from "../../core/text";
import { type AtomicFs, nodeAtomicFs } from "../files/atomicWrite";
import { type Disposable, Emitter } from "../emitter";
import { randomHex } from "../files/randomHex";
import { StorageError, toStorageError } from "../files/storageError";
import { watchFolder } from "../files/watchFolder";
import { gone as groupGone, MarketGroups } from "./marketGroups";
import { type ListPlace, roomAt } from "./order";
import { ScannedFiles } from "./scannedFiles";
import { type Damaged, prepareFolder, StoredFiles, whileLockedIn } from "./storedFiles";
import { Turns } from "./turns";
import { UNREADABLE_FOR_MS } from "./unreadableFiles";
import { type NewPlace, writePlace } from "./writePlace";

/** Most markets that are kept: a longer list helps nobody. */
export const MOST_MARKETS = 500;
/** Lock of the order of the list. */
const LIST = "list";
/** What the names of the files of groups begin with; those of markets are ids alone. */
const GROUP_PREFIX = "group-";

/** One row of the list: a market, or what is known of one that a newer version wrote. */
export type MarketEntry =
	| { readonly state: "ok"; readonly id: string; readonly market: SavedMarket }
	| {
			readonly state: "newer";
			readonly id: string;
			readonly name: string | undefined;
			/** Position in the list; without one the market stands at its end. */
			readonly order: string | undefined;
			/** Id of the group that it names. */
			readonly group: string | undefined;
	  };

/** What a market's file holds, where it can be read. */
type ReadableMarket = Exclude<DecodedMarket, Damaged>;

/** Where markets come to: a group or none, and in it in front of another one, behind it, or at the end. */
export interface MarketPlace {
	readonly group?: string | undefined;
	readonly before?: string | undefined;
	readonly behind?: string | undefined;
}

/** A market that is new to the list. */
export interface NewMarket extends ChartView {
	readonly name: string;
	/** Id of the group that it comes to. */
	readonly group?: string | undefined;
}

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

type Change = Partial<Pick<SavedMarket, "name" | "queries" | "view">>;

const afterTimeout: After = (milliseconds, call) => {
	const timer = setTimeout(call, milliseconds);
	return { dispose: () => clearTimeout(timer) };
};

function orderOf(entry: MarketEntry): string | undefined {
	return entry.state === "ok" ? entry.market.order : entry.order;
}

function groupNamed(entry: MarketEntry): string | undefined {
	return entry.state === "ok" ? entry.market.group : entry.group;
}

function byOrder(a: MarketEntry, b: MarketEntry): number {
	const key = (entry: MarketEntry) =>
		`${orderOf(entry) ?? "~"} ${entry.state === "ok" ? entry.market.createdAt : ""}${entry.id}`;
	const [left, right] = [key(a), key(b)];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** What a person sees of a market, wherever it stands in the list and its groups. */
function shown({ name, queries, view }: SavedMarket): string {
	return canonicalJson({ name, queries, view });
}

/**
 * The saved markets, one file each, shared by all windows. `entries` is what the last scan saw; each
 * change is on disk before its promise resolves. Changes follow one another, and while one is made no
 * other window changes the same market. Rejects with {@link StorageError}.
 */
export class MarketStore {
	private readonly files: StoredFiles<ReadableMarket>;
	private readonly scanned: ScannedFiles<ReadableMarket>;
	private readonly changed = new Emitter<undefined>();
	private readonly foundDamaged = new Emitter<readonly string[]>();
	private readonly turns = new Turns();
	/** Revisions that this window wrote, by market. */
	private readonly written = new Map<string, Set<number>>();
	private known: readonly MarketEntry[] = [];
	/** What was told last of markets and groups. */
	private shownAs = "[[],[]]";
	private scans: Promise<void> = Promise.resolve();
	private prepared: Promise<void> | undefined;
	private lookAgain: Disposable | undefined;
	private isDisposed = false;

	/** The groups that markets stand in. */
	readonly groups: MarketGroups;
	/** The list, or its groups, changed. */
	readonly onDidChange = this.changed.event;
	/** Tells the paths of files that cannot be read. Their content is kept. */
	readonly onDidFindDamaged = this.foundDamaged.event;

	constructor(private readonly options: MarketStoreOptions) {
		const { folder, log, now, fs = nodeAtomicFs } = options;
		this.files = new StoredFiles(folder, fs, { prefix: "", decode: decodeMarket });
		this.scanned = new ScannedFiles(this.files, { log, now, what: "saved market" });
		const groups = new StoredFiles(folder, fs, {
			prefix: GROUP_PREFIX,
			decode: (value, id) => Promise.resolve(decodeMarketGroup(value, id)),
		});
		this.groups = new MarketGroups(
			{
				files: groups,
				turns: this.turns,
				rescan: () => this.rescan(),
				whileListLocked: (task) => this.whileListLocked(task),
			},
			{ log, now },
		);
	}

	get entries(): readonly MarketEntry[] {
		return this.known;
	}

	get(id: string): MarketEntry | undefined {
		return this.known.find((entry) => entry.id === id);
	}

	/** Id of the group that a market stands in; `undefined` also where no group has the id that its file names. */
	groupOf(entry: MarketEntry): string | undefined {
		const named = groupNamed(entry);
		return named === undefined ? undefined : this.groups.get(named)?.id;
	}

	/** The markets of a group, or those outside of groups, in the order of the list. */
	inGroup(group: string | undefined): readonly MarketEntry[] {
		return this.known.filter((entry) => this.groupOf(entry) === group);
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
		this.prepared ??= prepareFolder(this.options.folder, this.options.now());
		await this.prepared.catch((error: unknown) => {
			this.prepared = undefined;
			this.options.log.warn(`saved markets: cannot prepare the folder (${String(error)})`);
		});
		const markets = await this.scanned.scan();
		const groups = await this.groups.scan();
		const entries = [...markets.found].map(([id, found]) => toEntry(id, found));
		// What was read before is shown until it is known what happened to the file.
		const before = markets.unclear.flatMap((id) => this.get(id) ?? []);
		if (markets.hasDamaged || groups.hasDamaged) this.scanLater();
		this.replaceKnown([...entries, ...before].sort(byOrder));
		const told = [...markets.told, ...groups.told];
		if (told.length > 0) this.foundDamaged.fire(told);
	}

	private scanLater(): void {
		const after = this.options.after ?? afterTimeout;
		this.lookAgain?.dispose();
		this.lookAgain = after(UNREADABLE_FOR_MS, this.rescanSoon);
	}

	private replaceKnown(entries: readonly MarketEntry[]): void {
		const shownAs = JSON.stringify([entries, this.groups.entries]);
		// Who shows the list knows its entries by themselves, so they stay while nothing changes.
		if (shownAs === this.shownAs) return;
		this.known = entries;
		this.shownAs = shownAs;
		this.changed.fire(undefined);
	}

	private inTurn<T>(what: string, change: () => Promise<T>): Promise<T> {
		return this.turns.take(what, change);
	}

	private whileListLocked<T>(task: () => Promise<T>): Promise<T> {
		const { folder, fs = nodeAtomicFs } = this.options;
		return whileLockedIn(folder, LIST, fs, task);
	}

	private stamp(): string {
		return new Date(this.options.now()).toISOString();
	}

	/** Saves a view at the end of the list. */
	add(name: string, view: ChartView): Promise<SavedMarket> {
		return this.inTurn(name, () => this.insert({}, { ...viewOf(view), name }, undefined));
	}

	/**
	 * Saves several views at the end of the list, all or none: where one cannot be written, those before it are
	 * taken back. Rejects with `full` where the list cannot hold all of them.
	 */
	addAll(markets: readonly NewMarket[]): Promise<readonly SavedMarket[]> {
		return this.inTurn("the markets", () =>
			this.whileListLocked(async () => {
				await this.rescan();
				if (this.known.length + markets.length > MOST_MARKETS) throw fullList();
				const orders = await this.makeRoom(this.placeBehind(undefined), markets.length);
				const added: SavedMarket[] = [];
				try {
					for (const [index, market] of markets.entries()) {
						added.push(await this.writeNew({}, market, orders[index] ?? ""));
					}
				} catch (error) {
					for (const { id } of added) await this.files.remove(id, this.options.now());
					throw error;
				}
				return added;
			}),
		).finally(() => this.rescan());
	}

	/** @param content fields of its origin that this version does not know */
	private async writeNew(
		content: MarketContent,
		{ group, name, queries, view }: NewMarket,
		order: string,
	): Promise<SavedMarket> {
		const { changedContent } = await import("../../core/query/savedMarket.js");
		const at = this.stamp();
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
	}

	/**
	 * Writes a new market behind another one or at the end of the list.
	 *
	 * @param content fields of its origin that this version does not know
	 */
	private async insert(
		content: MarketContent,
		market: NewMarket,
		behind: string | undefined,
	): Promise<SavedMarket> {
		await this.rescan();
		if (this.known.length >= MOST_MARKETS) throw fullList();
		// There is usually room at the end of the list. Two windows that add there at once get the same key;
		// the next move that this disturbs mends it.
		const end = behind === undefined ? roomAt(this.placeBehind(undefined), 1) : undefined;
		const [order] = end?.others.size === 0 ? end.own : [];
		const written =
			order !== undefined
				? await this.writeNew(content, market, order)
				: await this.whileListLocked(async () => {
						await this.rescan();
						const [free = ""] = await this.makeRoom(this.placeBehind(behind), 1);
						return this.writeNew(content, market, free);
					});
		await this.rescan();
		return written;
	}

	/** Markets that stand in an order; the others follow them, and nothing can stand between those. */
	private ordered(): ListPlace["others"] {
		return this.known.flatMap((entry) => {
			const order = orderOf(entry);
			return order === undefined ? [] : [{ id: entry.id, order }];
		});
	}

	private placeBehind(id: string | undefined): ListPlace {
		const others = this.ordered();
		const position = others.findIndex((entry) => entry.id === id);
		return { others, index: position < 0 ? others.length : position + 1 };
	}

	/**
	 * Makes room at a place by giving neighbours new keys where needed. Returns the keys of what comes there.
	 */
	private async makeRoom(place: ListPlace, count: number): Promise<readonly string[]> {
		const { own, others } = roomAt(place, count);
		for (const [id, order] of others) await this.putAt(id, { order });
		return own;
	}

	/** Writes a new place into a market's file; false when there is no such file. */
	private async putAt(id: string, place: NewPlace): Promise<boolean> {
		const written = await writePlace(this.files, id, place, readOnly);
		if (written?.rev !== undefined) this.noteWritten({ id, rev: written.rev });
		return written !== undefined;
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
	 * Moves markets, in the order that they are given in. The list is read again first, so that what other
	 * windows did to it and to the markets stays. Rejects with `gone` where one of them, or the group, was
	 * removed; those before it have moved then.
	 */
	async move(ids: readonly string[], { group, before, behind }: MarketPlace): Promise<void> {
		const [first = ""] = ids;
		const { name } = this.present(first);
		await this.inTurn(name, () =>
			this.whileListLocked(async () => {
				await this.rescan();
				if (group !== undefined && this.groups.get(group) === undefined) throw groupGone();
				const others = this.ordered().filter(({ id }) => !ids.includes(id));
				const position = others.findIndex(({ id }) => id === (before ?? behind));
				const index = position < 0 ? others.length : before === undefined ? position + 1 : position;
				const orders = await this.makeRoom({ others, index }, ids.length);
				for (const [at, id] of ids.entries()) {
					const entry = this.get(id);
					const order = orders[at];
					if (entry === undefined || order === undefined) throw gone();
					const isThere = this.groupOf(entry) === group;
					const place = isThere ? { order } : { order, group: { id: group } };
					if (!(await this.putAt(id, place))) throw gone();
				}
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

function viewOf({ queries, view }: ChartView): ChartView {
	return { queries, view };
}

function withCleanName(change: Change): Change {
	const { name } = change;
	return name === undefined ? change : { ...change, name: cleanMarketName(name) };
}

function toEntry(id: string, found: ReadableMarket): MarketEntry {
	if (found.state === "ok") return { state: "ok", id, market: found.market };
	const { name, order, group } = found;
	return { state: "newer", id, name, order, group };
}

/** The schemas are loaded with the first file, since many windows have no saved market. */
async function decodeMarket(value: unknown, id: string): Promise<DecodedMarket> {
	const { decodeSavedMarket } = await import("../../core/query/savedMarket.js");
	return decodeSavedMarket(value, id);
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
