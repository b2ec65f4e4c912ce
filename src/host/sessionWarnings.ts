import * as vscode from "vscode";
import { onDidChangeSettings } from "./config";
import { SETTINGS } from "./ids";
import { ownSessions } from "./ownSessions";
import { unwaited } from "./unwaited";
import { translate } from "./words/uiText";

/**
 * Names the sessions of the settings that cannot be used, once for each state of the settings; the others work all the
 * same.
 *
 * @param openSetting shows a setting
 */
export function warnOfSessions(
	openSetting: (id: string) => PromiseLike<unknown>,
): vscode.Disposable {
	let told = "";
	const warn = () => {
		const sentences = ownSessions().problems.map(({ name, problem }) =>
			name === undefined
				? translate(problem)
				: vscode.l10n.t("The session {0} is left out. {1}", name, translate(problem)),
		);
		const words = sentences.join(" ");
		if (words === told) return;
		told = words;
		if (words === "") return;
		const open = vscode.l10n.t("Open settings");
		unwaited(
			vscode.window
				.showWarningMessage(words, open)
				.then((chosen) => (chosen === open ? openSetting(SETTINGS.sessions) : undefined)),
		);
	};
	warn();
	return onDidChangeSettings(warn);
}
