import type { MarketQuery } from "../../core/query/query";
import type { VwapSeries } from "../../core/result/series";
import { vwapVolumeUnit } from "../../core/table/units";
import { contractWords } from "../../protocol/columnWords";
import type { Words } from "../words";

/** Unit of a VWAP's volumes: the base coin where the market tells it, else whatever the venue counts in. */
export function volumeUnit(query: MarketQuery, series: VwapSeries, { say }: Words): string {
	return vwapVolumeUnit(series, query, contractWords(say)) ?? say("nativeUnits");
}
