import { durationMs, epochMs, HOUR_MS } from "../../../src/core/time";
import type { FeedAnswer, QueryResult } from "../../../src/core/result/result";
import type { PackedResult } from "../../../src/core/result/packedResult";
import { NOTHING_REJECTED, type VwapSeries } from "../../../src/core/result/series";
import { packed } from "../../support/packed";
import { VWAP_VIEW } from "./views";

export const FROM = epochMs(Date.UTC(2026, 2, 29));

/** A VWAP series of one price per hour. */
export function vwapSeries(prices: readonly number[]): VwapSeries {
	return {
		kind: "vwap",
		id: "cbse btc-usd",
		market: { exchange: "cbse" },
		interval: HOUR_MS,
		times: Float64Array.from(prices, (_price, index) => FROM + index * HOUR_MS),
		open: false,
		rejected: NOTHING_REJECTED,
		price: Float64Array.from(prices),
		rawPrice: prices.map((price) => (Number.isNaN(price) ? null : String(price))),
	};
}

export function feedAnswer(prices: readonly number[], more: Partial<FeedAnswer> = {}): FeedAnswer {
	const to = epochMs(FROM + durationMs(prices.length * HOUR_MS));
	return { range: { from: FROM, to }, series: [vwapSeries(prices)], warnings: [], ...more };
}

/** An answer to a query of one VWAP per hour, as it is held. */
export function packedResult(prices: readonly number[]): PackedResult {
	return packed(queryResult(prices));
}

export function queryResult(prices: readonly number[]): QueryResult {
	const [query] = VWAP_VIEW.queries;
	if (query === undefined) throw new Error("The view has a query.");
	return { ...feedAnswer(prices), query, fetchedAt: epochMs(FROM + 1), fromCache: "none" };
}
