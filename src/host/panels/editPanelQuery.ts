import * as vscode from "vscode";
import { presetOptions } from "../../core/query/looks";
import type { MarketQuery } from "../../core/query/query";
import { isCheck } from "../../core/query/combinations";
import type { ExchangeNames } from "../../core/query/words/label";
import type { EpochMs } from "../../core/time";
import { editedCheck, fixedRange } from "../../core/vendorCheck/pairing";
import type { ChangeChart, OpenChart } from "../openChart";
import { askPart } from "../prompts/steps/askPart";
import type { QueryPrompts } from "../prompts/queryPrompts";
import type { ChartPanel } from "./chartPanel";

export interface EditPanelQueryDeps {
	readonly prompts: QueryPrompts;
	readonly openChart: OpenChart;
	readonly changeChart: ChangeChart;
	/** What venues and data sets are called. */
	readonly nameOf: ExchangeNames;
}

/**
 * Asks the questions of a panel's query again, all of them or from the range on, and opens the chart
 * of the answer in place of one that shows nothing. A panel of several queries changes in place: one
 * of its markets, or the range of all.
 */
export function editPanelQuery(deps: EditPanelQueryDeps) {
	return async (panel: ChartPanel, from: "start" | "range", part?: number): Promise<void> => {
		const title = from === "range" ? vscode.l10n.t("Change range") : vscode.l10n.t("Edit query");
		const { queries } = panel.controller.view;
		if (queries.length === 1) return editOne(deps, panel, title, from);
		const next =
			from === "range"
				? await askRange(deps, queries, title, (one) => panel.controller.results[one]?.range.to)
				: await editPart(deps, queries, title, part);
		if (next !== undefined) await deps.changeChart(panel, next);
	};
}

async function editOne(
	{ prompts, openChart }: EditPanelQueryDeps,
	panel: ChartPanel,
	title: string,
	from: "start" | "range",
): Promise<void> {
	const query = await prompts.edit(panel.controller.query, title, from);
	if (query === undefined) return;
	const { viewColumn } = panel;
	const opened = await openChart(
		// The chart of another question, looked at like the one that it is asked from.
		{ queries: [query], view: presetOptions(panel.controller.view.view) },
		viewColumn === undefined ? {} : { viewColumn },
	);
	if (opened === undefined || opened === panel) return;
	if (!panel.controller.hasAnswer) panel.close();
}

/** @param endOf end of the range that the answer of a query is of */
async function askRange(
	{ prompts }: EditPanelQueryDeps,
	queries: readonly MarketQuery[],
	title: string,
	endOf: (part: number) => EpochMs | undefined,
): Promise<MarketQuery[] | undefined> {
	const range = await prompts.range(queries, title);
	const [, own] = queries;
	// Both sides of a check have to mean the same time by a length: that which ends with one's own trades.
	const end = own && isCheck(queries) ? endOf(1) : undefined;
	const fixed = range && end !== undefined ? fixedRange(range, end) : range;
	return fixed && queries.map((query) => ({ ...query, range: fixed }));
}

async function editPart(
	{ prompts, nameOf }: EditPanelQueryDeps,
	queries: readonly MarketQuery[],
	title: string,
	part: number | undefined,
): Promise<MarketQuery[] | undefined> {
	const isSide = (one: number) => !isCheck(queries) || one < 2;
	const at =
		part !== undefined && isSide(part) ? part : await askPart(title, queries, nameOf, isSide);
	const query = at === undefined ? undefined : queries[at];
	const edited = query && (await prompts.edit(query, title));
	if (edited === undefined) return undefined;
	const next = queries.map((other) => (other === query ? edited : other));
	return isCheck(queries) ? editedCheck(next, at === 0 ? "vendor" : "own") : next;
}
