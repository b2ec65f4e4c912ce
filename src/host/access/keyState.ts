import * as vscode from "vscode";
import type { Credentials } from "../../app/credentials";
import type { KeyRing } from "../../app/keys/keyRing";
import { findPlace, keyPlaces } from "../../core/access/places";
import { CLICKHOUSE_CREDENTIAL } from "../../core/access/signIn";
import { credentialOf, REMOTE_PROVIDER_IDS } from "../../core/providers/credentials";
import { hostChoices, onDidChangeSettings } from "../config";
import { CONTEXT_KEYS } from "../ids";
import { unwaited } from "../unwaited";
import { keyLabel } from "./keyWords";

export interface FollowKeyStateDeps {
	readonly credentials: Credentials;
	readonly keys: KeyRing;
	/** Shows which keys are in use; gets an empty text where nobody has to be told. */
	readonly showKeysInUse: (words: string) => void;
}

/** Keeps what is shown of keys and sign-ins in step with them: context keys, which menus and welcome views read, and names. */
export function followKeyState({
	credentials,
	keys,
	showKeysInUse,
}: FollowKeyStateDeps): vscode.Disposable {
	const show = () => {
		const hasKey = keyPlaces(hostChoices()).some((place) => keys.isThere(place));
		unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.hasKey, hasKey));
		const hasSignIn = credentials.placesOf(CLICKHOUSE_CREDENTIAL).length > 0;
		unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.hasSignIn, hasSignIn));
		showKeysInUse(keysInUse(keys));
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

/**
 * `Kaiko: Team · Kiyotaka: Own`: the keys by which queries are asked, where a person has called them something or has
 * several to choose from; empty where there is no other key that could be meant.
 */
function keysInUse(keys: KeyRing): string {
	const places = REMOTE_PROVIDER_IDS.flatMap((id) => findPlace(hostChoices(), id) ?? []);
	const named = places.filter((place) => {
		const known = keys.all(place);
		return known.length > 1 || known.some(({ name }) => name !== undefined);
	});
	const words = named.map((place) =>
		vscode.l10n.t("{0}: {1}", credentialOf(place.provider).label, keyLabel(keys.active(place))),
	);
	return words.join(" · ");
}
