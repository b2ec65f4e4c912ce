import * as vscode from "vscode";
import { categoriesQuestion } from "../../../core/discovery/kiyotaka/lists";
import { text } from "../../../core/text";
import { AskedLists } from "../search/askedLists";
import type { Choice } from "./choices";
import { pickMany } from "./pick";
import type { ProfileDraft, ProfilePromptDeps, ProfileStep } from "./profileStep";
import { answerTo } from "./steps";

/** Markets of a category alone are named by the category. */
type Option = "sum" | "usd" | { readonly category: string };

/** Offered without asking anybody. */
const COMMON_CATEGORIES = ["SPOT", "PERPETUAL"];

const codeOf = (category: string) => `category ${category}`;

function categoryChoice(category: string): Choice<Option> {
	const label =
		category === "SPOT"
			? vscode.l10n.t("Spot markets only")
			: category === "PERPETUAL"
				? vscode.l10n.t("Perpetual futures only")
				: vscode.l10n.t("Category {0} only", category);
	return { code: codeOf(category), label, value: { category } };
}

function categoriesOf(options: readonly Option[]): readonly string[] {
	return options.flatMap((option) => (typeof option === "string" ? [] : [option.category]));
}

/**
 * The question for the options of a profile: sum, unit, and the category of markets, of which those are offered, too, that
 * the provider lists for the exchanges.
 *
 * @param costOf what a draft costs, as far as that is known
 */
export function optionsStep(
	{ access }: ProfilePromptDeps,
	costOf: (draft: ProfileDraft) => Promise<string | undefined>,
): ProfileStep {
	return async (draft, position) => {
		const choices: Choice<Option>[] = [
			{
				code: "usd",
				label: vscode.l10n.t("Volumes in US dollars"),
				description: vscode.l10n.t("instead of coins"),
				value: "usd",
			},
		];
		if (draft.coin !== undefined) {
			choices.unshift({
				code: "sum",
				label: vscode.l10n.t("Sum of all markets"),
				description: vscode.l10n.t("one profile over exchanges; needs Kiyotaka's Advanced plan"),
				value: "sum",
			});
		}
		const { category, exchange = [] } = draft;
		const hasCategories = draft.rawSymbol === undefined;
		const offered = [
			...new Set([...COMMON_CATEGORIES, ...(category === undefined ? [] : [category])]),
		];
		if (hasCategories) choices.push(...offered.map(categoryChoice));
		const ticked: string[] = [];
		if (draft.aggregate === "sum") ticked.push("sum");
		if (draft.quote === "USD") ticked.push("usd");
		if (category !== undefined) ticked.push(codeOf(category));
		const answer = await pickMany<Option>({
			position,
			placeholder: vscode.l10n.t("Options: press Enter for none"),
			choices,
			ticked,
			exclusive: offered.map(codeOf),
			...(hasCategories && {
				more: async (signal: AbortSignal) => {
					const asked = new AskedLists(access, "kiyotaka");
					const list = await asked.find(categoriesQuestion(exchange), signal);
					return (list?.items ?? []).map(categoryChoice);
				},
			}),
			aside: (options) => costOf(withOptions(draft, options)),
			problem: (options) =>
				categoriesOf(options).length > 1
					? text("Tick one category; none of them means all markets.")
					: undefined,
		});
		return answerTo(answer, (options) => withOptions(draft, options));
	};
}

function withOptions(draft: ProfileDraft, options: readonly Option[]): ProfileDraft {
	const [category] = categoriesOf(options);
	return {
		...draft,
		aggregate: options.includes("sum") && draft.coin !== undefined ? "sum" : undefined,
		quote: options.includes("usd") ? "USD" : undefined,
		category,
	};
}
