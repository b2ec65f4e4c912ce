import * as vscode from "vscode";
import { isProviderError } from "../../core/errors/errors";

/** Why Kaiko gives no volumes, in one sentence. */
export function volumeRefusedWords(error: unknown): string {
	const kind = isProviderError(error) ? error.kind : undefined;
	switch (kind) {
		case "planLimit":
			return vscode.l10n.t("Kaiko gives no volumes for this range on your plan.");
		case "badKey":
			return vscode.l10n.t("Kaiko refused your key for volumes; it takes it for VWAP alone.");
		default:
			return vscode.l10n.t("Your Kaiko plan does not include volumes for this market.");
	}
}
