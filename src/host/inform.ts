import * as vscode from "vscode";

/**
 * Shows a sentence that nobody waits for: it may stand there until the window is closed, and then VS Code
 * rejects what it promised.
 */
export function inform(words: string): void {
	vscode.window.showInformationMessage(words).then(undefined, () => undefined);
}
