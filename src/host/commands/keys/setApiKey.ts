import * as vscode from "vscode";
import type { QueryService } from "../../../app/queryService";
import type { KeyPlace } from "../../../core/access/places";
import { credentialOf, REMOTE_PROVIDER_IDS } from "../../../core/providers/credentials";
import { chooseKey, enteredKeys } from "../../access/chooseKey";
import type { EnterKey } from "../../access/enterKey";
import { providerArgument } from "../argument";
import { choosePlace } from "./choosePlace";

export interface SetApiKeyDeps {
	readonly service: Pick<QueryService, "keys" | "places">;
	readonly enterKey: EnterKey;
}

/**
 * Asks for a key, saves it, reads it back and tries it. Where there is one already, it is replaced or another one is added
 * under a name. Argument: a provider's id, else it asks.
 */
export function setApiKey({ service, enterKey }: SetApiKeyDeps) {
	return async (argument?: unknown): Promise<void> => {
		const { keys } = service;
		await keys.refresh();
		const provider = providerArgument(argument);
		const place = provider === undefined ? await askPlace(service) : service.places.of(provider);
		if (place === undefined) return;
		const entered = enteredKeys(keys, place);
		if (entered.length === 0) {
			await enterKey(place);
			return;
		}
		const choice = await chooseKey(place, {
			title: vscode.l10n.t("Set {0} API key", credentialOf(place.provider).label),
			placeholder: vscode.l10n.t("Key to replace, or add another one"),
			of: entered,
			canAdd: true,
		});
		if (choice !== undefined) await enterKey(place, choice);
	};
}

async function askPlace({ keys, places }: SetApiKeyDeps["service"]): Promise<KeyPlace | undefined> {
	const known = places.ofKeys();
	// There is nothing to choose from: the settings name no usable address. Looking one up throws the error
	// that says so.
	const [first] = REMOTE_PROVIDER_IDS;
	if (known.length === 0) return first && places.of(first);
	return choosePlace(known, keys, {
		title: vscode.l10n.t("Set API key"),
		placeholder: vscode.l10n.t("Provider"),
	});
}
