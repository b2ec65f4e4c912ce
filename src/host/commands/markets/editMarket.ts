import * as vscode from "vscode";
import type { MarketStore } from "../../../app/markets/marketStore";
import { canonicalJson } from "../../../core/query/canonical";
import type { ExchangeNames } from "../../../core/query/words/label";
import { viewAfterChange } from "../../panels/viewAfterChange";
import { askPart } from "../../prompts/steps/askPart";
import type { QueryPrompts } from "../../prompts/queryPrompts";
import { tellConflict } from "./tellConflict";
import { marketArgument } from "./openMarket";

export interface EditMarketDeps {
	readonly store: MarketStore;
	readonly prompts: QueryPrompts;
	/** What venues and data sets are called. */
	readonly nameOf: ExchangeNames;
}

/** Asks the questions of a saved market again, with its answers filled in; of several queries, those of one. */
export function editMarket({ store, prompts, nameOf }: EditMarketDeps) {
	return async (argument?: unknown): Promise<void> => {
		const market = await marketArgument(store, argument);
		const { queries } = market;
		const title = vscode.l10n.t("Edit market");
		const at = await askPart(title, queries, nameOf);
		const before = at === undefined ? undefined : queries[at];
		const query = before && (await prompts.edit(before, title));
		if (query === undefined || canonicalJson(query) === canonicalJson(before)) return;
		const next = queries.map((other) => (other === before ? query : other));
		const view = viewAfterChange(market, next);
		tellConflict(await store.update(market.id, { queries: next, view }, market));
	};
}
