import * as vscode from "vscode";
import type { Credentials } from "../../app/credentials";
import type { QueryService } from "../../app/queryService";
import { slotName } from "../../core/access/credential";
import type { KeyPlace } from "../../core/access/places";
import { credentialOf, REMOTE_PROVIDER_IDS } from "../../core/providers/credentials";
import type { EnterKey } from "../access/enterKey";
import type { Choice } from "../prompts/steps/choices";
import { pickOne } from "../prompts/steps/pick";
import { providerArgument } from "./argument";

export interface SetApiKeyDeps {
	readonly service: Pick<QueryService, "credentials" | "places">;
	readonly enterKey: EnterKey;
}

/** A place as a choice: provider, host, and since when a key is saved. */
export function placeChoice(place: KeyPlace, credentials: Credentials): Choice<KeyPlace> {
	const savedAt = credentials.savedAt(place);
	const { host } = new URL(place.origin);
	return {
		code: slotName(place),
		label: credentialOf(place.provider).label,
		description:
			savedAt === undefined
				? host
				: vscode.l10n.t("{0}, key saved {1}", host, savedAt.slice(0, 10)),
		value: place,
	};
}

/** Asks for a key, saves it, reads it back and tries it. Argument: a provider's id, else it asks. */
export function setApiKey({ service, enterKey }: SetApiKeyDeps) {
	return async (argument?: unknown): Promise<void> => {
		const provider = providerArgument(argument);
		const place = provider === undefined ? await askPlace(service) : service.places.of(provider);
		if (place !== undefined) await enterKey(place);
	};
}

async function askPlace({
	credentials,
	places,
}: SetApiKeyDeps["service"]): Promise<KeyPlace | undefined> {
	const known = places.ofKeys();
	// There is nothing to choose from: the settings name no usable address. Looking one up throws the error
	// that says so.
	const [first] = REMOTE_PROVIDER_IDS;
	if (known.length === 0) return first && places.of(first);
	const answer = await pickOne<KeyPlace>({
		position: { title: vscode.l10n.t("Set API key"), canGoBack: false },
		placeholder: vscode.l10n.t("Provider"),
		sections: [{ choices: known.map((place) => placeChoice(place, credentials)) }],
	});
	return typeof answer === "string" ? undefined : answer.value;
}
