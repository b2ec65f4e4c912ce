import * as vscode from "vscode";
import type { Log } from "../../core/log";
import { parseChartView } from "../../core/query/parse";
import { CHART_VIEW_TYPE } from "../ids";
import type { ChartPanels } from "./chartPanels";

/** A view with six queries over many exchanges stays far below this. */
const LARGEST_STATE = 16_384;

/** Brings chart panels back after a reload of the window, from the state that their pages kept. */
export function registerSerializer(panels: ChartPanels, log: Log): vscode.Disposable {
	return vscode.window.registerWebviewPanelSerializer(CHART_VIEW_TYPE, {
		deserializeWebviewPanel: async (webviewPanel, state: unknown) => {
			const small = (JSON.stringify(state) ?? "").length <= LARGEST_STATE;
			const parsed = small ? parseChartView(state) : undefined;
			if (parsed?.ok !== true) {
				log.warn("a chart could not be restored: its page kept no usable state");
				webviewPanel.dispose();
				return;
			}
			await panels.restore(parsed.view, webviewPanel);
		},
	});
}
