import * as vscode from "vscode";
import { isProviderError } from "../../core/errors/errors";
import { errorDetails } from "../../core/errors/errorDetails";
import { ownVersion } from "../version";

/** Copies the codes of a failure with the id by which the log tells of it. */
export async function copyErrorDetails(error: unknown): Promise<void> {
	if (!isProviderError(error)) return;
	await vscode.env.clipboard.writeText(errorDetails(error, ownVersion()));
	vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the details of the error."), 5_000);
}
