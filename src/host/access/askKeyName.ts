import * as vscode from "vscode";
import type { KeyRing } from "../../app/keys/keyRing";
import { cleanKeyName, keyNameProblem } from "../../core/access/keyName";
import type { KeyPlace } from "../../core/access/places";
import { inputLine } from "../prompts/steps/inputLine";

/** Asks what a key is to be called; `undefined` when the person leaves. */
export async function askKeyName(
	keys: Pick<KeyRing, "all" | "nameOf">,
	place: KeyPlace,
	{ title, id }: { readonly title: string; readonly id?: string },
): Promise<string | undefined> {
	const others = keys.all(place).flatMap((key) => (key.id === id ? [] : (key.name ?? [])));
	const line = await inputLine({
		position: { title, canGoBack: false },
		prompt: vscode.l10n.t(
			"What the key is called here, such as Team or Own. The name is sent nowhere.",
		),
		placeholder: vscode.l10n.t("Name of the key"),
		value: (id === undefined ? undefined : keys.nameOf(place, id)) ?? "",
		problem: (typed) => keyNameProblem(typed, others),
	});
	return typeof line === "string" ? undefined : cleanKeyName(line.value);
}
