import * as vscode from "vscode";
import type { MarketStore } from "../../app/marketStore";
import type { ChartView, QueryKind } from "../../core/query/schema";
import { viewTitle } from "../panels/caption";
import type { ChartPanel } from "../panels/chartPanel";
import type { ChartPanels } from "../panels/chartPanels";
import { askMarketName } from "../prompts/marketName";
import { pickOne } from "../prompts/pick";
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
		const name = await askMarketName(vscode.l10n.t("Save market"), panel?.title ?? viewTitle(view));
		if (name === undefined) return;
		const market = await store.add(name, view);
		vscode.window.setStatusBarMessage(vscode.l10n.t("Saved {0}", market.name), 5_000);
	};
}

async function askNewView(prompts: QueryPrompts): Promise<ChartView | undefined> {
	const kind = await pickOne<QueryKind>({
		position: { title: vscode.l10n.t("Save market"), canGoBack: false },
		placeholder: vscode.l10n.t("What to save"),
		sections: [
			{
				choices: [
					{
						code: "volumeProfile",
						label: vscode.l10n.t("Volume profile"),
						description: "Kiyotaka",
						value: "volumeProfile",
					},
					{ code: "vwap", label: vscode.l10n.t("VWAP"), description: "Kaiko", value: "vwap" },
				],
			},
		],
	});
	if (typeof kind === "string") return undefined;
	const query = await prompts.ask(kind.value);
	return query && { queries: [query], view: {} };
}
