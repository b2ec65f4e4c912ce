import * as vscode from "vscode";
import type { Lists } from "../../app/discovery/lists";
import { tradedSpan } from "../../app/discovery/tradedSpan";
import type { DataSets } from "../../app/dataSets/dataSets";
import type { MarketStore } from "../../app/markets/marketStore";
import { factsOf } from "../../core/providers/facts";
import { checkQueries } from "../../core/query/combinations";
import type { MarketQuery, QueryRange } from "../../core/query/query";
import { type ExchangeNames, queryLabel } from "../../core/query/words/label";
import { text } from "../../core/text";
import { epochMs } from "../../core/time";
import { firstQuery } from "../../core/trades/dataSet/firstQuery";
import type { TradesSource } from "../../core/trades/source";
import { type OwnMarket, ownQuery } from "../../core/vendorCheck/pairing";
import { limits } from "../config";
import type { OpenChart } from "../openChart";
import type { ChartPanels } from "../panels/chartPanels";
import {
	type OwnDataSet,
	type VendorChoice,
	askCheckRange,
	askOwn,
	askVendor,
	ownDataSets,
} from "../prompts/checkPrompt";
import { askPart } from "../prompts/steps/askPart";
import type { Answer, QuestionPosition } from "../prompts/steps/steps";
import { ArgumentError, marketIdArgument } from "./argument";
import { marketArgument } from "./markets/openMarket";

export interface CheckVendorDeps {
	readonly store: MarketStore;
	readonly dataSets: DataSets;
	readonly panels: Pick<ChartPanels, "active">;
	readonly openChart: OpenChart;
	/** What providers list. */
	readonly service: { readonly lists: Pick<Lists, "find"> };
	/** What venues and data sets are called. */
	readonly nameOf: ExchangeNames;
	readonly now: () => number;
	/** More is known of a data set than before. */
	readonly dataSetsChanged: () => void;
}

/**
 * Holds a vendor's numbers against one's own trades in a chart: those of the row that was clicked, else of a market that
 * the person chooses. One data set can be held against another in the same way.
 */
export function checkVendor(deps: CheckVendorDeps) {
	return async (argument?: unknown): Promise<void> => {
		const title = vscode.l10n.t("Check a vendor against own trades");
		const dataSets = ownDataSets(await deps.dataSets.markets(), deps.nameOf);
		for (;;) {
			const vendor = await vendorSide(deps, title, dataSets, argument);
			if (vendor === undefined) return;
			const answer = await askRest(deps, title, vendor, dataSets);
			if (answer === "back") continue;
			if (answer === "cancel") return;
			const { own, range } = answer.value;
			const checked = { ...vendor.query, range };
			const { series } = vendor;
			await deps.openChart({
				queries: checkQueries(checked, ownQuery(checked, own)),
				view: { layout: "vendorCheck", ...(series !== undefined && { series }) },
			});
			return;
		}
	};
}

/** Asks what a vendor's numbers are held against, and over which time. */
async function askRest(
	deps: CheckVendorDeps,
	title: string,
	vendor: Checked,
	dataSets: readonly OwnDataSet[],
): Promise<Answer<{ readonly own: OwnMarket; readonly range: QueryRange }>> {
	const now = () => epochMs(deps.now());
	for (;;) {
		const position = { title, canGoBack: vendor.isAsked };
		const side = await ownSide(deps, position, vendor.query, dataSets);
		if (typeof side === "string") return side;
		const { own, isAsked } = side.value;
		const { span } = await readSource(deps, dataSets, own.dataset);
		const range = await askCheckRange({
			position: { title, canGoBack: vendor.isAsked || isAsked },
			vendor: vendor.query,
			own: `${own.symbol}, ${nameIn(dataSets, own.dataset)}`,
			span,
			limits,
			now,
			traded: (signal) => tradedSpan(vendor.query, { lists: deps.service.lists, now }, signal),
		});
		if (range === "cancel" || (range === "back" && !isAsked)) return range;
		if (range !== "back") return { value: { own, range: range.value } };
	}
}

