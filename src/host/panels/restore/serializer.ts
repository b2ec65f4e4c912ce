import * as vscode from "vscode";
import { CHART_VIEW_TYPE } from "../../ids";

/** Asks to be called for each chart panel that the editor brings back after a reload of the window. */
export function registerSerializer(
	restore: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>,
): vscode.Disposable {
	return vscode.window.registerWebviewPanelSerializer(CHART_VIEW_TYPE, {
		deserializeWebviewPanel: restore,
	});
}
