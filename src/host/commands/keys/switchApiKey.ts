import * as vscode from "vscode";
import type { QueryService } from "../../../app/queryService";
import type { SwitchKey } from "../../access/switchKey";
import { inform } from "../../inform";
import { providerArgument } from "../argument";
import { choosePlace } from "./choosePlace";

export interface SwitchApiKeyDeps {
	readonly service: Pick<QueryService, "keys" | "places">;
	readonly switchKey: SwitchKey;
}

/** Puts another key of a provider in use. Argument: a provider's id, else it asks where there are several places with keys. */
export function switchApiKey({ service: { keys, places }, switchKey }: SwitchApiKeyDeps) {
	return async (argument?: unknown): Promise<void> => {
		await keys.refresh();
		const provider = providerArgument(argument);
		const known = places
			.ofKeys()
			.filter(
				(place) =>
					keys.all(place).length > 0 && (provider === undefined || place.provider === provider),
			);
		const [only] = known;
		if (only === undefined) return inform(vscode.l10n.t("No API key is saved."));
		const place =
			known.length === 1
				? only
				: await choosePlace(known, keys, {
						title: vscode.l10n.t("Switch API key"),
						placeholder: vscode.l10n.t("Provider"),
					});
		if (place !== undefined) await switchKey(place);
	};
}
