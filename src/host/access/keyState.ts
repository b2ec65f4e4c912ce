import * as vscode from "vscode";
import type { Credentials } from "../../app/credentials";
import type { KeyRing } from "../../app/keys/keyRing";
import { keyPlaces } from "../../core/access/places";
import { CLICKHOUSE_CREDENTIAL } from "../../core/access/signIn";
import { hostChoices, onDidChangeSettings } from "../config";
import { CONTEXT_KEYS } from "../ids";
import { unwaited } from "../unwaited";

/** Keeps the context keys that tell whether there is a key or a sign-in, which menus and welcome views read. */
export function followKeyState(credentials: Credentials, keys: KeyRing): vscode.Disposable {
	const show = () => {
		const hasKey = keyPlaces(hostChoices()).some((place) => keys.isThere(place));
		unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.hasKey, hasKey));
		const hasSignIn = credentials.placesOf(CLICKHOUSE_CREDENTIAL).length > 0;
		unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.hasSignIn, hasSignIn));
	};
	const look = () => unwaited(keys.refresh().then(show));
	show();
	look();
	return vscode.Disposable.from(
		credentials.onDidChange(show),
		keys.onDidChange(show),
		onDidChangeSettings(show),
		// Another window may have saved or removed one.
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) look();
		}),
	);
}
