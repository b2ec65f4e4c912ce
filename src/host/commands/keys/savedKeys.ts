import type { KeptKey } from "../../../app/keys/heldKeys";
import type { KeyRing } from "../../../app/keys/keyRing";
import { slotName, slotOf } from "../../../core/access/credential";
import type { KeyPlace } from "../../../core/access/places";
import { credentialOf, type RemoteProviderId } from "../../../core/providers/credentials";
import { enteredKeys } from "../../access/chooseKey";
import { keyState } from "../../access/keyWords";
import type { Choice } from "../../prompts/steps/choices";
import { pickOne } from "../../prompts/steps/pick";

/** One key that a person entered, with its place. */
export interface SavedKey {
	readonly place: KeyPlace;
	readonly key: KeptKey;
}

/** The keys that were entered for places, those of one provider alone where it is given. */
export function savedKeys(
	keys: Pick<KeyRing, "all">,
	places: readonly KeyPlace[],
	provider: RemoteProviderId | undefined,
): readonly SavedKey[] {
	return places
		.filter((place) => provider === undefined || place.provider === provider)
		.flatMap((place) => enteredKeys(keys, place).map((key) => ({ place, key })));
}

/** A key as a choice: whose it is and what it is called, where it goes and since when. */
export function savedKeyChoice({ place, key }: SavedKey): Choice<SavedKey> {
	const { label } = credentialOf(place.provider);
	return {
		code: slotName(slotOf(place, key.id)),
		label: key.name === undefined ? label : `${label}: ${key.name}`,
		description: [new URL(place.origin).host, keyState(key)].join(", "),
		value: { place, key },
	};
}

/** Asks for one of several keys; `undefined` when the person leaves. */
export async function chooseSavedKey(
	saved: readonly SavedKey[],
	{ title, placeholder }: { readonly title: string; readonly placeholder: string },
): Promise<SavedKey | undefined> {
	const answer = await pickOne<SavedKey>({
		position: { title, canGoBack: false },
		placeholder,
		sections: [{ choices: saved.map(savedKeyChoice) }],
	});
	return typeof answer === "string" ? undefined : answer.value;
}
