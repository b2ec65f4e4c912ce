import type { ApiRequest } from "../../http";
import { kaiko } from "../../providers/kaiko";
import type { KaikoVwapQuery } from "../../query/query";
import type { TimeRange } from "../../result/series";
import { toIso } from "../../time";

/** The path of a query; every page of it has the same. */
export function vwapPath(query: KaikoVwapQuery): string {
	const segments = [
		"v2",
		"data",
		`trades.${query.dataVersion}`,
		"exchanges",
		query.exchange,
		query.instrumentClass,
		query.instrument,
		"aggregations",
		query.aggregation,
	];
	return `/${segments.map(encodeURIComponent).join("/")}`;
}

/**
 * The request for the first page, newest rows first, so that what ends a fetch early cuts off the oldest.
 * `sort` is always sent: the documentation contradicts itself about its default. `start_time` is
 * inclusive, `end_time` exclusive.
 */
export function firstPageRequest(
	query: KaikoVwapQuery,
	range: TimeRange,
	pageSize: number,
): ApiRequest {
	return {
		provider: "kaiko",
		host: query.region,
		path: vwapPath(query),
		params: [
			["interval", query.interval],
			["start_time", toIso(range.from)],
			["end_time", toIso(range.to)],
			["sort", "desc"],
			["page_size", String(pageSize)],
		],
		market: kaiko.marketWords(query),
	};
}

/** The request for a further page. The token carries every other parameter, so it goes alone. */
export function nextPageRequest(query: KaikoVwapQuery, token: string): ApiRequest {
	return {
		provider: "kaiko",
		host: query.region,
		path: vwapPath(query),
		params: [["continuation_token", token]],
		market: kaiko.marketWords(query),
	};
}

/**
 * The cheapest request that needs a valid key. There is none for the key alone: this asks for one
 * row of the market that every example of the documentation uses.
 */
export const probeRequest: ApiRequest = {
	provider: "kaiko",
	path: "/v2/data/trades.v1/exchanges/cbse/spot/btc-usd/aggregations/vwap",
	params: [
		["interval", "1d"],
		["sort", "desc"],
		["page_size", "1"],
	],
};
