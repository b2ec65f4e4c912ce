import { type ExchangeNames, queryLabel } from "../../core/query/words/label";
import type { ChartView, MarketQuery } from "../../core/query/query";
import { factsOf } from "../../core/providers/facts";
import { isCheck } from "../../core/query/combinations";
import { type Text, text } from "../../core/text";

/** Most names in a title; more would fill the tab. */
const NAMED = 3;

/** Each text once, in the order of their first appearance. */
export function unique(texts: readonly string[]): readonly string[] {
	return [...new Set(texts)];
}

/** `BTCUSDT + ETHUSDT`, `BTCUSDT + 3 more`: what queries are about, each market once. */
export function marketsLabel(queries: readonly MarketQuery[]): Text {
	const names = unique(queries.map((query) => queryLabel(query).market));
	const [first = "", ...others] = names;
	return others.length < NAMED
		? text("{0}", names.join(" + "))
		: text("{0} + {1} more", first, others.length);
}

/**
 * What a view shows, by the names of its markets: `BTCUSDT volume profile`, `BTC-USD VWAP over profile`, `BTC-USD time × price`.
 */
export function viewLabel({ queries, view }: ChartView, names: string): Text {
	if (view.layout === "vendorCheck" && isCheck(queries)) {
		return queries.every((query) => factsOf(query).isOwn)
			? text("{0} data set check", names)
			: text("{0} vendor check", names);
	}
	const vwap = queries.find(({ kind }) => kind === "vwap");
	const profile = queries.find(({ kind }) => kind === "volumeProfile");
	if (vwap !== undefined && profile !== undefined) {
		const [line, rows] = [queryLabel(vwap).market, queryLabel(profile).market];
		if (view.layout === "crossCheck") return text("{0} cross-check", line);
		if (view.layout === "timePrice") return text("{0} time × price", names);
		return line === rows
			? text("{0} VWAP over profile", line)
			: text("{0} VWAP over {1} profile", line, rows);
	}
	if (queries.length > 1) {
		return vwap === undefined ? text("{0} volume profiles", names) : text("{0} VWAPs", names);
	}
	return vwap === undefined ? text("{0} volume profile", names) : text("{0} VWAP", names);
}

/** What tells each of several queries from the others: its market, and where needed its kind or venue. */
export function partLabels(
	queries: readonly MarketQuery[],
	nameOf: ExchangeNames,
): readonly { readonly market: string; readonly more?: Text }[] {
	const labels = queries.map((query) => queryLabel(query, nameOf));
	const isOneKind = new Set(queries.map(({ kind }) => kind)).size === 1;
	return labels.map(({ market, kind, venue }) => {
		const isAlone = labels.filter((other) => other.market === market).length === 1;
		return isAlone ? { market } : { market, more: isOneKind ? venue : kind };
	});
}
