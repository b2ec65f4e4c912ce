import type { MarketQuery } from "../../core/query/schema";
import type { VwapSeries } from "../../core/series";
import type { Words } from "../words";

/** Unit of a VWAP's volumes: the base coin where the market tells it, else whatever the venue counts in. */
export function volumeUnit(query: MarketQuery, { market }: VwapSeries, { say }: Words): string {
	if (market.coin !== undefined) return market.coin;
	const symbol =
		query.provider === "trades"
			? query.symbol
			: query.provider === "kaiko" && query.instrumentClass === "spot"
				? query.instrument
				: undefined;
	return symbol?.split("-")[0]?.toUpperCase() ?? say("nativeUnits");
}
