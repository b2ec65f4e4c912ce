import { inListOrder } from "../../../app/markets/listMoves";
import type { GroupEntry } from "../../../app/markets/marketGroups";
import type { MarketEntry, MarketStore } from "../../../app/markets/marketStore";
import { text } from "../../../core/text";
import type { MarketsTreeState } from "../../tree/marketsTree";
import { ArgumentError, marketIdArgument } from "../argument";

/** Rows of the list that a command acts on, in the order of the list. */
export interface Rows {
	readonly markets: readonly MarketEntry[];
	readonly groups: readonly GroupEntry[];
}

export interface RowsDeps {
	readonly store: MarketStore;
	/** The view, which knows what is selected. */
	readonly marketsTree: Pick<MarketsTreeState, "selected">;
}

/**
 * The rows that a command was run on: those of its selection, else its argument, else what is selected in the
 * view; none where nothing is. Throws `ArgumentError` where all of them were removed meanwhile.
 *
 * @param argument the row that was pressed, or its id
 * @param selection all rows that it means, where they are several
 */
export async function rowsOf(
	{ store, marketsTree }: RowsDeps,
	argument: unknown,
	selection: unknown,
): Promise<Rows> {
	const given: readonly unknown[] = Array.isArray(selection)
		? selection
		: argument === undefined
			? marketsTree.selected()
			: [argument];
	const ids = given.flatMap((one) => marketIdArgument(one) ?? []);
	if (argument !== undefined && ids.length === 0) {
		throw new ArgumentError(text("Choose a market in the Markets view of Value Area."));
	}
	const isKnown = (id: string) => store.get(id) !== undefined || store.groups.get(id) !== undefined;
	if (!ids.every(isKnown)) await store.rescan();
	if (ids.length > 0 && !ids.some(isKnown)) {
		throw new ArgumentError(text("This market was removed. Save it again from its chart."));
	}
	const sorted = inListOrder(store, ids);
	return {
		markets: sorted.flatMap((id) => store.get(id) ?? []),
		groups: sorted.flatMap((id) => store.groups.get(id) ?? []),
	};
}

/** The markets that rows stand for: those of the groups among them, too, each once. */
export function marketsOf(store: MarketStore, { markets, groups }: Rows): readonly MarketEntry[] {
	const ids = [
		...groups.flatMap(({ id }) => store.inGroup(id).map((entry) => entry.id)),
		...markets.map(({ id }) => id),
	];
	return inListOrder(store, ids).flatMap((id) => store.get(id) ?? []);
}
