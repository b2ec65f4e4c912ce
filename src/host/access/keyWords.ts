import * as vscode from "vscode";
import type { ActiveKey, KeptKey } from "../../app/keys/heldKeys";
import { ENVIRONMENT_KEY } from "../../core/access/environmentKey";

/** What a key is called: its name, the variable that it is read from, or that it has no name. */
export function keyLabel({ name }: Pick<ActiveKey, "name">): string {
	return name ?? vscode.l10n.t("Key without a name");
}

/** The same inside of a sentence. */
export function keyInSentence({ id, name }: ActiveKey): string {
	if (name === undefined) return vscode.l10n.t("the key without a name");
	return id === ENVIRONMENT_KEY ? vscode.l10n.t("{0} from the environment", name) : name;
}

/** Where a key comes from and whether it is in use, beside its name in a list. */
export function keyState({ id, isActive, savedAt, isOfSession }: KeptKey): string {
	const from =
		id === ENVIRONMENT_KEY
			? vscode.l10n.t("from the environment")
			: isOfSession
				? vscode.l10n.t("until the window closes")
				: savedAt && vscode.l10n.t("saved {0}", savedAt.slice(0, 10));
	const use = isActive ? vscode.l10n.t("in use") : "";
	return [use, from].filter((words) => words !== "" && words !== undefined).join(", ");
}
