import * as vscode from "vscode";
import type { SymbolForm } from "../../../core/providers/markets";
import { symbolProblem } from "../../../core/query/words/problems";
import { SymbolChoices, type SymbolAnswer } from "../search/kiyotakaChoices";
import type { Choice } from "./choices";
import { didYouMean } from "./didYouMean";
import { pickOne } from "./pick";
import type { ProfileDraft, ProfilePromptDeps, ProfileStep } from "./profileStep";
import { answerTo, type QuestionPosition } from "./steps";

const NO_SYMBOL = { rawSymbol: undefined, coin: undefined, normalizedSymbol: undefined };

function symbolForms(exchanges: readonly string[]): readonly SymbolForm[] {
	return exchanges.length === 1
		? ["rawSymbol", "coin", "normalizedSymbol"]
		: ["coin", "normalizedSymbol"];
}

/** Heading of the symbols of one form. */
function formHeading(form: SymbolForm): string {
	switch (form) {
		case "rawSymbol":
			return vscode.l10n.t("symbols of the exchange");
		case "coin":
			return vscode.l10n.t("coins, with all of their markets there");
		case "normalizedSymbol":
			return vscode.l10n.t("normalized symbols");
	}
}

function formName(form: SymbolForm): string {
	switch (form) {
		case "rawSymbol":
			return vscode.l10n.t("symbol of the exchange");
		case "coin":
			return vscode.l10n.t("coin");
		case "normalizedSymbol":
			return vscode.l10n.t("normalized symbol");
	}
}

function asTypedLabel(form: SymbolForm): string {
	switch (form) {
		case "rawSymbol":
			return vscode.l10n.t("Use as exchange symbol");
		case "coin":
			return vscode.l10n.t("Use as coin");
		case "normalizedSymbol":
			return vscode.l10n.t("Use as normalized symbol");
	}
}

function symbolChoice(form: SymbolForm, symbol: string): Choice<SymbolAnswer> {
	return {
		code: `${form} ${symbol}`,
		label: symbol,
		value: { form, symbol },
		...(form === "rawSymbol" ? {} : { description: formName(form) }),
	};
}

function symbolOf(query: ProfileDraft): SymbolAnswer | undefined {
	for (const form of ["rawSymbol", "coin", "normalizedSymbol"] as const) {
		const symbol = query[form];
		if (symbol !== undefined) return { form, symbol };
	}
	return undefined;
}

/**
 * Asks for the market, in one of the forms that the chosen exchanges allow: its answer may be of another exchange, where
 * one was found that has what the chosen one does not list.
 *
 * @param value what is typed to begin with
 */
export const askSymbol = async (
	{ directory, access, recent, now }: ProfilePromptDeps,
	draft: ProfileDraft,
	position: QuestionPosition,
	value?: string,
): ReturnType<ProfileStep> => {
	const exchanges = draft.exchange ?? [];
	const forms = symbolForms(exchanges);
	const known = await Promise.all(
		forms.map(async (form) => ({
			form,
			symbols: await directory.kiyotakaSymbols(form, exchanges),
		})),
	);
	const chosen = symbolOf(draft);
	const used = [draft, ...recent().filter(({ exchange }) => exchange.join() === exchanges.join())]
		.flatMap((query) => symbolOf(query) ?? [])
		.filter(({ form }) => forms.includes(form));
	const live = new SymbolChoices(access, {
		exchanges,
		forms: known,
		used,
		heading: formHeading,
		toChoice: symbolChoice,
		now,
	});
	const answer = await pickOne<SymbolAnswer>({
		position,
		placeholder:
			exchanges.length === 1
				? vscode.l10n.t("Symbol of {0}, or a coin: choose or type", exchanges.join())
				: vscode.l10n.t("Coin or normalized symbol: choose or type"),
		sections: [],
		live,
		...(value === undefined
			? chosen !== undefined && { selected: `${chosen.form} ${chosen.symbol}` }
			: { value }),
		readTyped: (typed) => {
			const problem = symbolProblem(typed);
			if (problem !== undefined) return { problem };
			const meant = forms.flatMap((form) =>
				didYouMean(typed, live.symbols(form), (symbol) => symbolChoice(form, symbol)),
			);
			const asTyped = forms.map((form) => ({
				...symbolChoice(form, typed),
				label: asTypedLabel(form),
				description: typed,
				...(live.isUnlisted(form, typed) && {
					aside: vscode.l10n.t("not in Kiyotaka's list"),
				}),
			}));
			// What the question began with has been asked for, and is not known.
			return { choices: [...meant.slice(0, 2), ...(typed === value ? [] : asTyped)] };
		},
	});
	return answerTo(answer, ({ form, symbol, exchange }) => ({
		...draft,
		...(exchange !== undefined && { exchange: [exchange] }),
		...NO_SYMBOL,
		[form]: symbol,
	}));
};
