import type { MarketStore } from "../../app/markets/marketStore";
import type { OpenChart } from "../openChart";
import { marketIdArgument, viewArgument } from "./argument";
import { openMarket } from "./markets/openMarket";

export interface OpenQueryDeps {
	readonly store: MarketStore;
	readonly openChart: OpenChart;
}

/** Opens the chart of a query, of a whole view, or of the saved market with the given id. Takes arguments only. */
export function openQuery(deps: OpenQueryDeps) {
	return async (argument?: unknown): Promise<void> => {
		if (marketIdArgument(argument) !== undefined) return openMarket(deps)(argument);
		await deps.openChart(viewArgument(argument));
	};
}
