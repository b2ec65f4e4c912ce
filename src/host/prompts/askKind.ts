import * as vscode from "vscode";
import type { QueryKind } from "../../core/query/query";
import { pickOne } from "./steps/pick";

/** Asks which kind of data a new query is for; `undefined` when the person leaves. */
export async function askKind(title: string): Promise<QueryKind | undefined> {
	const answer = await pickOne<QueryKind>({
		position: { title, canGoBack: false },
		placeholder: vscode.l10n.t("Kind of data"),
		sections: [
			{
				choices: [
					{
						code: "volumeProfile",
						label: vscode.l10n.t("Volume profile"),
						description: "Kiyotaka",
						value: "volumeProfile",
					},
					{ code: "vwap", label: vscode.l10n.t("VWAP"), description: "Kaiko", value: "vwap" },
				],
			},
		],
	});
	return typeof answer === "string" ? undefined : answer.value;
}
