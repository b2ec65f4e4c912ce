import * as vscode from "vscode";
import type { MarketStore } from "../../../app/markets/marketStore";
import { askMarketName } from "../../prompts/marketName";
import { marketIdArgument } from "../argument";
import { tellConflict } from "./tellConflict";
import { marketArgument, marketNames } from "./openMarket";

export interface RenameMarketDeps {
	readonly store: MarketStore;
	/** Gives a group another name. */
	readonly renameGroup: (argument: unknown) => Promise<void>;
}

/** Gives a saved market another name, or the group that the key of the command was pressed on. */
export function renameMarket({ store, renameGroup }: RenameMarketDeps) {
	return async (argument?: unknown): Promise<void> => {
		const id = marketIdArgument(argument);
		if (id !== undefined && store.groups.get(id) !== undefined) return renameGroup(argument);
		const market = await marketArgument(store, argument);
		const title = vscode.l10n.t("Rename market");
		const name = await askMarketName(title, market.name, marketNames(store, market.id));
		if (name === undefined || name === market.name) return;
		tellConflict(await store.update(market.id, { name }, market));
	};
}
