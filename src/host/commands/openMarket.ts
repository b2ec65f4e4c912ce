import type { MarketStore } from "../../app/marketStore";
import { combinationProblem } from "../../core/query/combinations";
import type { SavedMarket } from "../../core/query/savedMarket";
import { text } from "../../core/text";
import type { OpenChart } from "../openChart";
import { ArgumentError, marketIdArgument } from "./argument";

/** The saved market that a command's argument names. Throws `ArgumentError` when there is none. */
export async function marketArgument(store: MarketStore, argument: unknown): Promise<SavedMarket> {
	const id = marketIdArgument(argument);
	if (id === undefined) {
		throw new ArgumentError(text("Choose a market in the Markets view of Value Area."));
	}
	if (store.get(id) === undefined) await store.rescan();
	const entry = store.get(id);
	if (entry === undefined) {
		throw new ArgumentError(text("This market was removed. Save it again from its chart."));
	}
	if (entry.state === "newer") {
		throw new ArgumentError(
			text("A newer version of Value Area made this market. Update the extension to open it."),
		);
	}
	return entry.market;
}

/** Names of the saved markets but one. */
export function marketNames({ entries }: MarketStore, except?: string): readonly string[] {
	return entries.flatMap((entry) =>
		entry.state === "newer" || entry.id === except ? [] : [entry.market.name],
	);
}

/** Opens the chart of a saved market. Throws `ArgumentError` where its file holds what no chart shows. */
export function openMarket({ store, openChart }: { store: MarketStore; openChart: OpenChart }) {
	return async (argument?: unknown): Promise<void> => {
		const { id, queries, view } = await marketArgument(store, argument);
		const problem = combinationProblem(queries);
		if (problem !== undefined) throw new ArgumentError(problem);
		await openChart({ queries, view }, { market: id });
	};
}
