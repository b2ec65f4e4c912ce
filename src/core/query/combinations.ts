import { canonicalJson } from "./canonical";
import { MOST_MARKETS_SHOWN, type MarketQuery, type QueryKind } from "./query";
import { type Text, text } from "../text";
import { factsOf } from "../providers/facts";
import { queryPair } from "./unit";

/**
 * Something that can be added to a panel: another market of the same kind, or the other kind of the same
 * market.
 */
export interface Addition {
	readonly kind: QueryKind;
	readonly isSameMarket: boolean;
}

const otherKind = (kind: QueryKind): QueryKind => (kind === "vwap" ? "volumeProfile" : "vwap");

/** What can be added to the queries of a panel; {@link combinationProblem} says why nothing can. */
export function additionsTo(queries: readonly MarketQuery[]): readonly Addition[] {
	const [first, ...others] = queries;
	const isMixed = others.some(({ kind }) => kind !== first?.kind);
	if (first === undefined || isMixed || queries.length >= MOST_MARKETS_SHOWN) return [];
	const another = { kind: first.kind, isSameMarket: false };
	return others.length > 0
		? [another]
		: [another, { kind: otherKind(first.kind), isSameMarket: true }];
}

/**
 * Whether queries can be held against each other: a vendor's and one of trades, both of one kind and, where their
 * symbols tell, of one coin. With profiles go the exact VWAPs of the same trades.
 */
export function isCheck(queries: readonly MarketQuery[]): boolean {
	const [vendor, own, ...exact] = queries;
	if (vendor === undefined || own === undefined || vendor.kind !== own.kind) return false;
	if (!factsOf(own).isOwn) return false;
	const [coin, another] = [vendor, own].map((query) => queryPair(query)?.base);
	if (coin !== undefined && another !== undefined && coin !== another) return false;
	const known = [own, vendor].map((side) => canonicalJson(exactOf(side) ?? null));
	return exact.every((query) => known.includes(canonicalJson(query)));
}

/** The exact VWAP of what a query counts; `undefined` where there is none besides its answer. */
export function exactOf(query: MarketQuery): MarketQuery | undefined {
	return factsOf(query).exact?.(query);
}

/** The queries of a check of two sides: with the exact VWAPs of profiles of trades. */
export function checkQueries(vendor: MarketQuery, own: MarketQuery): readonly MarketQuery[] {
	const all = [vendor, own, ...[own, vendor].flatMap((side) => exactOf(side) ?? [])];
	return [...new Map(all.map((query) => [canonicalJson(query), query])).values()];
}

/** Why queries cannot share a chart. */
export function combinationProblem(queries: readonly MarketQuery[]): Text | undefined {
	if (queries.length > MOST_MARKETS_SHOWN) {
		return text("A chart holds at most {0} markets. Remove one first.", MOST_MARKETS_SHOWN);
	}
	if (new Set(queries.map(canonicalJson)).size < queries.length) {
		return text("The chart shows this market already. Choose another one.");
	}
	const kinds = new Set(queries.map(({ kind }) => kind));
	return kinds.size > 1 && queries.length > 2 && !isCheck(queries)
		? text("A chart holds one volume profile with one VWAP, or several of one kind.")
		: undefined;
}

/** Why nothing can be added to the queries of a panel. */
export function additionProblem(queries: readonly MarketQuery[]): Text | undefined {
	if (additionsTo(queries).length > 0) return undefined;
	return queries.length >= MOST_MARKETS_SHOWN
		? text("A chart holds at most {0} markets. Remove one first.", MOST_MARKETS_SHOWN)
		: text("A volume profile with a VWAP takes no third market. Remove one first.");
}
