import { SECOND_SAMPLE_DATASET } from "../core/sample/dataset";
import type { ChartView, QueryKind, TradesQuery } from "../core/query/query";

const MARKET = "BTC-USDT";

/** The sample data's chart of one kind. */
export function sampleQuery(kind: QueryKind, symbol = MARKET): TradesQuery {
	return kind === "vwap" ? week(kind, "15m", symbol) : day(kind, "1h", symbol);
}

function week(kind: QueryKind, interval: string, symbol = MARKET): TradesQuery {
	return { kind, provider: "trades", dataset: "sample", symbol, interval, range: { last: "7d" } };
}

function day(kind: QueryKind, interval: string, symbol: string): TradesQuery {
	return { kind, provider: "trades", dataset: "sample", symbol, interval, range: { last: "24h" } };
}

/** A week of VWAP on the price axis of the same week's profile. */
export function sampleOverProfile(): ChartView {
	return {
		queries: [week("volumeProfile", "1h"), week("vwap", "15m")],
		view: { layout: "overProfile" },
	};
}

/** A week of hourly profiles over time. */
export function sampleTimePrice(): ChartView {
	return { queries: [week("volumeProfile", "1h")], view: { layout: "timePrice" } };
}

/** The VWAPs of several markets over the same week. */
export function sampleComparison(symbols: readonly string[]): ChartView {
	return { queries: symbols.map((symbol) => week("vwap", "15m", symbol)), view: {} };
}

/** The VWAP of one coin at two venues over the same week. */
export function sampleVenues(): ChartView {
	const vwap = week("vwap", "15m");
	return { queries: [vwap, { ...vwap, dataset: SECOND_SAMPLE_DATASET }], view: {} };
}

/** The VWAP that each hour's profile implies against the hour's own. */
export function sampleCrossCheck(): ChartView {
	return {
		queries: [week("volumeProfile", "1h"), week("vwap", "1h")],
		view: { layout: "crossCheck" },
	};
}
