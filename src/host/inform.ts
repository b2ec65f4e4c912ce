import * as vscode from "vscode";
import { unwaited } from "./unwaited";

/**
 * Shows a sentence that nobody waits for: it may stand there until the window is closed, and then VS Code
 * rejects what it promised.
 */
export function inform(words: string): void {
	unwaited(vscode.window.showInformationMessage(words));
}
