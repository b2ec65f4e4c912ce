import * as vscode from "vscode";
import type { Credentials } from "../../app/credentials";
import { keyPlaces } from "../../core/access/places";
import { hostChoices, onDidChangeSettings } from "../config";
import { CONTEXT_KEYS } from "../ids";
import { unwaited } from "../unwaited";

/** Keeps the context key that tells whether any provider has a key, which the welcome views read. */
export function followKeyState(credentials: Credentials): vscode.Disposable {
	const show = () => {
		const hasKey = keyPlaces(hostChoices()).some((place) => credentials.isMarked(place));
		unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.hasKey, hasKey));
	};
	show();
	return vscode.Disposable.from(
		credentials.onDidChange(show),
		onDidChangeSettings(show),
		// Another window may have saved or removed one.
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) show();
		}),
	);
}
