import { formatDecimal, shortestDecimal } from "../decimal";
import { SAMPLE_DATASET, SECOND_SAMPLE_DATASET } from "../sample/dataset";
import { pairOf } from "../query/pair";
import { parseTradesInterval, readInterval } from "../query/intervalGrammar";
import type { TradeSizes, TradesQuery } from "../query/query";
import { type Text, text } from "../text";
import type { ProviderData } from "./provider";

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
	source: ({ dataset }) => sourceWords(dataset),
	sourceCode: ({ dataset }) => dataset,
	filter: ({ size, symbol }) => (size === undefined ? undefined : sizesWords(size, symbol)),
	// A VWAP has a row for every interval; a profile has none where nothing traded.
	bound: ({ kind }, { rows }) =>
		kind === "vwap"
			? { most: rows, beyond: "newestCome" }
			: { most: Infinity, beyond: "newestCome" },
} satisfies ProviderData<TradesQuery>;

/** Other data sets are called as people call them, which only their definitions tell. */
function sourceWords(dataset: string): Text | undefined {
	if (dataset === SAMPLE_DATASET) return text("Sample data");
	return dataset === SECOND_SAMPLE_DATASET ? text("Sample data, second venue") : undefined;
}

/** `trades ≥ 5 BTC`, `trades 1000 to 5000 USDT`. */
function sizesWords({ min, max, in: counted = "base" }: TradeSizes, symbol: string): Text {
	const pair = pairOf(symbol);
	const unit = counted === "notional" ? (pair?.quote ?? counted) : pair?.base;
	const amount = (value: number) => [formatDecimal(shortestDecimal(value)), unit].join(" ").trim();
	if (max === undefined) return text("trades ≥ {0}", amount(min ?? 0));
	if (min === undefined) return text("trades ≤ {0}", amount(max));
	return text("trades {0} to {1}", formatDecimal(shortestDecimal(min)), amount(max));
}
