import * as vscode from "vscode";
import type { KeptKey } from "../../app/keys/heldKeys";
import type { KeyRing } from "../../app/keys/keyRing";
import type { KeyPlace } from "../../core/access/places";
import { credentialOf } from "../../core/providers/credentials";
import type { Choice } from "../prompts/steps/choices";
import { pickOne } from "../prompts/steps/pick";
import { keyLabel, keyState } from "./keyWords";

/** A key of a place by its id, or one that is yet to be entered. */
export type KeyChoice = { readonly id: string } | "new";

export interface ChooseKeyRequest {
	readonly title: string;
	readonly placeholder: string;
	/** Which of the place's keys can be chosen. */
	readonly of: readonly KeptKey[];
	/** Whether another one can be added in place of choosing. */
	readonly canAdd: boolean;
}

/** The keys that somebody entered here, and so can be replaced, renamed and removed. */
export function enteredKeys(keys: Pick<KeyRing, "all">, place: KeyPlace): readonly KeptKey[] {
	return keys.all(place).filter(({ savedAt, isOfSession }) => savedAt !== undefined || isOfSession);
}

/** Asks for one of the keys of a place; the one in use is marked and in front. `undefined` when the person leaves. */
export async function chooseKey(
	place: KeyPlace,
	{ title, placeholder, of, canAdd }: ChooseKeyRequest,
): Promise<KeyChoice | undefined> {
	const listed = of.map((key): Choice<KeyChoice> => ({
		code: key.id,
		label: keyLabel(key),
		description: keyState(key),
		value: { id: key.id },
	}));
	const added: Choice<KeyChoice> = {
		code: "new",
		label: vscode.l10n.t("Add another key"),
		description: vscode.l10n.t("under a name, beside the others"),
		value: "new",
	};
	const active = of.find(({ isActive }) => isActive);
	const answer = await pickOne<KeyChoice>({
		position: { title, canGoBack: false },
		placeholder,
		sections: [
			{ heading: placeWords(place), choices: listed },
			{ heading: vscode.l10n.t("new"), choices: canAdd ? [added] : [] },
		].filter(({ choices }) => choices.length > 0),
		...(active !== undefined && { selected: active.id }),
	});
	return typeof answer === "string" ? undefined : answer.value;
}

/** `Kaiko, us.market-api.kaiko.io`. */
export function placeWords({ provider, origin }: KeyPlace): string {
	return `${credentialOf(provider).label}, ${new URL(origin).host}`;
}
