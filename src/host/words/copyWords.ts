import * as vscode from "vscode";
import type { ChartWords } from "../../core/table/copied";
import type { DataColumn } from "../../core/table/dataTable";
import { chartWords, columnHeading } from "../../protocol/columnWords";
import { type WebviewStringId, filled } from "../../protocol/strings";
import { webviewStrings } from "./uiText";

/** The words around copied numbers, in the user's language. */
export interface CopyWords {
	readonly headingOf: (column: DataColumn) => string;
	readonly chart: ChartWords;
	/** Said when the chart has other data by now, or no such rows. */
	readonly changed: string;
	/** Said when the clipboard did not take the text. */
	readonly refused: string;
}

export function copyWords(): CopyWords {
	const strings = webviewStrings();
	const say = (id: WebviewStringId, ...args: readonly string[]) => filled(strings[id], args);
	return {
		headingOf: (column) => columnHeading(column, say, "UTC"),
		chart: chartWords(say),
		changed: vscode.l10n.t("Nothing was copied: the chart has changed. Copy again."),
		refused: vscode.l10n.t("Nothing was copied: the clipboard could not be written. Copy again."),
	};
}
