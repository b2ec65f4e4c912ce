import { SAMPLE_DATASET } from "../sample/dataset";
import { parseTradesInterval } from "../query/intervalGrammar";
import type { TradesQuery } from "../query/query";
import { text } from "../text";
import type { ProviderData } from "./provider";
import { readInterval } from "./readInterval";

/** Both kinds from the person's own trades. */
export const trades = {
	label: "Trades",
	isSource: false,
	kinds: ["volumeProfile", "vwap"],
	venueNames: [],
	hints: {
		notFound: (who) =>
			text("{0} has no data set or symbol of this name. Choose one from the list.", who),
	},

	intervalLength: ({ interval }) => readInterval(interval, parseTradesInterval),
	market: ({ symbol }) => symbol,
	marketWords: ({ symbol }) => symbol,
	knowsMarket: () => true,
	venues: ({ dataset }) => [dataset],
	source: ({ dataset }) =>
		dataset === SAMPLE_DATASET ? text("Sample data") : text("{0}", dataset),
	sourceCode: ({ dataset }) => dataset,
	// A VWAP has a row for every interval; a profile has none where nothing traded.
	bound: ({ kind }, { rows }) =>
		kind === "vwap"
			? { most: rows, limit: "rows", beyond: "newestCome" }
			: { most: Infinity, beyond: "newestCome" },
} satisfies ProviderData<TradesQuery>;
