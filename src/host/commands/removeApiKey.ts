import * as vscode from "vscode";
import type { Credentials } from "../../app/credentials";
import type { QueryService } from "../../app/queryService";
import type { SignIns } from "../../app/signIns";
import type { KeyPlace } from "../../core/access/places";
import { credentialOf } from "../../core/providers/credentials";
import type { Choice } from "../prompts/steps/choices";
import { pickOne } from "../prompts/steps/pick";
import { providerArgument } from "./argument";
import { placeChoice } from "./setApiKey";
import { inform } from "../inform";

export interface RemoveApiKeyDeps {
	readonly service: Pick<QueryService, "credentials" | "places">;
	readonly signIns: Pick<SignIns, "connections" | "remove">;
}

/** What is removed: a provider's key, or the sign-in of a server by its origin. */
type Removal = KeyPlace | string;

/**
 * Removes a saved key, or user and password of a server. Argument: a provider's id, else it asks when there are
 * several.
 */
export function removeApiKey({ service: { credentials, places }, signIns }: RemoveApiKeyDeps) {
	return async (argument?: unknown): Promise<void> => {
		const provider = providerArgument(argument);
		const saved = places
			.ofKeys()
			.filter(
				(place) =>
					credentials.isMarked(place) && (provider === undefined || place.provider === provider),
			);
		const connections = provider === undefined ? signIns.connections() : [];
		if (saved.length + connections.length === 0) {
			inform(
				provider === undefined
					? vscode.l10n.t("No API key and no sign-in is saved.")
					: vscode.l10n.t("No API key is saved."),
			);
			return;
		}
		const [only] = saved;
		const removal =
			saved.length === 1 && provider !== undefined
				? only
				: await ask(saved, connections, credentials);
		if (removal === undefined) return;
		if (typeof removal === "string") {
			await signIns.remove(removal);
			const { host } = new URL(removal);
			vscode.window.setStatusBarMessage(vscode.l10n.t("Removed the sign-in of {0}.", host), 5_000);
			return;
		}
		await credentials.remove(removal);
		const name = credentialOf(removal.provider).label;
		vscode.window.setStatusBarMessage(vscode.l10n.t("Removed the {0} key.", name), 5_000);
	};
}

async function ask(
	saved: readonly KeyPlace[],
	connections: readonly string[],
	credentials: Credentials,
): Promise<Removal | undefined> {
	const signIns = connections.map((origin): Choice<Removal> => ({
		code: origin,
		label: "ClickHouse",
		description: origin,
		value: origin,
	}));
	const answer = await pickOne<Removal>({
		position: { title: vscode.l10n.t("Remove API key or sign-in"), canGoBack: false },
		placeholder: vscode.l10n.t("Key or sign-in to remove"),
		sections: [
			{
				heading: vscode.l10n.t("API keys"),
				choices: saved.map((place) => placeChoice(place, credentials)),
			},
			{ heading: vscode.l10n.t("users and passwords"), choices: signIns },
		].filter(({ choices }) => choices.length > 0),
	});
	return typeof answer === "string" ? undefined : answer.value;
}
