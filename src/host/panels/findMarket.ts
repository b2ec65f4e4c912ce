import * as vscode from "vscode";
import { canonicalJson } from "../../core/query/canonical";
import type { ChangeChart } from "../openChart";
import type { QueryPrompts } from "../prompts/queryPrompts";
import type { ChartPanel } from "./chartPanel";

export interface FindMarketDeps {
	readonly prompts: Pick<QueryPrompts, "similar">;
	readonly changeChart: ChangeChart;
}

/**
 * Asks which market was meant by the query of a panel whose own nobody knows, and shows that one in its place. The query
 * is the one that failed, unless a part is named.
 */
export function findMarket({ prompts, changeChart }: FindMarketDeps) {
	return async (panel: ChartPanel, part?: number): Promise<void> => {
		const { controller } = panel;
		const { queries } = controller.view;
		const named = part === undefined ? undefined : queries[part];
		const asked = named ?? controller.failure?.query ?? controller.query;
		const meant = await prompts.similar(asked, vscode.l10n.t("Find similar markets"));
		if (meant === undefined) return;
		const key = canonicalJson(asked);
		const next = queries.map((query) => (canonicalJson(query) === key ? meant : query));
		await changeChart(panel, next);
	};
}
