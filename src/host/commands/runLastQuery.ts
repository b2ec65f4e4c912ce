import * as vscode from "vscode";
import type { OpenChart } from "../openChart";
import type { ChartPanels } from "../panels/chartPanels";
import type { LastLooks } from "../prompts/lastLooks";
import type { LastQueries } from "../prompts/lastQueries";
import { COMMANDS } from "../ids";

export interface RunLastQueryDeps {
	readonly lastQueries: LastQueries;
	readonly openChart: OpenChart;
	readonly panels: ChartPanels;
	/** How charts of each kind were looked at last. */
	readonly lastLooks: Pick<LastLooks, "of">;
}

/** Asks the last query again, without prompts: in its panel where that is open. */
export function runLastQuery({ lastQueries, openChart, panels, lastLooks }: RunLastQueryDeps) {
	return async (): Promise<void> => {
		const query = lastQueries.newest;
		if (query === undefined) {
			const profile = vscode.l10n.t("Query volume profile");
			const vwap = vscode.l10n.t("Query VWAP");
			const chosen = await vscode.window.showInformationMessage(
				vscode.l10n.t("No query was run yet. Begin with one of these."),
				profile,
				vwap,
			);
			if (chosen === profile) await vscode.commands.executeCommand(COMMANDS.queryVolumeProfile);
			if (chosen === vwap) await vscode.commands.executeCommand(COMMANDS.queryVwap);
			return;
		}
		const queries = [query];
		const shown = panels.showing(queries);
		const market = shown?.controller.market;
		const panel = await openChart(
			{ queries, view: lastLooks.of(queries) },
			{ isAnnounced: true, ...(market === undefined ? {} : { market }) },
		);
		if (shown !== undefined && panel?.controller.isRunning === false) {
			await panel.controller.refresh(true);
		}
	};
}
