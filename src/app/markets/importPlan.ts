import {
	type FiledMarket,
	marketIdentity,
	type ReadMarketsFile,
} from "../../core/query/marketsFile";
import { type Text, text } from "../../core/text";
import { MOST_GROUPS } from "./marketGroups";
import { type MarketStore, MOST_MARKETS } from "./marketStore";

type MarketsFile = Extract<ReadMarketsFile, { readonly ok: true }>;
type List = Pick<MarketStore, "entries" | "groups" | "addAll" | "rescan">;

/** A market of a file beside the list that it may come to. */
export interface PlannedMarket {
	readonly market: FiledMarket;
	/** Where the same market is already: in the list, or before it in the file. */
	readonly duplicateOf: "list" | "file" | undefined;
}

/** What an import would do. Nothing is changed by making it. */
export interface ImportPlan {
	readonly markets: readonly PlannedMarket[];
	/** Groups of the file that no market of it is in, and that the list does not have. */
	readonly emptyGroups: readonly string[];
	/** How many markets the list has room for. */
	readonly room: number;
}

/** Holds a file against the list. */
export function planImport({ entries, groups }: List, file: MarketsFile): ImportPlan {
	const saved = new Set(
		entries.flatMap((entry) => (entry.state === "ok" ? [marketIdentity(entry.market)] : [])),
	);
	const inFile = new Set<string>();
	const markets = file.markets.map((market): PlannedMarket => {
		const identity = marketIdentity(market);
		const isRepeated = inFile.has(identity);
		inFile.add(identity);
		return {
			market,
			duplicateOf: saved.has(identity) ? "list" : isRepeated ? "file" : undefined,
		};
	});
	const known = new Set(groups.entries.map(({ name }) => name));
	const filled = new Set(file.markets.map(({ group }) => group));
	return {
		markets,
		emptyGroups: file.groups.filter((name) => !filled.has(name) && !known.has(name)),
		room: Math.max(0, MOST_MARKETS - entries.length),
	};
}

/** What of a plan a person wants. */
export interface ImportChoice {
	readonly markets: readonly FiledMarket[];
	readonly emptyGroups: readonly string[];
}

/** The markets that are taken where nobody says otherwise: all that are new, as many as there is room for. */
export function suggestedChoice({ markets, emptyGroups, room }: ImportPlan): ImportChoice {
	const added = markets.filter(({ duplicateOf }) => duplicateOf === undefined);
	return { markets: added.slice(0, room).map(({ market }) => market), emptyGroups };
}

/** Why a choice cannot be imported; `undefined` where it can. */
export function choiceProblem(
	list: List,
	{ room }: ImportPlan,
	choice: ImportChoice,
): Text | undefined {
	const { markets } = choice;
	if (markets.length > room) {
		return room === 0
			? text("{0} markets are saved, more are not possible. Remove some first.", MOST_MARKETS)
			: text("There is room for {0} markets, and {1} are chosen.", room, markets.length);
	}
	const groups = newGroups(list, choice).length + list.groups.entries.length;
	return groups > MOST_GROUPS
		? text("There are {0} groups, more are not possible. Remove some first.", MOST_GROUPS)
		: undefined;
}

/** Names of groups that have to be made. */
function newGroups({ groups }: List, { markets, emptyGroups }: ImportChoice): readonly string[] {
	const known = new Set(groups.entries.map(({ name }) => name));
	const named = [...markets.flatMap(({ group }) => group ?? []), ...emptyGroups];
	return [...new Set(named)].filter((name) => !known.has(name));
}

/** What an import has added. */
export interface Imported {
	readonly markets: readonly string[];
	readonly groups: readonly string[];
}

/**
 * Adds what was chosen, all or nothing: what was written is taken back where something after it cannot be. An
 * import that was cut off by the end of its window goes on with the same file, which then finds its markets in the
 * list. Markets come into the group of the same name. Rejects with `StorageError`.
 *
 * @returns ids of what is new
 */
export async function runImport(list: List, choice: ImportChoice): Promise<Imported> {
	await list.rescan();
	const made: string[] = [];
	try {
		for (const name of newGroups(list, choice)) made.push((await list.groups.add(name)).id);
		const ids = new Map(list.groups.entries.map(({ id, name }) => [name, id]));
		const added = await list.addAll(
			choice.markets.map(({ name, queries, view, group }) => ({
				name,
				queries,
				view,
				group: group === undefined ? undefined : ids.get(group),
			})),
		);
		return { markets: added.map(({ id }) => id), groups: made };
	} catch (error) {
		for (const id of made) await list.groups.remove(id);
		throw error;
	}
}
