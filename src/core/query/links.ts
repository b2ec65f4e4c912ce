import { remembered } from "../remembered";
import type { ChartView, MarketQuery } from "./query";
import { queryPair } from "./unit";

/** What two charts that are linked have in common. */
export interface LinkBetween {
	/** Whether they show the same pair, so that a price of one is a price of the other. */
	readonly isSameMarket: boolean;
}

/**
 * Whether two charts share crosshair and zoom: both have to be linked, and one that is linked with its own market
 * alone has to show a pair in common. The venue and the provider do not matter: a profile of `BTCUSDT` and a VWAP of
 * `btc-usdt` are of one pair.
 */
export function linkBetween(one: ChartView, other: ChartView): LinkBetween | undefined {
	const [link, back] = [one.view.link, other.view.link];
	if (link === undefined || back === undefined) return undefined;
	const pairs = pairsOf(one.queries);
	const isSameMarket = pairsOf(other.queries).some((name) => pairs.includes(name));
	return isSameMarket || (link === "all" && back === "all") ? { isSameMarket } : undefined;
}

/** Asked with each move of a pointer, so the names are kept with the queries. */
const pairsOf = remembered((queries: readonly MarketQuery[]) => queries.flatMap(pairName));

/** Kraken and BitMEX call bitcoin XBT. */
const coinName = (coin: string) => (coin.toUpperCase() === "XBT" ? "BTC" : coin.toUpperCase());

function pairName(query: MarketQuery): string[] {
	const pair = queryPair(query);
	return pair === undefined ? [] : [`${coinName(pair.base)}-${coinName(pair.quote)}`];
}
