import { namedPair } from "../query/namedPair";
import { type Pair, pairOf } from "../query/pair";
import type {
	KaikoVwapQuery,
	KiyotakaProfileQuery,
	MarketQuery,
	QueryOf,
	TradesQuery,
} from "../query/query";
import { SAMPLE_DATASET, SECOND_SAMPLE_DATASET } from "../sample/dataset";
import type { ProviderId } from "./ids";

/**
 * What is known of the numbers that a provider answers with, by the query alone. It stands apart from
 * `ProviderData`, because the page asks for it too and has no use for names, lists and hints.
 */
export interface ProviderFacts<Query extends MarketQuery = MarketQuery> {
	/** Whether its numbers are worked out here, of trades that the person has: to ask anew costs nothing. */
	readonly isOwn: boolean;
	/** Whether the data behind a query never changes: asked anew, the answer would be the same. */
	isFixed?(query: Query): boolean;

	/** What the price is of and in, where the symbol tells both. */
	pair(query: Query): Pair | undefined;
	/** Unit of the numbers that matter, volume of a profile or price of a VWAP, when the query tells it. */
	unit(query: Query): string | undefined;
	/** The base coin in which a VWAP's volumes count; absent where venues count in units of their own. */
	volumeCoin?(query: Query): string | undefined;
	/** What is traded, where the symbol tells a coin alone. */
	coin?(query: Query): string | undefined;
	/** Whether several markets are added up into one series. */
	isSum?(query: Query): boolean;
	/** The exact VWAP of what a profile counts, where there is one to ask for. */
	exact?(query: Query): Query | undefined;
	/** The same question with volumes in its answer; `undefined` where they come already. */
	withVolume?(query: Query): Query | undefined;
}

const kiyotaka = {
	isOwn: false,
	pair: ({ normalizedSymbol = "", rawSymbol = "" }) =>
		pairOf(normalizedSymbol) ?? namedPair(rawSymbol),
	coin: ({ coin }) => coin,
	isSum: ({ aggregate }) => aggregate === "sum",
	unit: ({ quote, coin, normalizedSymbol = "" }) => quote ?? coin ?? pairOf(normalizedSymbol)?.base,
} satisfies ProviderFacts<KiyotakaProfileQuery>;

const kaiko = {
	isOwn: false,
	pair: ({ instrument }) => pairOf(instrument.toUpperCase()),
	unit: ({ instrument }) => pairOf(instrument.toUpperCase())?.quote,
	volumeCoin: ({ instrument, instrumentClass }) =>
		instrumentClass === "spot" ? instrument.split("-")[0]?.toUpperCase() : undefined,
	withVolume: (query) =>
		query.aggregation === "vwap" ? { ...query, aggregation: "count_ohlcv_vwap" } : undefined,
} satisfies ProviderFacts<KaikoVwapQuery>;

const trades = {
	isOwn: true,
	// Files and tables are recorded on; the sample is as it was shipped.
	isFixed: ({ dataset }) => dataset === SAMPLE_DATASET || dataset === SECOND_SAMPLE_DATASET,
	pair: ({ symbol }) => namedPair(symbol),
	unit: ({ symbol, kind }) => namedPair(symbol)?.[kind === "vwap" ? "quote" : "base"],
	volumeCoin: ({ symbol }) => namedPair(symbol)?.base,
	exact: (query) => {
		const exact = { ...query, kind: "vwap" as const };
		delete exact.step;
		return query.kind === "vwap" ? undefined : exact;
	},
} satisfies ProviderFacts<TradesQuery>;

/** The facts of every provider: one without an entry does not compile. */
const FACTS = { kiyotaka, kaiko, trades } satisfies {
	readonly [Id in ProviderId]: ProviderFacts<QueryOf<Id>>;
};

/** The facts of a query's own provider, whose functions take this query. */
export function factsOf(query: MarketQuery): ProviderFacts {
	return FACTS[query.provider];
}
