import * as vscode from "vscode";

/** Asks to be called for each panel of a type that the editor brings back after a reload of the window. */
export function registerSerializer(
	viewType: string,
	restore: (panel: vscode.WebviewPanel, state: unknown) => void | Promise<void>,
): vscode.Disposable {
	return vscode.window.registerWebviewPanelSerializer(viewType, {
		deserializeWebviewPanel: async (panel, state) => restore(panel, state),
	});
}
