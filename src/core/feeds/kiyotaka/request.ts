import type { ApiRequest } from "../../http";
import { kiyotaka } from "../../providers/kiyotaka";
import type { KiyotakaProfileQuery } from "../../query/query";
import type { TimeRange } from "../../result/series";
import { windowWeight } from "./cost";
import { type DurationMs, alignDown, toEpochSeconds } from "../../time";

/**
 * The request for the profiles of one window. The service does not align `from` itself: of an
 * unaligned start it leaves out the interval that contains it.
 */
export function profileRequest(
	query: KiyotakaProfileQuery,
	window: TimeRange,
	interval: DurationMs,
): ApiRequest {
	const from = toEpochSeconds(alignDown(window.from, interval));
	const params: [string, string][] = [["type", "VOLUME_PROFILE_AGG"]];
	for (const exchange of query.exchange) params.push(["exchange", exchange]);
	if (query.rawSymbol !== undefined) params.push(["rawSymbol", query.rawSymbol]);
	if (query.coin !== undefined) params.push(["coin", query.coin]);
	if (query.normalizedSymbol !== undefined) {
		params.push(["normalizedSymbol", query.normalizedSymbol]);
	}
	if (query.category !== undefined) params.push(["category", query.category]);
	params.push(
		["interval", query.interval],
		["from", String(from)],
		["period", String(toEpochSeconds(window.to) - from)],
	);
	if (query.aggregate === "sum") params.push(["transform.groupBy.type", "GROUP_BY_TYPE_SUM"]);
	if (query.quote !== undefined) params.push(["transform.normalize.quote", query.quote]);
	return {
		provider: "kiyotaka",
		path: "/v1/points",
		params,
		cost: windowWeight(query, window),
		market: kiyotaka.marketWords(query),
	};
}

/** Most intervals that the service gives for one request, whatever the plan. */
export const INTERVALS_PER_REQUEST = 20_000;

/** The cheapest request that needs a valid key: the quota, which costs no weight. */
export const usageRequest: ApiRequest = {
	provider: "kiyotaka",
	path: "/v1/usage",
	params: [],
	cost: 0,
};
