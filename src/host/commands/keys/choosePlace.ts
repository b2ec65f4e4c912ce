import * as vscode from "vscode";
import type { KeyRing } from "../../../app/keys/keyRing";
import { slotName } from "../../../core/access/credential";
import type { KeyPlace } from "../../../core/access/places";
import { credentialOf } from "../../../core/providers/credentials";
import { keyInSentence } from "../../access/keyWords";
import type { Choice } from "../../prompts/steps/choices";
import { pickOne } from "../../prompts/steps/pick";

/** A place as a choice: provider, host, and which key is in use there, since when. */
function placeChoice(place: KeyPlace, keys: Pick<KeyRing, "all">): Choice<KeyPlace> {
	const all = keys.all(place);
	const active = all.find(({ isActive }) => isActive);
	const { host } = new URL(place.origin);
	const words = [host];
	if (active !== undefined) {
		if (active.name !== undefined || all.length > 1) {
			words.push(vscode.l10n.t("{0} in use", keyInSentence(active)));
		}
		if (active.savedAt !== undefined) {
			words.push(vscode.l10n.t("key saved {0}", active.savedAt.slice(0, 10)));
		}
		if (all.length > 1) words.push(vscode.l10n.t("{0} keys", all.length));
	}
	return {
		code: slotName(place),
		label: credentialOf(place.provider).label,
		description: words.join(", "),
		value: place,
	};
}

/** Asks for one of several places; the only one is the answer. `undefined` when the person leaves. */
export async function choosePlace(
	places: readonly KeyPlace[],
	keys: Pick<KeyRing, "all">,
	{ title, placeholder }: { readonly title: string; readonly placeholder: string },
): Promise<KeyPlace | undefined> {
	const answer = await pickOne<KeyPlace>({
		position: { title, canGoBack: false },
		placeholder,
		sections: [{ choices: places.map((place) => placeChoice(place, keys)) }],
	});
	return typeof answer === "string" ? undefined : answer.value;
}
