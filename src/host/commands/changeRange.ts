import * as vscode from "vscode";
import type { ChartPanel } from "../panels/chartPanel";
import type { OpenChart } from "../openChart";
import type { QueryPrompts } from "../prompts/queryPrompts";

export interface ChangeRangeDeps {
	readonly prompts: QueryPrompts;
	readonly openChart: OpenChart;
}

/** Asks for another range of a panel's query and opens that chart in place of one that shows nothing. */
export function changeRange({ prompts, openChart }: ChangeRangeDeps) {
	return async (panel: ChartPanel): Promise<void> => {
		const query = await prompts.edit(
			panel.controller.query,
			vscode.l10n.t("Change range"),
			"range",
		);
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
