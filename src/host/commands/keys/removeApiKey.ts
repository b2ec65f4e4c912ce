import * as vscode from "vscode";
import type { QueryService } from "../../../app/queryService";
import type { SignIns } from "../../../app/signIns";
import { credentialOf } from "../../../core/providers/credentials";
import { keyInSentence } from "../../access/keyWords";
import { inform } from "../../inform";
import type { Choice } from "../../prompts/steps/choices";
import { pickOne } from "../../prompts/steps/pick";
import { providerArgument } from "../argument";
import { type SavedKey, savedKeyChoice, savedKeys } from "./savedKeys";

export interface RemoveApiKeyDeps {
	readonly service: Pick<QueryService, "keys" | "places">;
	readonly signIns: Pick<SignIns, "connections" | "remove">;
}

/** What is removed: a provider's key, or the sign-in of a server by its origin. */
type Removal = SavedKey | string;

/**
 * Removes a saved key, or user and password of a server. Argument: a provider's id, else it asks when there are
 * several.
 */
export function removeApiKey({ service: { keys, places }, signIns }: RemoveApiKeyDeps) {
	return async (argument?: unknown): Promise<void> => {
		await keys.refresh();
		const provider = providerArgument(argument);
		const saved = savedKeys(keys, places.ofKeys(), provider);
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
			saved.length === 1 && provider !== undefined ? only : await ask(saved, connections);
		if (removal === undefined) return;
		if (typeof removal === "string") {
			await signIns.remove(removal);
			const { host } = new URL(removal);
			vscode.window.setStatusBarMessage(vscode.l10n.t("Removed the sign-in of {0}.", host), 5_000);
			return;
		}
		const { place, key } = removal;
		await keys.remove(place, key.id);
		const name = credentialOf(place.provider).label;
		const removed =
			key.name === undefined
				? vscode.l10n.t("Removed the {0} key.", name)
				: vscode.l10n.t("Removed the {0} key {1}.", name, key.name);
		const next = keys.isThere(place)
			? vscode.l10n.t("In use now: {0}.", keyInSentence(keys.active(place)))
			: "";
		vscode.window.setStatusBarMessage(`${removed} ${key.isActive ? next : ""}`.trim(), 5_000);
	};
}

async function ask(
	saved: readonly SavedKey[],
	connections: readonly string[],
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
			{ heading: vscode.l10n.t("API keys"), choices: saved.map(savedKeyChoice) },
			{ heading: vscode.l10n.t("users and passwords"), choices: signIns },
		].filter(({ choices }) => choices.length > 0),
	});
	return typeof answer === "string" ? undefined : answer.value;
}
