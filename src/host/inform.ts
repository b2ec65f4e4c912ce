import * as vscode from "vscode";
import { unwaited } from "./unwaited";

/**
 * Shows a sentence and waits for no answer. It may stay until the window closes; VS Code then rejects its
 * promise, which is ignored.
 */
export function inform(words: string): void {
	unwaited(vscode.window.showInformationMessage(words));
}
