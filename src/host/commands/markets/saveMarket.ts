import * as vscode from "vscode";
import type { MarketStore } from "../../../app/markets/marketStore";
import { viewKey } from "../../../core/query/canonical";
import type { SavedMarket } from "../../../core/query/savedMarket";
import type { ChartView } from "../../../core/query/query";
import type { ChartPanel } from "../../panels/chartPanel";
import type { ChartPanels } from "../../panels/chartPanels";
import { viewTitle } from "../../words/titles";
import { askKind } from "../../prompts/askKind";
import { pickOne } from "../../prompts/steps/pick";
import type { SeenMarkets } from "../../seenMarkets";
import { tellConflict } from "./tellConflict";
import { marketNames } from "./openMarket";
import { askMarketName } from "../../prompts/marketName";
import type { QueryPrompts } from "../../prompts/queryPrompts";

export interface SaveMarketDeps {
	readonly store: MarketStore;
	readonly panels: ChartPanels;
	readonly prompts: QueryPrompts;
	readonly seenMarkets: SeenMarkets;
}

/**
 * Saves the active chart, or a new query when no chart is open. The chart of a saved market updates that
 * market; any other is saved under a name, and belongs to that market from then on.
 */
export function saveMarket({ store, panels, prompts, seenMarkets }: SaveMarketDeps) {
	const saveNew = async (panel: ChartPanel | undefined): Promise<void> => {
		const view = panel?.controller.view ?? (await askNewView(prompts));
		if (view === undefined) return;
		const name = await askMarketName(title(), viewTitle(view), marketNames(store));
		if (name === undefined) return;
		// The person may have looked at the chart in another way meanwhile.
		const market = await store.add(name, panel?.controller.view ?? view);
		if (panel !== undefined) {
			panels.tie(panel, market.id);
			seenMarkets.saved(panel, market);
		}
		tellSaved(market.name);
	};
	const saveAgain = async (panel: ChartPanel, market: SavedMarket): Promise<void> => {
		const view = panel.controller.view;
		const showsOthers = viewKey(market.queries) !== viewKey(view.queries);
		const way = showsOthers ? await askWay(market.name) : "update";
		if (way === "new") return saveNew(panel);
		if (way === undefined) return;
		const { queries, view: options } = panel.controller.view;
		const seen = seenMarkets.asSeen(panel, market);
		const outcome = await store.update(market.id, { queries, view: options }, seen);
		panels.tie(panel, outcome.market.id);
		seenMarkets.saved(panel, outcome.market);
		if (!outcome.conflict) tellSaved(outcome.market.name);
		tellConflict(outcome);
	};
	return async (from?: ChartPanel): Promise<void> => {
		const panel = from ?? panels.active;
		const id = panel?.controller.market;
		const entry = id === undefined ? undefined : store.get(id);
		await (panel !== undefined && entry?.state === "ok"
			? saveAgain(panel, entry.market)
			: saveNew(panel));
	};
}

const title = () => vscode.l10n.t("Save market");

function tellSaved(name: string): void {
	vscode.window.setStatusBarMessage(vscode.l10n.t("Saved {0}", name), 5_000);
}

/** Asks before a market is replaced whose chart now shows other queries. */
async function askWay(name: string): Promise<"update" | "new" | undefined> {
	const answer = await pickOne<"update" | "new">({
		position: { title: title(), canGoBack: false },
		placeholder: vscode.l10n.t("The chart shows another query than {0}", name),
		sections: [
			{
				choices: [
					{
						code: "update",
						label: vscode.l10n.t("Update {0}", name),
						description: vscode.l10n.t("replaces what it holds"),
						value: "update",
					},
					{
						code: "new",
						label: vscode.l10n.t("Save as a new market"),
						description: vscode.l10n.t("{0} stays as it is", name),
						value: "new",
					},
				],
			},
		],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

async function askNewView(prompts: QueryPrompts): Promise<ChartView | undefined> {
	const kind = await askKind(vscode.l10n.t("Save market"));
	const query = kind && (await prompts.ask(kind));
	return query && { queries: [query], view: {} };
}
