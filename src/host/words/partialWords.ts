import * as vscode from "vscode";
import { sentenceOf } from "../../core/errors/errorSentences";
import type { MarketQuery } from "../../core/query/query";
import { intervalLength } from "../../core/query/interval";
import { missingStretch } from "../../core/result/rest";
import { limitBehind, type PartialReason, type ResultFacts } from "../../core/result/result";
import type { PackedResult } from "../../core/result/packedResult";
import { momentWords } from "../../core/time";
import type { ActionId } from "../../protocol/messages";
import { translate } from "./uiText";

/** Why an answer holds less than was asked for, and which part of the range is complete. */
export function partialWords({ query, range, partial }: ResultFacts): string {
	if (partial === undefined) return "";
	const { completeFrom, completeUntil } = partial;
	const reason = partialReason(query, partial);
	const interval = intervalLength(query);
	const count = (from: number, to: number) =>
		Math.round((to - from) / interval).toLocaleString(vscode.env.language);
	const all = count(range.from, range.to);
	if (completeFrom !== undefined && completeUntil !== undefined) {
		return `${reason} ${vscode.l10n.t("Missing is {0} to {1} UTC.", momentWords(completeUntil), momentWords(completeFrom))}`;
	}
	if (completeFrom !== undefined) {
		const newest = count(completeFrom, range.to);
		return `${reason} ${vscode.l10n.t("Here are the newest {0} of {1} intervals, from {2} UTC on.", newest, all, momentWords(completeFrom))}`;
	}
	if (completeUntil === undefined) return reason;
	const oldest = count(range.from, completeUntil);
	return `${reason} ${vscode.l10n.t("Here are the oldest {0} of {1} intervals, until {2} UTC.", oldest, all, momentWords(completeUntil))}`;
}

/** What can be done about missing data. */
export function partialActions(result: PackedResult): readonly ActionId[] {
	const canContinue = missingStretch(result) !== undefined;
	const hasLimit = result.partial !== undefined && limitBehind(result.partial) !== undefined;
	return [
		...(canContinue ? ["fetchRest" as const] : []),
		...(hasLimit ? ["openLimit" as const] : []),
	];
}

function partialReason(query: MarketQuery, { code, error }: PartialReason): string {
	switch (code) {
		case "cancelled":
			return vscode.l10n.t("Cancelled before everything had come.");
		case "deadline":
			return vscode.l10n.t("Time ran out before everything had come.");
		case "rowLimit":
			return vscode.l10n.t("The limit of rows per query is reached.");
		case "pageLimit":
			return vscode.l10n.t("The limit of pages per query is reached.");
		case "sizeLimit":
			return vscode.l10n.t("The answer is as large as one query may bring.");
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
