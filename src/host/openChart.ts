import * as vscode from "vscode";
import type { ChartView } from "../core/query/query";
import type { ViewOptions } from "../core/query/viewOptions";
import { createNeedKeys, type NeedKeysDeps } from "./access/needKeys";
import { MARKETS_VIEW } from "./ids";
import type { ChartPanel } from "./panels/chartPanel";
import type { ChartPanels, OpenOptions } from "./panels/chartPanels";
import type { LastQueries } from "./prompts/lastQueries";
import { sampleQuery } from "./sampleQueries";
import { unwaited } from "./unwaited";

export interface OpenChartDeps extends NeedKeysDeps {
	readonly panels: ChartPanels;
	readonly lastQueries: LastQueries;
}

/** Opens the chart of a view for a person; `undefined` when they leave. */
export type OpenChart = (view: ChartView, options?: OpenOptions) => Promise<ChartPanel | undefined>;

/** Shows other queries in a panel for a person, looked at as before or as the options say. */
export type ChangeChart = (
	panel: ChartPanel,
	queries: ChartView["queries"],
	options?: ViewOptions,
) => Promise<ChartPanel | undefined>;

/**
 * Binds {@link OpenChart} and {@link ChangeChart}: both offer to set a missing key and go on, and have
 * the queries remembered once they are answered.
 */
export function createOpenChart(deps: OpenChartDeps): {
	readonly openChart: OpenChart;
	readonly changeChart: ChangeChart;
} {
	const { panels, lastQueries } = deps;
	const needKeys = createNeedKeys(deps);
	/** Remembers what a person asks for, even when the answer is there already. */
	const remembered = async (queries: ChartView["queries"], show: () => ChartPanel) => {
		for (const query of queries) lastQueries.expect(query);
		const panel = show();
		for (const [at, query] of queries.entries()) {
			if (panel.controller.results[at] !== undefined) await lastQueries.answered(query);
		}
		return panel;
	};
	return {
		openChart: async (view, options) => {
			const keys = await needKeys(view.queries, { offersSample: true });
			if (keys.kind === "left") return undefined;
			if (keys.kind === "sample") {
				return panels.open({ queries: [sampleQuery(keys.query.kind)], view: {} });
			}
			const hasMoved = await panels.wake(view.queries, options?.market);
			const panel = await remembered(view.queries, () => panels.open(view, options));
			if (hasMoved && options?.preserveFocus === true) giveBackFocus(panel);
			return panel;
		},
		changeChart: async (panel, queries, options) => {
			const keys = await needKeys(queries, { offersSample: false });
			if (keys.kind !== "ready") return undefined;
			return remembered(queries, () => panels.change(panel, queries, options));
		},
	};
}

/** Moves the focus back to the list of markets; a page that has just been shown takes it once it has drawn. */
function giveBackFocus(panel: ChartPanel): void {
	const focus = () => {
		if (panel.isActive) unwaited(vscode.commands.executeCommand(`${MARKETS_VIEW}.focus`));
	};
	focus();
	panel.controller.askDrawnPage(focus);
}
