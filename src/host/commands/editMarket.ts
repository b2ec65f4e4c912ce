import * as vscode from "vscode";
import type { MarketStore } from "../../app/marketStore";
import { canonicalJson } from "../../core/query/canonical";
import type { QueryPrompts } from "../prompts/queryPrompts";
import { tellConflict } from "./changeMarket";
import { marketArgument } from "./openMarket";

export interface EditMarketDeps {
	readonly store: MarketStore;
	readonly prompts: QueryPrompts;
}

/** Asks the questions of a saved market again, with its answers filled in. */
export function editMarket({ store, prompts }: EditMarketDeps) {
	return async (argument?: unknown): Promise<void> => {
		const market = await marketArgument(store, argument);
		const [first, ...others] = market.queries;
		if (first === undefined) return;
		const query = await prompts.edit(first, vscode.l10n.t("Edit market"));
		if (query === undefined || canonicalJson(query) === canonicalJson(first)) return;
		tellConflict(await store.update(market.id, { queries: [query, ...others], view: {} }));
	};
}
