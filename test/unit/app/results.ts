import { durationMs, epochMs, HOUR_MS } from "../../../src/core/time";
import type { FeedAnswer, QueryResult } from "../../../src/core/result/result";
import type { PackedResult } from "../../../src/core/result/packedResult";
import { packed } from "../../support/packed";
import { MIDNIGHT, vwapSeries } from "../../support/series";
import { VWAP_VIEW } from "./views";

export const FROM = epochMs(MIDNIGHT);

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
