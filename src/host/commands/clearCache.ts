import * as vscode from "vscode";
import type { Cleared, QueryService } from "../../app/queryService";
import { countWords, sizeWords } from "../words/amounts";

/** Removes what is kept of answers and of lists of markets on the disk. Open charts stay as they are. */
export function clearCache({ service }: { readonly service: Pick<QueryService, "clear"> }) {
	return async (): Promise<void> => {
		vscode.window.setStatusBarMessage(clearedWords(await service.clear()), 5_000);
	};
}

function clearedWords({ answerBytes, lists }: Cleared): string {
	if (answerBytes === 0 && lists === 0) {
		return vscode.l10n.t("Nothing was kept: no answers, no market lists.");
	}
	const cleared = [
		...(answerBytes === 0 ? [] : [vscode.l10n.t("answers of {0}", sizeWords(answerBytes))]),
		...(lists === 0
			? []
			: lists === 1
				? [vscode.l10n.t("1 market list")]
				: [vscode.l10n.t("{0} market lists", countWords(lists))]),
	];
	const [first = "", second] = cleared;
	return second === undefined
		? vscode.l10n.t("Cleared {0}.", first)
		: vscode.l10n.t("Cleared {0} and {1}.", first, second);
}