/** What is checked: a query, and which series of its answer where several come. */
interface Checked {
	readonly query: MarketQuery;
	readonly series?: string | undefined;
	/** Whether the person was asked for it. */
	readonly isAsked: boolean;
}

async function vendorSide(
	deps: CheckVendorDeps,
	title: string,
	dataSets: readonly OwnDataSet[],
	argument: unknown,
): Promise<Checked | undefined> {
	const { store, panels, nameOf } = deps;
	if (marketIdArgument(argument) !== undefined) {
		const { queries, view } = await marketArgument(store, argument);
		const part = await askPart(title, queries, nameOf);
		const query = part === undefined ? undefined : queries[part];
		return query && { query, series: view.series, isAsked: false };
	}
	const { queries: shown, view } = panels.active?.controller.view ?? { queries: [], view: {} };
	const saved = store.entries.flatMap((entry): VendorChoice[] => {
		if (entry.state !== "ok") return [];
		const { name, queries, view } = entry.market;
		return queries.map((query) => ({ name, query, series: view.series }));
	});
	const side = await askVendor(
		title,
		shown.map((query) => ({ name: queryLabel(query).market, query, series: view.series })),
		saved.filter(({ query }) => !factsOf(query).isOwn),
		dataSets,
		nameOf,
	);
	if (side === undefined) return undefined;
	if (side.query !== undefined) return { ...side, isAsked: true };
	const { dataset, symbol } = side.market;
	const { span } = await readSource(deps, dataSets, dataset);
	return { query: firstQuery("volumeProfile", dataset, { symbol, span }), isAsked: true };
}

/** The instrument that a vendor is held against; a data set of which nobody knows the instruments is read first. */
async function ownSide(
	deps: CheckVendorDeps,
	position: QuestionPosition,
	vendor: MarketQuery,
	dataSets: readonly OwnDataSet[],
): Promise<Answer<{ readonly own: OwnMarket; readonly isAsked: boolean }>> {
	for (;;) {
		const chosen = await askOwn(position, vendor, dataSets);
		if (typeof chosen === "string") return chosen;
		const { choice, isAsked } = chosen.value;
		if (choice.symbol !== undefined) return { value: { own: choice, isAsked } };
		const { dataset } = choice;
		const { symbols } = await readSource(deps, dataSets, dataset);
		const read = {
			dataset,
			name: nameIn(dataSets, dataset),
			symbols: symbols.map(({ symbol }) => symbol),
		};
		const [only, second] = read.symbols;
		if (only !== undefined && second === undefined) {
			return { value: { own: { dataset, symbol: only }, isAsked } };
		}
		const again = await askOwn({ ...position, canGoBack: true }, vendor, [read]);
		if (again === "back") continue;
		if (again === "cancel" || again.value.choice.symbol === undefined) return "cancel";
		return { value: { own: again.value.choice, isAsked } };
	}
}

/** A data set ready to be asked: what of its files nobody has read yet is read, which is shown and can be cancelled. */
async function readSource(
	deps: CheckVendorDeps,
	dataSets: readonly OwnDataSet[],
	dataset: string,
): Promise<TradesSource> {
	const source = await vscode.window.withProgress(
		{
			location: vscode.ProgressLocation.Window,
			title: vscode.l10n.t("Reading {0}", nameIn(dataSets, dataset)),
			cancellable: true,
		},
		(report, token) => {
			const cancel = new AbortController();
			token.onCancellationRequested(() => cancel.abort());
			return deps.dataSets.find(dataset, {
				signal: cancel.signal,
				onProgress: (share) => report.report({ message: `${Math.floor(share * 100)} %` }),
			});
		},
	);
	deps.dataSetsChanged();
	if (source !== undefined) return source;
	throw new ArgumentError(text("The data set is not there any more. Open its trades again."));
}

function nameIn(dataSets: readonly OwnDataSet[], dataset: string): string {
	return dataSets.find((one) => one.dataset === dataset)?.name ?? dataset;
}
