import * as vscode from "vscode";
import { sentenceOf } from "../../core/errorSentences";
import type { MarketQuery } from "../../core/query/schema";
import type { PartialReason } from "../../core/result";
import { translate } from "../uiText";

/** `2026-03-29 16:00`, UTC like all times in the source line. */
export function minute(time: number): string {
	return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

/** Why an answer holds less than was asked for, and until when it is complete. */
export function partialWords(query: MarketQuery, partial: PartialReason): string {
	const reason = partialReason(query, partial);
	return partial.completeUntil === undefined
		? reason
		: `${reason} ${vscode.l10n.t("Complete until {0} UTC.", minute(partial.completeUntil))}`;
}

function partialReason(query: MarketQuery, { code, error }: PartialReason): string {
	switch (code) {
		case "cancelled":
			return vscode.l10n.t("Cancelled before everything had come. Refresh to load all of it.");
		case "deadline":
			return vscode.l10n.t(
				"Time ran out before everything had come. Refresh, or choose a shorter range.",
			);
		case "rowLimit":
			return vscode.l10n.t(
				"The row limit is reached. Raise it in the settings, or choose a shorter range.",
			);
		case "pageLimit":
			return vscode.l10n.t(
				"The page limit is reached. Raise it in the settings, or choose a shorter range.",
			);
		case "repeatedPage":
			return vscode.l10n.t("The provider sent the same page again, so loading stopped there.");
		case "emptyPages":
			return vscode.l10n.t("The provider sent empty pages, so loading stopped there.");
		case "badToken":
			return vscode.l10n.t(
				"The provider did not say where the next page is, so loading stopped there.",
			);
		case "requestFailed": {
			if (error === undefined) return vscode.l10n.t("A request failed, so a part is missing.");
			const why = translate(sentenceOf(error.kind, query.provider, error.facts));
			return vscode.l10n.t("A part is missing. {0}", why);
		}
	}
}
