import type { MarketQuery } from "./query";

/** Unit of the numbers that matter, volume of a profile or price of a VWAP, when the query tells it. */
export function queryUnit(query: MarketQuery): string | undefined {
	switch (query.provider) {
		case "kiyotaka":
			return query.quote ?? query.coin ?? pairOf(query.normalizedSymbol ?? "")?.base;
		case "kaiko":
			return pairOf(query.instrument.toUpperCase())?.quote;
		case "trades": {
			const pair = pairOf(query.symbol);
			return query.kind === "vwap" ? pair?.quote : pair?.base;
		}
	}
}

/** What the price of a query's market is of and in, where its symbol tells both. */
function queryPair(query: MarketQuery): Pair | undefined {
	switch (query.provider) {
		case "kiyotaka":
			return pairOf(query.normalizedSymbol ?? "");
		case "kaiko":
			return pairOf(query.instrument.toUpperCase());
		case "trades":
			return pairOf(query.symbol);
	}
}

/** The US dollar and the coins that stand for it, whose prices are looked at on one axis. */
const DOLLARS: ReadonlySet<string> = new Set(
	"USD USDT USDC BUSD FDUSD TUSD USDP PYUSD USDE DAI GUSD".split(" "),
);

/** Whether queries ask for the price of one coin in one currency, all dollars being one. */
export function arePricesOfOneCoin(queries: readonly MarketQuery[]): boolean {
	const names = queries.map((query) => {
		const { base, quote = "" } = queryPair(query) ?? {};
		return base && `${base} ${DOLLARS.has(quote) ? "dollar" : quote}`;
	});
	return names[0] !== undefined && new Set(names).size === 1;
}

interface Pair {
	readonly base: string;
	readonly quote: string;
}

/** The two sides of a plain pair. Codes with more parts, such as dated futures, stay unread. */
function pairOf(symbol: string): Pair | undefined {
	const [, base, quote] = /^([\p{L}\p{M}\p{N}]+)-([\p{L}\p{M}\p{N}]+)$/u.exec(symbol) ?? [];
	return base === undefined || quote === undefined ? undefined : { base, quote };
}
