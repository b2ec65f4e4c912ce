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
	const pairs = new Set(one.queries.flatMap(pairName));
	const isSameMarket = other.queries.flatMap(pairName).some((name) => pairs.has(name));
	return isSameMarket || (link === "all" && back === "all") ? { isSameMarket } : undefined;
}

/** Kraken and BitMEX call bitcoin XBT. */
const coinName = (coin: string) => (coin.toUpperCase() === "XBT" ? "BTC" : coin.toUpperCase());

function pairName(query: MarketQuery): string[] {
	const pair = queryPair(query);
	return pair === undefined ? [] : [`${coinName(pair.base)}-${coinName(pair.quote)}`];
}
