import * as vscode from "vscode";
import type { ChangeOutcome } from "../../../app/markets/marketStore";
import { inform } from "../../inform";

/** Tells the person when another window had changed the market, so that both were kept. */
export function tellConflict({ conflict }: ChangeOutcome): void {
	if (conflict) inform(vscode.l10n.t("Also changed in another window; kept both."));
}
