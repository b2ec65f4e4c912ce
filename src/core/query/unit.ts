import { factsOf } from "../providers/facts";
import type { Pair } from "./pair";
import type { MarketQuery } from "./query";

/** Unit of the numbers that matter, volume of a profile or price of a VWAP, when the query tells it. */
export function queryUnit(query: MarketQuery): string | undefined {
	return factsOf(query).unit(query);
}

/** What the price of a query's market is of and in, where its symbol tells both. */
export function queryPair(query: MarketQuery): Pair | undefined {
	return factsOf(query).pair(query);
}

/** The US dollar and the coins that stand for it, whose prices are looked at on one axis. */
const DOLLARS: ReadonlySet<string> = new Set(
	"USD USDT USDC BUSD FDUSD TUSD USDP PYUSD USDE DAI GUSD".split(" "),
);

/** Whether queries ask for the price of one coin in one currency; all dollars count as one currency. */
export function arePricesOfOneCoin(queries: readonly MarketQuery[]): boolean {
	const names = queries.map((query) => {
		const { base, quote = "" } = queryPair(query) ?? {};
		return base && `${base} ${DOLLARS.has(quote) ? "dollar" : quote}`;
	});
	return names[0] !== undefined && new Set(names).size === 1;
}
