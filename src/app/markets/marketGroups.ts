import { cleanMarketName } from "../../core/query/marketFormat";
import {
	type DecodedGroup,
	MARKET_GROUP_FORMAT,
	type MarketGroup,
} from "../../core/query/marketGroup";
import { text } from "../../core/text";
import { randomHex } from "../files/randomHex";
import { StorageError } from "../files/storageError";
import { roomAt } from "./order";
import { type Scan, ScannedFiles, type ScannedFilesOptions } from "./scannedFiles";
import type { Damaged, StoredFiles } from "./storedFiles";
import type { Turns } from "./turns";
import { writePlace } from "./writePlace";

/** Most groups that are kept. */
export const MOST_GROUPS = 100;

/** What a group's file holds, where it can be read. */
export type ReadableGroup = Exclude<DecodedGroup, Damaged>;

/** One group of the list. */
export interface GroupEntry {
	readonly id: string;
	/** `undefined` where a newer version keeps it elsewhere. */
	readonly name: string | undefined;
	/** Position among the groups; without one it stands at their end. */
	readonly order: string | undefined;
	/** Whether a newer version wrote it, so that it can only be moved and removed. */
	readonly isNewer: boolean;
}

export interface MarketGroupsDeps {
	readonly files: StoredFiles<ReadableGroup>;
	readonly turns: Turns;
	/** Reads all groups and markets again. */
	readonly rescan: () => Promise<void>;
	/** Runs a task while no other window puts the list in order. */
	readonly whileListLocked: <T>(task: () => Promise<T>) => Promise<T>;
}

/** Where a group comes to: in front of another one, behind it, or at the end. */
export interface GroupPlace {
	readonly before?: string | undefined;
	readonly behind?: string | undefined;
}

/**
 * The groups of the saved markets, one file each, also where a group is empty. A market names its group, so a
 * group that is removed takes no market with it. Changes reject with {@link StorageError}.
 */
export class MarketGroups {
	private readonly scanned: ScannedFiles<ReadableGroup>;
	private known: readonly GroupEntry[] = [];

	constructor(
		private readonly deps: MarketGroupsDeps,
		private readonly options: Omit<ScannedFilesOptions, "what">,
	) {
		this.scanned = new ScannedFiles(deps.files, { ...options, what: "group of markets" });
	}

	/** What the last scan saw, in the order of the list. */
	get entries(): readonly GroupEntry[] {
		return this.known;
	}

	get(id: string): GroupEntry | undefined {
		return this.known.find((entry) => entry.id === id);
	}

	/** Looks at the files; what follows from it is the caller's. */
	async scan(): Promise<Omit<Scan<ReadableGroup>, "unclear" | "found">> {
		const { found, unclear, ...rest } = await this.scanned.scan();
		const entries = [...found].map(([id, group]) => toEntry(id, group));
		const before = unclear.flatMap((id) => this.get(id) ?? []);
		const sorted = [...entries, ...before].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
		if (JSON.stringify(sorted) !== JSON.stringify(this.known)) this.known = sorted;
		return rest;
	}

	/** Makes an empty group at the end of the groups. */
	add(name: string): Promise<MarketGroup> {
		const { files, turns, rescan, whileListLocked } = this.deps;
		return turns.take(name, () =>
			whileListLocked(async () => {
				await rescan();
				if (this.known.length >= MOST_GROUPS) throw tooMany();
				const [order = ""] = await this.makeRoom({});
				const group: MarketGroup = {
					schema: MARKET_GROUP_FORMAT,
					id: randomHex(),
					rev: 1,
					order,
					name: cleanMarketName(name),
				};
				await files.write(group.id, { ...group });
				await rescan();
				return group;
			}),
		);
	}

