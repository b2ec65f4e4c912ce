import * as vscode from "vscode";
import type { OpenChart } from "../openChart";
import type { QueryPrompts } from "../prompts/queryPrompts";
import type { ChartPanel } from "./chartPanel";

export interface EditPanelQueryDeps {
	readonly prompts: QueryPrompts;
	readonly openChart: OpenChart;
}

/**
 * Asks the questions of a panel's query again, all of them or from the range on, and opens the chart
 * of the answer in place of one that shows nothing.
 */
export function editPanelQuery({ prompts, openChart }: EditPanelQueryDeps) {
	return async (panel: ChartPanel, from: "start" | "range"): Promise<void> => {
		const title = from === "range" ? vscode.l10n.t("Change range") : vscode.l10n.t("Edit query");
		const query = await prompts.edit(panel.controller.query, title, from);
		if (query === undefined) return;
		const { viewColumn } = panel;
		const opened = await openChart(
			{ queries: [query], view: {} },
			viewColumn === undefined ? {} : { viewColumn },
		);
		if (opened === undefined || opened === panel) return;
		if (panel.controller.result === undefined) panel.close();
	};
}
