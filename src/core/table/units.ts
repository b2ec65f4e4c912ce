import type { MarketQuery } from "../query/query";
import { providerOf } from "../providers/providers";
import { queryUnit } from "../query/unit";
import type { VolumeProfileSeries, VwapSeries } from "../series";

/** Unit of a profile's volumes: US dollars, or the base coin where the series or the query names it. */
export function profileVolumeUnit(
	{ unit, market }: VolumeProfileSeries,
	query: MarketQuery,
): string | undefined {
	if (unit === "USD") return unit;
	return market.coin ?? market.normalizedSymbol?.split("-")[0] ?? queryUnit(query);
}

/** Unit of a VWAP's volumes: the base coin where the market tells it; venues count others in units of their own. */
export function vwapVolumeUnit({ market }: VwapSeries, query: MarketQuery): string | undefined {
	if (market.coin !== undefined) return market.coin;
	return providerOf(query).volumeCoin?.(query);
}

/** Unit of a VWAP: the quote currency where the symbol tells it. */
export function vwapPriceUnit(query: MarketQuery): string | undefined {
	return query.kind === "vwap" ? queryUnit(query) : undefined;
}