	/**
	 * Gives a group another name. One that another window removed is brought back by it.
	 *
	 * @param seen the name that the person saw
	 * @returns the name that another window had given it meanwhile
	 */
	async rename(
		id: string,
		name: string,
		seen: string,
	): Promise<{ readonly elsewhere: string | undefined }> {
		const { files, turns, rescan } = this.deps;
		const before = this.get(id);
		return turns.take(name, async () => {
			const outcome = await files.whileLocked(id, async (lock) => {
				if ((await files.read(id)) === undefined) await files.restore(id);
				const onDisk = await files.read(id);
				if (onDisk !== undefined && onDisk.state !== "ok") throw readOnly();
				const group = onDisk?.group ?? {
					schema: MARKET_GROUP_FORMAT,
					id,
					rev: 0,
					order: before?.order ?? "z",
					name: seen,
				};
				const next = { ...group, name: cleanMarketName(name), rev: group.rev + 1 };
				await files.write(id, { ...onDisk?.content, ...next }, lock);
				return { elsewhere: group.name === seen ? undefined : group.name };
			});
			await rescan();
			return outcome;
		});
	}

	/** Moves groups, in the order that they are given in. */
	move(ids: readonly string[], place: GroupPlace): Promise<void> {
		const { files, turns, rescan, whileListLocked } = this.deps;
		return turns
			.take("the groups", () =>
				whileListLocked(async () => {
					await rescan();
					const orders = await this.makeRoom(place, ids);
					for (const [index, id] of ids.entries()) {
						const order = orders[index];
						if (order === undefined) continue;
						if ((await writePlace(files, id, { order }, readOnly)) === undefined) throw gone();
					}
				}),
			)
			.finally(rescan);
	}

	/** Makes room at a place and returns the keys of what comes there: of one group, or of those that move. */
	private async makeRoom(
		{ before, behind }: GroupPlace,
		moved: readonly string[] = [""],
	): Promise<readonly string[]> {
		const others = this.known.flatMap(({ id, order }) =>
			order === undefined || moved.includes(id) ? [] : [{ id, order }],
		);
		const position = others.findIndex(({ id }) => id === (before ?? behind));
		const index = position < 0 ? others.length : before === undefined ? position + 1 : position;
		const { own, others: neighbours } = roomAt({ others, index }, moved.length);
		for (const [id, order] of neighbours) {
			await writePlace(this.deps.files, id, { order }, readOnly);
		}
		return own;
	}

	/**
	 * Removes a group; its markets stay, outside of groups. {@link restore} brings it back for a day, with its
	 * markets in it. A name that another window gave it wins over the removal.
	 */
	async remove(id: string): Promise<"removed" | "changedElsewhere"> {
		const { files, turns, rescan } = this.deps;
		const seen = this.get(id);
		return turns.take(seen?.name ?? id, async () => {
			const outcome = await files.whileLocked(id, async () => {
				const onDisk = await files.read(id);
				if (onDisk === undefined) return "removed";
				if (onDisk.state === "ok" && seen !== undefined && onDisk.group.name !== seen.name) {
					return "changedElsewhere";
				}
				await files.remove(id, this.options.now());
				return "removed";
			});
			await rescan();
			return outcome;
		});
	}

	/** Undoes a removal; false when it is too late. */
	restore(id: string): Promise<boolean> {
		const { files, turns, rescan } = this.deps;
		return turns.take("the group", async () => {
			const restored = await files.whileLocked(id, () => files.restore(id));
			await rescan();
			return restored;
		});
	}
}

function toEntry(id: string, found: ReadableGroup): GroupEntry {
	const { name, order } = found.state === "ok" ? found.group : found;
	return { id, name, order, isNewer: found.state === "newer" };
}

function sortKey({ order, id }: GroupEntry): string {
	return `${order ?? "~"} ${id}`;
}

function readOnly(): StorageError {
	return new StorageError(
		"readOnly",
		text("A newer version of Value Area made this group. Update the extension to change it."),
	);
}

function tooMany(): StorageError {
	return new StorageError(
		"full",
		text("There are {0} groups, more are not possible. Remove some first.", MOST_GROUPS),
	);
}

/** There is no group of this id any more. */
export function gone(): StorageError {
	return new StorageError("gone", text("This group was removed. Choose another one."));
}
