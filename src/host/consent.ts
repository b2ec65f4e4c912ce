import * as vscode from "vscode";
import { PROVIDER_NAMES } from "../core/errors";
import type { Place } from "./places";

/** Asks once before requests and the key go to a server that the person typed into the settings. */
export class Consent {
	private readonly pending = new Map<string, Promise<boolean>>();

	constructor(private readonly state: vscode.Memento) {}

	/** Whether requests may go to a custom origin; asks with a modal message that names the host. */
	async given(place: Place): Promise<boolean> {
		const id = `consent|${place.provider}|${place.origin}`;
		if (this.state.get(id) === true) return true;
		const asked =
			this.pending.get(id) ?? this.ask(place, id).finally(() => this.pending.delete(id));
		this.pending.set(id, asked);
		return asked;
	}

	private async ask(place: Place, id: string): Promise<boolean> {
		const { host } = new URL(place.origin);
		const agree = vscode.l10n.t("Send requests to {0}", host);
		const answer = await vscode.window.showWarningMessage(
			vscode.l10n.t("Send {0} requests to {1}?", PROVIDER_NAMES[place.provider], host),
			{
				modal: true,
				detail: vscode.l10n.t(
					"Your settings name this server in place of the provider's own. It gets the key that you enter for it.",
				),
			},
			agree,
		);
		if (answer !== agree) return false;
		await this.state.update(id, true);
		return true;
	}
}
