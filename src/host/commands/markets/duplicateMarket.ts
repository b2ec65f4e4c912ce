import * as vscode from "vscode";
import type { MarketStore } from "../../../app/markets/marketStore";
import { marketArgument } from "./openMarket";

/** Adds a copy of a saved market behind it. */
export function duplicateMarket({ store }: { store: MarketStore }) {
	return async (argument?: unknown): Promise<void> => {
		const market = await marketArgument(store, argument);
		await store.duplicate(market.id, vscode.l10n.t("{0} (copy)", market.name));
	};
}
