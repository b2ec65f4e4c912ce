import * as vscode from "vscode";
import type { DataSets } from "../../app/dataSets/dataSets";
import type { MarketStore } from "../../app/markets/marketStore";
import { factsOf } from "../../core/providers/facts";
import { checkQueries } from "../../core/query/combinations";
import type { MarketQuery } from "../../core/query/query";
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
import { ArgumentError, marketIdArgument } from "./argument";
import { marketArgument } from "./markets/openMarket";

export interface CheckVendorDeps {
	readonly store: MarketStore;
	readonly dataSets: DataSets;
	readonly panels: Pick<ChartPanels, "active">;
	readonly openChart: OpenChart;
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
		const vendor = await vendorSide(deps, title, dataSets, argument);
		if (vendor === undefined) return;
		const own = await ownSide(deps, title, vendor.query, dataSets);
		if (own === undefined) return;
		const { span } = await readSource(deps, dataSets, own.dataset);
		const range = await askCheckRange({
			title,
			vendor: vendor.query,
			own: `${own.symbol}, ${nameIn(dataSets, own.dataset)}`,
			span,
			limits,
			now: () => epochMs(deps.now()),
		});
		if (range === undefined) return;
		const checked = { ...vendor.query, range };
		const { series } = vendor;
		await deps.openChart({
			queries: checkQueries(checked, ownQuery(checked, own)),
			view: { layout: "vendorCheck", ...(series !== undefined && { series }) },
		});
	};
}

/** What is checked: a query, and which series of its answer where several come. */
interface Checked {
	readonly query: MarketQuery;
	readonly series?: string | undefined;
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
		return query && { query, series: view.series };
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
		saved.filter(({ query }) => !factsOf(query).isRecorded),
		dataSets,
		nameOf,
	);
	if (side === undefined || side.query !== undefined) return side;
	const { dataset, symbol } = side.market;
	const { span } = await readSource(deps, dataSets, dataset);
	return { query: firstQuery("volumeProfile", dataset, { symbol, span }) };
}

/** The instrument that a vendor is held against; a data set of which nobody knows the instruments is read first. */
async function ownSide(
	deps: CheckVendorDeps,
	title: string,
	vendor: MarketQuery,
	dataSets: readonly OwnDataSet[],
): Promise<OwnMarket | undefined> {
	const chosen = await askOwn(title, vendor, dataSets);
	if (chosen === undefined || chosen.symbol !== undefined) return chosen;
	const { dataset } = chosen;
	const { symbols } = await readSource(deps, dataSets, dataset);
	const read = {
		dataset,
		name: nameIn(dataSets, dataset),
		symbols: symbols.map(({ symbol }) => symbol),
	};
	const [only, second] = read.symbols;
	if (only !== undefined && second === undefined) return { dataset, symbol: only };
	const again = await askOwn(title, vendor, [read]);
	return again?.symbol === undefined ? undefined : again;
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
