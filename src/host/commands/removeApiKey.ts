import * as vscode from "vscode";
import type { Credentials } from "../../app/credentials";
import type { QueryService } from "../../app/queryService";
import type { KeyPlace } from "../../core/access/places";
import { credentialOf } from "../../core/providers/credentials";
import { pickOne } from "../prompts/steps/pick";
import { providerArgument } from "./argument";
import { placeChoice } from "./setApiKey";
import { inform } from "../inform";

export interface RemoveApiKeyDeps {
	readonly service: Pick<QueryService, "credentials" | "places">;
}

/** Removes a saved key. Argument: a provider's id, else it asks when there are several. */
export function removeApiKey({ service: { credentials, places } }: RemoveApiKeyDeps) {
	return async (argument?: unknown): Promise<void> => {
		const provider = providerArgument(argument);
		const saved = places
			.ofKeys()
			.filter(
				(place) =>
					credentials.isMarked(place) && (provider === undefined || place.provider === provider),
			);
		if (saved.length === 0) {
			inform(vscode.l10n.t("No API key is saved."));
			return;
		}
		const [only] = saved;
		const place =
			saved.length === 1 && provider !== undefined ? only : await ask(saved, credentials);
		if (place === undefined) return;
		await credentials.remove(place);
		const name = credentialOf(place.provider).label;
		vscode.window.setStatusBarMessage(vscode.l10n.t("Removed the {0} key.", name), 5_000);
	};
}

async function ask(
	saved: readonly KeyPlace[],
	credentials: Credentials,
): Promise<KeyPlace | undefined> {
	const answer = await pickOne<KeyPlace>({
		position: { title: vscode.l10n.t("Remove API key"), canGoBack: false },
		placeholder: vscode.l10n.t("Key to remove"),
		sections: [{ choices: saved.map((place) => placeChoice(place, credentials)) }],
	});
	return typeof answer === "string" ? undefined : answer.value;
}
