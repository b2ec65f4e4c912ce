import * as vscode from "vscode";
import { credentialLabel } from "../../core/access/credential";
import type { Place } from "../../core/access/places";
import { REFERENCE_CREDENTIAL } from "../../core/access/referencePlace";
import { CLICKHOUSE_CREDENTIAL } from "../../core/access/signIn";
import { askServerConsent } from "./askServerConsent";

/** Asks with a modal message that names the server, before requests and the key go there. */
export async function askConsent(place: Place): Promise<boolean> {
	if (place.credential === CLICKHOUSE_CREDENTIAL) return askServerConsent(place);
	const { host } = new URL(place.origin);
	const isReference = place.credential === REFERENCE_CREDENTIAL;
	const agree = vscode.l10n.t("Send requests to {0}", host);
	const answer = await vscode.window.showWarningMessage(
		isReference
			? vscode.l10n.t("Ask {0} for Kaiko's exchanges and instruments?", host)
			: vscode.l10n.t("Send {0} requests to {1}?", credentialLabel(place.credential), host),
		{
			modal: true,
			detail: isReference
				? vscode.l10n.t(
						"Your settings name this server in place of Kaiko's reference data. It gets what you search for, and no key.",
					)
				: vscode.l10n.t(
						"Your settings name this server in place of the provider's own. It gets the key that you enter for it.",
					),
		},
		agree,
	);
	return answer === agree;
}
