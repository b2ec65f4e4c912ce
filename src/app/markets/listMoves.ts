import type { MarketStore } from "./marketStore";

type List = Pick<MarketStore, "entries" | "get" | "groupOf" | "groups" | "inGroup" | "move">;

/** The rows with these ids as the list shows them: groups with their markets, then the other markets. */
export function inListOrder(list: List, ids: readonly string[]): readonly string[] {
	const shown = list.groups.entries.flatMap(({ id }) => [id, ...idsIn(list, id)]);
	return [...shown, ...idsIn(list, undefined)].filter((id) => ids.includes(id));
}

function idsIn(list: List, group: string | undefined): readonly string[] {
	return list.inGroup(group).map(({ id }) => id);
}

interface Rows {
	readonly groups: readonly string[];
	/** Markets that do not move with their group. */
	readonly markets: readonly string[];
}

function rowsOf(list: List, ids: readonly string[]): Rows {
	const sorted = inListOrder(list, ids);
	const groups = sorted.filter((id) => list.groups.get(id) !== undefined);
	const markets = sorted.filter((id) => {
		const entry = list.get(id);
		return entry !== undefined && !groups.includes(list.groupOf(entry) ?? "");
	});
	return { groups, markets };
}

/** The place that a row gives up for others: they come behind it from above, and in front of it from below. */
function placeOf(siblings: readonly string[], moved: readonly string[], target: string) {
	const [first = ""] = moved;
	const from = siblings.indexOf(first);
	const isFromAbove = from >= 0 && from < siblings.indexOf(target);
	return isFromAbove ? { behind: target } : { before: target };
}

/**
 * Moves rows to where a person dropped them. On a market they take its place; on a group, markets go into it and
 * groups take its place; on nothing, they go to the end and out of groups. Rejects with `StorageError`.
 *
 * @param ids markets and groups
 * @param target the row that they were dropped on
 */
export async function moveToRow(
	list: List,
	ids: readonly string[],
	target: string | undefined,
): Promise<void> {
	if (target !== undefined && ids.includes(target)) return;
	const { groups, markets } = rowsOf(list, ids);
	const onMarket = target === undefined ? undefined : list.get(target);
	const onGroup = onMarket === undefined ? target : list.groupOf(onMarket);
	if (groups.length > 0) {
		const siblings = list.groups.entries.map(({ id }) => id);
		const hasPlace = onGroup !== undefined && !groups.includes(onGroup);
		await list.groups.move(groups, hasPlace ? placeOf(siblings, groups, onGroup) : {});
	}
	if (markets.length > 0) {
		const siblings = idsIn(list, onGroup);
		const place = onMarket === undefined ? {} : placeOf(siblings, markets, onMarket.id);
		await list.move(markets, { group: onGroup, ...place });
	}
}

/**
 * Moves rows one row up or down among their siblings; several come together. Rows of different groups do not
 * move, nor does what stands at the edge. Rejects with `StorageError`.
 */
export async function moveByOne(
	list: List,
	ids: readonly string[],
	way: "up" | "down",
): Promise<void> {
	const { groups, markets } = rowsOf(list, ids);
	const isOfGroups = groups.length > 0;
	const moved = isOfGroups ? groups : markets;
	const parents = new Set(
		markets.map((id) => {
			const entry = list.get(id);
			return entry && list.groupOf(entry);
		}),
	);
	if (moved.length === 0 || (isOfGroups ? markets.length > 0 : parents.size > 1)) return;
	const [group] = parents;
	const siblings = isOfGroups ? list.groups.entries.map(({ id }) => id) : idsIn(list, group);
	const edge = way === "up" ? siblings.indexOf(moved[0] ?? "") - 1 : lastOf(siblings, moved) + 1;
	const neighbour = siblings[edge];
	if (neighbour === undefined) return;
	const place = way === "up" ? { before: neighbour } : { behind: neighbour };
	await (isOfGroups ? list.groups.move(moved, place) : list.move(moved, { group, ...place }));
}

function lastOf(siblings: readonly string[], moved: readonly string[]): number {
	return siblings.indexOf(moved.at(-1) ?? "");
}
