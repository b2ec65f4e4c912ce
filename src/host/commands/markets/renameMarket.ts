import * as vscode from "vscode";
import type { MarketStore } from "../../../app/markets/marketStore";
import { askMarketName } from "../../prompts/marketName";
import { tellConflict } from "./tellConflict";
import { marketArgument, marketNames } from "./openMarket";

/** Gives a saved market another name. */
export function renameMarket({ store }: { store: MarketStore }) {
	return async (argument?: unknown): Promise<void> => {
		const market = await marketArgument(store, argument);
		const title = vscode.l10n.t("Rename market");
		const name = await askMarketName(title, market.name, marketNames(store, market.id));
		if (name === undefined || name === market.name) return;
		tellConflict(await store.update(market.id, { name }, market));
	};
}
