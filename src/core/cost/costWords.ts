import { type Text, text } from "../text";
import type { QueryCost } from "./cost";

/** From this share of what there is in a minute on, a cost is told beside it: below, nobody has to wait for it. */
const NOTABLE_SHARE = 1 / 4;

/**
 * What some queries cost together, in pieces of a line: `2 requests`, `1,440 intervals`, `weight 4`; and what of them is
 * in the cache.
 */
export function costWords(costs: readonly QueryCost[]): readonly Text[] {
	const sum = (numberOf: (cost: QueryCost) => number) =>
		costs.reduce((total, cost) => total + numberOf(cost), 0);
	const [requests, cached] = [
		sum((cost) => cost.requests),
		sum(({ cachedIntervals }) => cachedIntervals),
	];
	if (requests === 0) {
		return cached > 0
			? [text("costs nothing: all of it is in the cache")]
			: [text("costs nothing: no provider is asked")];
	}
	const asked = costs.filter((cost) => cost.requests > 0);
	const weighed = asked.some(({ weight }) => weight !== undefined);
	return [
		requestWords(requests, asked),
		intervalWords(sum(({ intervals }) => intervals)),
		...(weighed
			? [
					weightWords(
						sum((cost) => cost.weight ?? 0),
						asked,
					),
				]
			: []),
		...(cached > 0 ? [cachedWords(cached)] : []),
	];
}

/** What there is in a minute, where that is known and the amount is a notable share of it. */
function notable(amount: number, perMinute: number | undefined): number | undefined {
	const isNotable = perMinute !== undefined && amount >= NOTABLE_SHARE * perMinute;
	return isNotable ? perMinute : undefined;
}

function weightWords(weight: number, costs: readonly QueryCost[]): Text {
	const [said] = costs.flatMap(({ weightPerMinute }) => weightPerMinute ?? []);
	const perMinute = notable(weight, said);
	return perMinute === undefined
		? text("weight {0}", weight)
		: text("weight {0} of {1} per minute", weight, perMinute);
}

function requestWords(requests: number, costs: readonly QueryCost[]): Text {
	// Of several queries, not all may be asked of one provider.
	const said = costs.length === 1 ? costs[0]?.requestsPerMinute : undefined;
	const perMinute = notable(requests, said);
	if (perMinute !== undefined) return text("{0} requests of {1} per minute", requests, perMinute);
	return requests === 1 ? text("1 request") : text("{0} requests", requests);
}

function intervalWords(intervals: number): Text {
	return intervals === 1 ? text("1 interval") : text("{0} intervals", intervals);
}

function cachedWords(intervals: number): Text {
	return intervals === 1 ? text("1 more in the cache") : text("{0} more in the cache", intervals);
}
