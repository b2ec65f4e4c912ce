import type { Log } from "../core/log";
import { cleanMarketName, SAVED_MARKET_FORMAT } from "../core/query/marketFormat";
import type { DecodedMarket, SavedMarket } from "../core/query/savedMarket";
import type { ChartView } from "../core/query/schema";
import { text } from "../core/text";
import { type AtomicFs, nodeAtomicFs } from "./atomicWrite";
import { type Disposable, Emitter } from "./emitter";
import { MarketFiles } from "./marketFiles";
import { orderBetween } from "./order";
import { randomHex } from "./randomHex";
import { StorageError, toStorageError } from "./storageError";
import { watchFolder } from "./watchFolder";

/** More are not kept: a list of this length is no help any more. */
export const MOST_MARKETS = 500;

/** One row of the list: a market, or what is known of one that a newer version wrote. */
export type MarketEntry =
	| { readonly state: "ok"; readonly id: string; readonly market: SavedMarket }
	| { readonly state: "newer"; readonly id: string; readonly name: string | undefined };

/** What became of a change: `conflict` when another window had changed the market, so that both are kept. */
export interface ChangeOutcome {
	readonly market: SavedMarket;
	readonly conflict: boolean;
}

export interface MarketStoreOptions {
	/** Folder of the market files. Created when the first market is saved. */
	readonly folder: string;
	readonly log: Log;
	readonly now: () => number;
	readonly fs?: AtomicFs;
}

type Change = Partial<Pick<SavedMarket, "name" | "group" | "order" | "queries" | "view">>;

