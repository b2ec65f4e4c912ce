import * as vscode from "vscode";
import { CONTEXT_KEYS, LAST_QUERIES_STATE } from "../ids";
import { unwaited } from "../unwaited";

/** Tells commands that run the last query whether there is one. */
export function showLastQueryState(state: vscode.Memento): void {
	const kept: unknown = state.get(LAST_QUERIES_STATE);
	const hasLast = Array.isArray(kept) && kept.length > 0;
	unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.hasLastQuery, hasLast));
}

/**
 * Does so now and whenever the window gets the focus, since another window may have asked the first query.
 */
export function followLastQueryState(state: vscode.Memento): vscode.Disposable {
	showLastQueryState(state);
	return vscode.window.onDidChangeWindowState(({ focused }) => {
		if (focused) showLastQueryState(state);
	});
}
