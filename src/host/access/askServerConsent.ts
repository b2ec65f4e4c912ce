import * as vscode from "vscode";
import type { Place } from "../../core/access/places";

/** Asks with a modal message before anything goes to a server in a form that others can read on its way. */
export async function askServerConsent({ origin }: Place): Promise<boolean> {
	const { host } = new URL(origin);
	const agree = vscode.l10n.t("Connect without encryption");
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t("Connect to {0} without encryption?", host),
		{
			modal: true,
			detail: vscode.l10n.t(
				"This address is plain http to another machine. User, password and trades travel as they are: whoever is in between can read them. Use https where the server has it.",
			),
		},
		agree,
	);
	return answer === agree;
}
