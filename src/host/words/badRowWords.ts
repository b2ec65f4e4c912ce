import * as vscode from "vscode";
import type { BadRow } from "../../core/trades/verdict";

/** Why a row of a file is no trade. */
export function badRowWords(problem: BadRow["problem"]): string {
	switch (problem) {
		case "price":
			return vscode.l10n.t("no usable price");
		case "size":
			return vscode.l10n.t("no usable size");
		case "time":
			return vscode.l10n.t("no usable time");
		case "cut":
			return vscode.l10n.t("too few columns");
		case "tooLong":
			return vscode.l10n.t("too many columns");
		case "unreadable":
			return vscode.l10n.t("cannot be read");
	}
}
