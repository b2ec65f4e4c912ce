import * as vscode from "vscode";
import { hostChoice, onDidChangeSettings } from "./config";
import { CONTEXT_KEYS } from "./ids";
import type { ApiKeys } from "./keys";
import { keyPlaces } from "./places";
import { unwaited } from "./unwaited";

/** Keeps the context key that tells whether any provider has a key, which the welcome views read. */
export function followKeyState(keys: ApiKeys): vscode.Disposable {
	const show = () => {
		const hasKey = keyPlaces(hostChoice()).some((place) => keys.isMarked(place));
		unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.hasKey, hasKey));
	};
	show();
	return vscode.Disposable.from(
		keys.onDidChange(show),
		onDidChangeSettings(show),
		// Another window may have saved or removed one.
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) show();
		}),
	);
}
