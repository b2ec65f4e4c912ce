import * as vscode from "vscode";
import type { QueryService } from "../../../app/queryService";
import { askKeyName } from "../../access/askKeyName";
import { inform } from "../../inform";
import { providerArgument } from "../argument";
import { chooseSavedKey, savedKeys } from "./savedKeys";

/** Gives a key another name. Argument: a provider's id, else all are listed. */
export function renameApiKey({
	service: { keys, places },
}: {
	readonly service: Pick<QueryService, "keys" | "places">;
}) {
	return async (argument?: unknown): Promise<void> => {
		await keys.refresh();
		const saved = savedKeys(keys, places.ofKeys(), providerArgument(argument));
		const [only] = saved;
		if (only === undefined) return inform(vscode.l10n.t("No API key is saved."));
		const title = vscode.l10n.t("Rename API key");
		const chosen =
			saved.length === 1
				? only
				: await chooseSavedKey(saved, { title, placeholder: vscode.l10n.t("Key to rename") });
		if (chosen === undefined) return;
		const { place, key } = chosen;
		const name = await askKeyName(keys, place, { title, id: key.id });
		if (name !== undefined) await keys.rename(place, key.id, name);
	};
}
