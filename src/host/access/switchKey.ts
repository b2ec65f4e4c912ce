import * as vscode from "vscode";
import type { QueryService } from "../../app/queryService";
import type { KeyPlace } from "../../core/access/places";
import { credentialOf } from "../../core/providers/credentials";
import { chooseKey } from "./chooseKey";
import type { EnterKey } from "./enterKey";
import { keyInSentence } from "./keyWords";

export interface SwitchKeyDeps {
	readonly service: Pick<QueryService, "keys">;
	readonly enterKey: EnterKey;
	/** Hears of each key that can be worked with. */
	readonly onUsableKey: (place: KeyPlace) => void;
}

/** Asks which key of one place is to be used; true when another one is than before. */
export type SwitchKey = (place: KeyPlace) => Promise<boolean>;

/** Binds {@link SwitchKey}: charts that failed with the key before ask again with the chosen one. */
export function createSwitchKey({ service, enterKey, onUsableKey }: SwitchKeyDeps): SwitchKey {
	return async (place) => {
		const { keys } = service;
		await keys.refresh();
		const name = credentialOf(place.provider).label;
		const before = keys.active(place).id;
		const choice = await chooseKey(place, {
			title: vscode.l10n.t("Switch {0} API key", name),
			placeholder: vscode.l10n.t("Key to use from now on"),
			of: keys.all(place),
			canAdd: true,
		});
		if (choice === undefined) return false;
		if (choice === "new") return enterKey(place, "new");
		if (choice.id === before) return false;
		await keys.use(place, choice.id);
		const words = vscode.l10n.t(
			"{0} is asked with {1} now",
			name,
			keyInSentence(keys.active(place)),
		);
		vscode.window.setStatusBarMessage(words, 5_000);
		onUsableKey(place);
		return true;
	};
}