function byOrder(a: MarketEntry, b: MarketEntry): number {
	const key = (entry: MarketEntry) =>
		entry.state === "ok" ? `${entry.market.order} ${entry.market.createdAt}` : "~";
	const [left, right] = [key(a) + a.id, key(b) + b.id];
	return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * The saved markets, one file each, shared by all windows. `entries` is what the last scan saw; each
 * change is on disk before its promise resolves. Rejects with {@link StorageError}.
 */
export class MarketStore {
	private readonly files: MarketFiles;
	private readonly changed = new Emitter<undefined>();
	private readonly foundDamaged = new Emitter<readonly string[]>();
	private known: readonly MarketEntry[] = [];
	private scans: Promise<void> = Promise.resolve();
	private prepared: Promise<void> | undefined;

	/** The list changed. */
	readonly onDidChange = this.changed.event;
	/** Files could not be read and were moved to the paths given. */
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
		this.scans = this.scans
			.then(() => this.scan())
			.catch((error: unknown) => {
				this.options.log.error(
					`saved markets: ${toStorageError(error, "the list").code ?? "unknown"}`,
				);
			});
		return this.scans;
	}

	private async scan(): Promise<void> {
		this.prepared ??= this.files.prepare(this.options.now());
		await this.prepared.catch((error: unknown) => {
			this.prepared = undefined;
			this.options.log.warn(`saved markets: cannot prepare the folder (${String(error)})`);
		});
		const entries: MarketEntry[] = [];
		const damaged: string[] = [];
		for (const id of await this.files.ids()) {
			const decoded = await this.files.read(id);
			if (decoded?.state === "damaged") damaged.push(...(await this.setAside(id, decoded.problem)));
			else if (decoded !== undefined) entries.push(toEntry(id, decoded));
		}
		this.replaceKnown(entries.sort(byOrder));
		if (damaged.length > 0) this.foundDamaged.fire(damaged);
	}

	private async setAside(id: string, problem: string): Promise<string[]> {
		this.options.log.warn(`saved market ${id} is unreadable (${problem})`);
		try {
			return [await this.files.keepAside(id, this.options.now())];
		} catch (error) {
			// Another window may have moved it first.
			this.options.log.warn(`saved market ${id} stays in place (${String(error)})`);
			return [];
		}
	}

	private replaceKnown(entries: readonly MarketEntry[]): void {
		const same = JSON.stringify(entries) === JSON.stringify(this.known);
		this.known = entries;
		if (!same) this.changed.fire(undefined);
	}

	private async commit(market: SavedMarket): Promise<void> {
		try {
			await this.files.write(market);
		} catch (error) {
			throw toStorageError(error, market.name);
		}
		await this.rescan();
	}

	private stamp(): string {
		return new Date(this.options.now()).toISOString();
	}

	/** Saves a view at the end of the list. */
	async add(name: string, view: ChartView): Promise<SavedMarket> {
		await this.rescan();
		return this.insert(name, view, undefined, this.lastOrder());
	}

	private lastOrder(): string | undefined {
		return this.known.flatMap((entry) => (entry.state === "ok" ? entry.market.order : [])).at(-1);
	}

	private async insert(
		name: string,
		view: ChartView,
		group: string | undefined,
		after: string | undefined,
		before?: string,
	): Promise<SavedMarket> {
		if (this.known.length >= MOST_MARKETS) {
			throw new StorageError(
				"full",
				text("{0} markets are saved, more are not possible. Remove some first.", MOST_MARKETS),
			);
		}
		const at = this.stamp();
		const market: SavedMarket = {
			schema: SAVED_MARKET_FORMAT,
			id: randomHex(),
			rev: 1,
			createdAt: at,
			updatedAt: at,
			order: orderBetween(after, before),
			...(group === undefined ? {} : { group }),
			name: cleanMarketName(name),
			queries: view.queries,
			view: view.view,
		};
		await this.commit(market);
		return market;
	}

	/**
	 * Changes a market. When another window changed it since the last scan, the change goes to a copy
	 * and both stay; when another window removed it, the change brings it back.
	 */
	async update(id: string, change: Change): Promise<ChangeOutcome> {
		const seen = this.writable(id);
		const onDisk = await this.read(id, seen.name);
		if (onDisk !== undefined && (onDisk.state !== "ok" || onDisk.market.rev !== seen.rev)) {
			const copy = { ...seen, ...change };
			const name = `${copy.name} (copy)`;
			const market = await this.insert(name, copy, copy.group, seen.order);
			return { market, conflict: true };
		}
		const market: SavedMarket = {
			...seen,
			...change,
			...(change.name === undefined ? {} : { name: cleanMarketName(change.name) }),
			rev: seen.rev + 1,
			updatedAt: this.stamp(),
		};
		await this.commit(market);
		return { market, conflict: false };
	}

	async duplicate(id: string, name: string): Promise<SavedMarket> {
		const market = this.writable(id);
		return this.insert(name, market, market.group, market.order, this.orderAfter(id));
	}

	private orderAfter(id: string): string | undefined {
		const next = this.known[this.known.findIndex((entry) => entry.id === id) + 1];
		return next?.state === "ok" ? next.market.order : undefined;
	}

	/** Moves a market in front of another one, or to the end of the list. */
	async move(id: string, beforeId: string | undefined): Promise<ChangeOutcome> {
		const others = this.known.filter((entry) => entry.id !== id && entry.state === "ok");
		const position = others.findIndex((entry) => entry.id === beforeId);
		const index = position < 0 ? others.length : position;
		const orderAt = (at: number) => {
			const entry = others[at];
			return entry?.state === "ok" ? entry.market.order : undefined;
		};
		return this.update(id, { order: orderBetween(orderAt(index - 1), orderAt(index)) });
	}

	/** Removes a market; {@link restore} brings it back for a day. A change of another window wins over the removal. */
	async remove(id: string): Promise<"removed" | "changedElsewhere"> {
		const seen = this.writable(id);
		const onDisk = await this.read(id, seen.name);
		if (onDisk?.state === "ok" && onDisk.market.rev !== seen.rev) {
			await this.rescan();
			return "changedElsewhere";
		}
		try {
			if (onDisk !== undefined) await this.files.remove(id, this.options.now());
		} catch (error) {
			throw toStorageError(error, seen.name);
		}
		await this.rescan();
		return "removed";
	}

	/** Undoes a removal; false when it is too late. */
	async restore(id: string): Promise<boolean> {
		const restored = await this.files.restore(id).catch((error: unknown) => {
			throw toStorageError(error, "the market");
		});
		await this.rescan();
		return restored;
	}

	private async read(id: string, name: string): Promise<DecodedMarket | undefined> {
		try {
			return await this.files.read(id);
		} catch (error) {
			throw toStorageError(error, name);
		}
	}

	private writable(id: string): SavedMarket {
		const entry = this.get(id);
		if (entry === undefined) {
			throw new StorageError(
				"gone",
				text("This market was removed. Save it again from its chart."),
			);
		}
		if (entry.state === "newer") {
			throw new StorageError(
				"readOnly",
				text("A newer version of Value Area made this market. Update the extension to change it."),
			);
		}
		return entry.market;
	}

	/** Follows the changes of other windows until disposed. Watchers miss events: rescan on focus as well. */
	follow(): Disposable {
		const { folder, log } = this.options;
		return watchFolder(folder, () => void this.rescan(), log);
	}
}

function toEntry(id: string, decoded: Exclude<DecodedMarket, { state: "damaged" }>): MarketEntry {
	return decoded.state === "ok"
		? { state: "ok", id, market: decoded.market }
		: { state: "newer", id, name: decoded.name };
}
