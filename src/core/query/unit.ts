import type { MarketQuery } from "./schema";

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

/** The two sides of a plain pair. Codes with more parts, such as dated futures, stay unread. */
function pairOf(symbol: string): { readonly base: string; readonly quote: string } | undefined {
	const [, base, quote] = /^([A-Z0-9]+)-([A-Z0-9]+)$/.exec(symbol) ?? [];
	return base === undefined || quote === undefined ? undefined : { base, quote };
}
