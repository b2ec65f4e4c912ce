import type { QueryResult } from "../../../src/core/result/result";
import { NOTHING_REJECTED, type VolumeProfileSeries } from "../../../src/core/result/series";
import { durationMs, epochMs } from "../../../src/core/time";
import { FETCHED_AT } from "../../support/answers";

export { sampleAnswer as sampleResult } from "../../support/answers";
export { carried } from "../../support/packed";

/** The three rows of the vendor's published example. */
export function threeRows(): QueryResult {
	const series: VolumeProfileSeries = {
		kind: "volumeProfile",
		id: "BINANCE_FUTURES BTCUSDT",
		market: { exchange: "BINANCE_FUTURES", symbol: "BTCUSDT", coin: "BTC" },
		interval: durationMs(3_600_000),
		times: Float64Array.of(1_774_803_600_000),
		open: false,
		rejected: NOTHING_REJECTED,
		unit: "base",
		offsets: Uint32Array.of(0, 3),
		prices: Float64Array.of(66108, 66114, 66120),
		buy: Float64Array.of(0, 6.239000000000001, 7.307999999999996),
		sell: Float64Array.of(5.466999999999996, 25.31399999999998, 20.503000000000004),
	};
	return {
		query: {
			kind: "volumeProfile",
			provider: "kiyotaka",
			exchange: ["BINANCE_FUTURES"],
			rawSymbol: "BTCUSDT",
			interval: "HOUR",
			range: { from: "2026-03-29T16:00:00Z", to: "2026-03-29T18:00:00Z" },
		},
		range: { from: epochMs(1_774_800_000_000), to: epochMs(1_774_807_200_000) },
		series: [series],
		warnings: [],
		fetchedAt: FETCHED_AT,
		fromCache: "none",
	};
}
