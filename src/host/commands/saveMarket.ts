import * as vscode from "vscode";
import type { MarketStore } from "../../app/marketStore";
import type { ChartView } from "../../core/query/schema";
import type { ChartPanel } from "../panels/chartPanel";
import type { ChartPanels } from "../panels/chartPanels";
import { viewTitle } from "../panels/titles";
import { askKind } from "../prompts/askKind";
import { marketNames } from "./openMarket";
import { askMarketName } from "../prompts/marketName";
import type { QueryPrompts } from "../prompts/queryPrompts";

export interface SaveMarketDeps {
	readonly store: MarketStore;
	readonly panels: ChartPanels;
	readonly prompts: QueryPrompts;
}

/** Saves the active chart under a name, or a new query when no chart is open. */
export function saveMarket({ store, panels, prompts }: SaveMarketDeps) {
	return async (from?: ChartPanel): Promise<void> => {
		const panel = from ?? panels.active;
		const view = panel?.controller.view ?? (await askNewView(prompts));
		if (view === undefined) return;
		const title = vscode.l10n.t("Save market");
		const name = await askMarketName(title, panel?.title ?? viewTitle(view), marketNames(store));
		if (name === undefined) return;
		const market = await store.add(name, view);
		vscode.window.setStatusBarMessage(vscode.l10n.t("Saved {0}", market.name), 5_000);
	};
}

async function askNewView(prompts: QueryPrompts): Promise<ChartView | undefined> {
	const kind = await askKind(vscode.l10n.t("Save market"));
	const query = kind && (await prompts.ask(kind));
	return query && { queries: [query], view: {} };
}
