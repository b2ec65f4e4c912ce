import { type Text, text } from "../text";
import type { QueryCost } from "./cost";

/** What some queries cost together, in pieces of a line: `2 requests`, `1,440 intervals`, `weight 4`. */
export function costWords(costs: readonly QueryCost[]): readonly Text[] {
	const asked = costs.filter(({ requests }) => requests > 0);
	if (asked.length === 0) return [text("costs nothing: no provider is asked")];
	const sum = (numberOf: (cost: QueryCost) => number) =>
		asked.reduce((total, cost) => total + numberOf(cost), 0);
	const requests = sum((cost) => cost.requests);
	const weighed = asked.some(({ weight }) => weight !== undefined);
	const perMinute = asked.length === 1 ? asked[0]?.requestsPerMinute : undefined;
	return [
		requestWords(requests, perMinute),
		intervalWords(sum(({ intervals }) => intervals)),
		...(weighed
			? [
					weightWords(
						asked,
						sum((cost) => cost.weight ?? 0),
					),
				]
			: []),
	];
}

function weightWords(costs: readonly QueryCost[], weight: number): Text {
	const [perMinute] = costs.flatMap(({ weightPerMinute }) => weightPerMinute ?? []);
	return perMinute === undefined
		? text("weight {0}", weight)
		: text("weight {0} of {1} per minute", weight, perMinute);
}

function requestWords(requests: number, perMinute: number | undefined): Text {
	if (perMinute !== undefined) {
		return requests === 1
			? text("1 request of {0} per minute", perMinute)
			: text("{0} requests of {1} per minute", requests, perMinute);
	}
	return requests === 1 ? text("1 request") : text("{0} requests", requests);
}

function intervalWords(intervals: number): Text {
	return intervals === 1 ? text("1 interval") : text("{0} intervals", intervals);
}
