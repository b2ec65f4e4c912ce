import * as vscode from "vscode";
import { MOST_MARKETS_SHOWN, type MarketQuery } from "../../../core/query/query";
import type { ExchangeNames } from "../../../core/query/words/label";
import { type Text, text } from "../../../core/text";
import type { ChangeChart } from "../../openChart";
import type { ChartPanel } from "../../panels/chartPanel";
import {
	type Addition,
	additionProblem,
	additionsTo,
	combinationProblem,
} from "../../../core/query/combinations";
import { marketNames } from "../../words/titles";
import { viewAfterChange } from "../../panels/viewAfterChange";
import { askPart } from "../../prompts/steps/askPart";
import type { Choice } from "../../prompts/steps/choices";
import { pickOne } from "../../prompts/steps/pick";
import type { QueryPrompts } from "../../prompts/queryPrompts";
import { translate } from "../../words/uiText";
import { inform } from "../../inform";

export interface AddMarketDeps {
	readonly prompts: QueryPrompts;
	readonly changeChart: ChangeChart;
}

/** Asks what to show besides, and adds it to the chart; says why where nothing can be added. */
export function addMarket({ prompts, changeChart }: AddMarketDeps) {
	return async (panel: ChartPanel): Promise<void> => {
		const title = vscode.l10n.t("Add market to chart");
		const { queries } = panel.controller.view;
		const problem = additionProblem(queries);
		if (problem !== undefined) return refuse(problem);
		const addition = await askAddition(title, additionsTo(queries), queries);
		if (addition === undefined) return;
		const query = await prompts.beside(queries, addition, title);
		if (query === undefined) return;
		const next = [...queries, query];
		const refusal = combinationProblem(next);
		if (refusal !== undefined) return refuse(refusal);
		const kept = viewAfterChange(panel.controller.view, next);
		await changeChart(
			panel,
			next,
			addition.isSameMarket ? { ...kept, layout: "overProfile" } : kept,
		);
	};
}

function refuse(problem: Text): void {
	inform(translate(problem));
}

async function askAddition(
	title: string,
	additions: readonly Addition[],
	queries: readonly MarketQuery[],
): Promise<Addition | undefined> {
	const [only] = additions;
	if (additions.length === 1) return only;
	const answer = await pickOne<Addition>({
		position: { title, canGoBack: false },
		placeholder: vscode.l10n.t("What to show besides {0}", marketNames(queries)),
		sections: [{ choices: additions.map(additionChoice) }],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

function additionChoice(value: Addition): Choice<Addition> {
	const { kind, isSameMarket } = value;
	const code = `${kind} ${isSameMarket ? "same" : "another"}`;
	if (isSameMarket) {
		const label =
			kind === "vwap"
				? vscode.l10n.t("VWAP of the same market")
				: vscode.l10n.t("Volume profile of the same market");
		return { code, label, description: vscode.l10n.t("VWAP over profile, cross-check"), value };
	}
	const label =
		kind === "vwap" ? vscode.l10n.t("Another VWAP") : vscode.l10n.t("Another volume profile");
	return {
		code,
		label,
		description: vscode.l10n.t("compare up to {0} markets", MOST_MARKETS_SHOWN),
		value,
	};
}

/** Takes one of several markets off a chart. */
export function removeFromChart({
	changeChart,
	nameOf,
}: Pick<AddMarketDeps, "changeChart"> & {
	/** What venues and data sets are called. */
	readonly nameOf: ExchangeNames;
}) {
	return async (panel: ChartPanel, part?: number): Promise<void> => {
		const { queries } = panel.controller.view;
		if (queries.length < 2) {
			return refuse(text("This is the chart's only market. Close the chart instead."));
		}
		const at = part ?? (await askPart(vscode.l10n.t("Remove market from chart"), queries, nameOf));
		if (at === undefined || at >= queries.length) return;
		await changeChart(
			panel,
			queries.filter((_query, index) => index !== at),
		);
	};
}
