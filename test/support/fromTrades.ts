import { shortestDecimal } from "../../src/core/decimal";
import type { VolumeProfileSeries, VwapSeries } from "../../src/core/result/series";
import type { ProfilePlan, TradesPlan } from "../../src/core/trades/plan";
import { seriesOfSums, type SeriesName } from "../../src/core/trades/sumsToSeries";
import { sumTrades } from "../../src/core/trades/sumTrades";
import type { Trades } from "../../src/core/trades/trades";

export type Aggregated = Pick<TradesPlan, "interval" | "range" | "until"> & SeriesName;

function added(chunks: Iterable<Trades>, plan: TradesPlan, name: SeriesName) {
	const sum = sumTrades(plan);
	for (const trades of chunks) sum.add(trades);
	return seriesOfSums(sum.finish(), name);
}

/** The profile of trades that are at hand, added up by the plain loop. */
export function profileFromTrades(
	chunks: Iterable<Trades>,
	{
		step,
		unit = "base",
		...asked
	}: Aggregated & { readonly step: number; readonly unit?: ProfilePlan["unit"] },
): VolumeProfileSeries {
	const plan = { ...asked, kind: "volumeProfile", symbol: asked.id, unit } as const;
	const series = added(chunks, { ...plan, step: shortestDecimal(step) }, asked);
	if (series.kind !== "volumeProfile") throw new Error("a profile was asked for");
	return series;
}

/** The VWAP of trades that are at hand, added up by the plain loop. */
export function vwapFromTrades(chunks: Iterable<Trades>, asked: Aggregated): VwapSeries {
	const series = added(chunks, { ...asked, kind: "vwap", symbol: asked.id }, asked);
	if (series.kind !== "vwap") throw new Error("a VWAP was asked for");
	return series;
}
