import { ServerClock } from "../../../src/core/feeds/serverClock";
import { createTradesFeed } from "../../../src/core/feeds/trades/feed";
import { sampleSources } from "../../../src/core/sample/sampleSource";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import type { TradesQuery } from "../../../src/core/query/query";
import type { QueryResult } from "../../../src/core/result";
import { packResult } from "../../../src/core/resultCodec";
import { NOTHING_REJECTED, type VolumeProfileSeries } from "../../../src/core/series";
import { durationMs, epochMs } from "../../../src/core/time";

const NOW = epochMs(Date.UTC(2026, 2, 29, 14, 2, 11));
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const offline = { get: () => Promise.reject(new Error("The sample needs no network.")) };

/** What the sample data answers. */
export async function sampleResult(
	query: Omit<TradesQuery, "provider" | "dataset">,
): Promise<QueryResult> {
	const whole: TradesQuery = { ...query, provider: "trades", dataset: "sample" };
	const answer = await createTradesFeed(sampleSources)(whole, {
		client: offline,
		signal: new AbortController().signal,
		limits: DEFAULT_LIMITS,
		log: silent,
		clock: new ServerClock(() => epochMs(NOW)),
		onProgress: () => undefined,
	});
	return { ...answer, query: whole, fetchedAt: NOW, fromCache: "none" };
}

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
		fetchedAt: NOW,
		fromCache: "none",
	};
}

/** A result as JSON-able header and base64, to be carried into a page. */
export function carried(result: QueryResult): { header: unknown; base64: string } {
	const { header, data } = packResult(result);
	return { header, base64: Buffer.from(data).toString("base64") };
}
