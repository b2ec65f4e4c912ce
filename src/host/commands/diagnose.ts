import * as vscode from "vscode";
import { reportText } from "../../core/diagnosis/report";
import { type DiagnosisReach, gatherDiagnosis, type GatherDeps } from "../diagnose/gather";
import type { Choice } from "../prompts/steps/choices";
import { pickOne } from "../prompts/steps/pick";

export type DiagnoseDeps = GatherDeps;

const choices = (): Choice<DiagnosisReach>[] => [
	{
		code: "connections",
		label: vscode.l10n.t("Try the connections"),
		detail: vscode.l10n.t("To the hosts of the settings, without a key."),
		value: "connections",
	},
	{
		code: "keys",
		label: vscode.l10n.t("Try the connections and the keys"),
		detail: vscode.l10n.t("One cheap request to each provider with the key that is saved for it."),
		value: "keys",
	},
	{
		code: "nothing",
		label: vscode.l10n.t("Try nothing"),
		detail: vscode.l10n.t("Only what this window knows by now."),
		value: "nothing",
	},
];

/** Asks how far to go, collects what a support thread needs, and shows it as text that a person reads before sending it. */
export function diagnose(deps: DiagnoseDeps) {
	return async (): Promise<void> => {
		const answer = await pickOne<DiagnosisReach>({
			position: { title: vscode.l10n.t("Diagnose"), canGoBack: false },
			placeholder: vscode.l10n.t("The report holds no key and no value of a query"),
			sections: [{ choices: choices() }],
		});
		if (typeof answer === "string") return;
		const content = await vscode.window.withProgress(
			{
				location: vscode.ProgressLocation.Notification,
				title: vscode.l10n.t("Looking into Value Area…"),
				cancellable: true,
			},
			async (_report, token) => {
				const abort = new AbortController();
				token.onCancellationRequested(() => abort.abort());
				return reportText(await gatherDiagnosis(deps, answer.value, abort.signal));
			},
		);
		const report = await vscode.workspace.openTextDocument({ language: "markdown", content });
		await vscode.window.showTextDocument(report, { preview: false });
	};
}
