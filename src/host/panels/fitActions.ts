import type { Fit } from "../../core/cost/fit";
import { queriesWithFit } from "../../core/cost/queriesWithFit";
import { type ErrorFacts, isProviderError } from "../../core/errors/errors";
import type { MarketQuery } from "../../core/query/query";
import type { ActionId } from "../../protocol/messages";
import { translate } from "../words/uiText";
import type { PanelController } from "./panelController";
import type { FailureWords } from "./panelPart";

/** What fits the plan in the place of a query that it cannot give. */
export type FitsOf = (
	query: MarketQuery,
	facts: Pick<ErrorFacts, "condition" | "limit">,
) => readonly Fit[];

/** The actions that stand for what fits, in the order of what fits. */
const FIT_ACTIONS = ["useFit", "useOtherFit"] as const satisfies readonly ActionId[];

/** What fits in the place of a query that failed for its plan; nothing for other failures, and at limits of ours. */
export function panelFits(error: unknown, query: MarketQuery, fits: FitsOf): readonly Fit[] {
	if (!isProviderError(error) || error.facts.ownLimit !== undefined) return [];
	return error.facts.condition === undefined ? [] : fits(query, error.facts);
}

/** Puts what fits in front of the other actions, each with its own label. */
export function withFits({ text, actions }: FailureWords, fits: readonly Fit[]): FailureWords {
	const offered = FIT_ACTIONS.flatMap((id, at) => {
		const fit = fits[at];
		return fit === undefined ? [] : [{ id, label: translate(fit.label) }];
	});
	return { text, actions: [...offered, ...actions] };
}

/** Shows what fits, by its place among what fits, in the panel whose query failed for its plan. */
export function createUseFit<Panel extends { readonly controller: FittingController }>({
	fits,
	changeChart,
}: {
	readonly fits: FitsOf;
	readonly changeChart: (panel: Panel, queries: readonly MarketQuery[]) => Promise<unknown>;
}): (panel: Panel, at: number) => Promise<void> {
	return async (panel, at) => {
		const { failure, view } = panel.controller;
		if (failure === undefined) return;
		const fit = panelFits(failure.error, failure.query, fits)[at];
		if (fit === undefined) return;
		await changeChart(panel, queriesWithFit(view.queries, failure.query, fit));
	};
}

type FittingController = Pick<PanelController, "failure" | "view">;
