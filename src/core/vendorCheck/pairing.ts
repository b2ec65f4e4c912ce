import { shortLength } from "../length";
import { factsOf } from "../providers/facts";
import { checkQueries } from "../query/combinations";
import { intervalLength } from "../query/interval";
import { namedPair } from "../query/namedPair";
import type { MarketQuery, QueryRange, TradesQuery } from "../query/query";
import { parseLast } from "../query/range";
import { queryPair } from "../query/unit";
import { resolvePeriod } from "../session/periodRange";
import { alignDown, alignUp, DAY_MS, type EpochMs, epochMs, MINUTE_MS, toIso } from "../time";
import type { TimeRange } from "../result/series";

/** An instrument of a data set. */
export interface OwnMarket {
	readonly dataset: string;
	readonly symbol: string;
}

/** How sure it is that an instrument is the one that a vendor's query is of. */
export type Likeness =
	/** Of the same coin in the same currency. */
	| "same"
	/** Of the same coin; in another currency, or in one that a side does not tell. */
	| "sameCoin"
	/** Nobody knows: a side does not tell what it is of. */
	| "unknown"
	/** Of another coin. */
	| "other";

/** Names that a coin has beside its usual one. */
const ALIASES: Readonly<Record<string, string>> = { XBT: "BTC" };

const coinOf = (coin: string) => ALIASES[coin.toUpperCase()] ?? coin.toUpperCase();

/** How an instrument is like the market of a query. */
export function likenessTo(query: MarketQuery, symbol: string): Likeness {
	const { base, quote } = queryPair(query) ?? {
		base: factsOf(query).coin?.(query),
		quote: undefined,
	};
	const own = namedPair(symbol);
	if (base === undefined || own === undefined) return "unknown";
	if (coinOf(base) !== coinOf(own.base)) return "other";
	return quote?.toUpperCase() === own.quote.toUpperCase() ? "same" : "sameCoin";
}

const RANKS: readonly Likeness[] = ["same", "sameCoin", "unknown", "other"];

/** Instruments with how they are like the market of a query, the likeliest first; else in their order. */
export function rankedMarkets<Market extends OwnMarket>(
	query: MarketQuery,
	markets: readonly Market[],
): readonly (Market & { readonly likeness: Likeness })[] {
	return markets
		.filter((market) => !isOf(query, market))
		.map((market) => ({ ...market, likeness: likenessTo(query, market.symbol) }))
		.sort((a, b) => RANKS.indexOf(a.likeness) - RANKS.indexOf(b.likeness));
}

/** Nothing is held against itself. */
function isOf(query: MarketQuery, { dataset, symbol }: OwnMarket): boolean {
	return "dataset" in query && query.dataset === dataset && query.symbol === symbol;
}

/** The one instrument that is surely the query's market. */
export function sureMarket<Market extends { readonly likeness: Likeness }>(
	ranked: readonly Market[],
): Market | undefined {
	const [first, second] = ranked;
	return first?.likeness === "same" && second?.likeness !== "same" ? first : undefined;
}

/** Any query of an instrument of a data set, for its words. */
export function tradesOf({ dataset, symbol }: OwnMarket): TradesQuery {
	const range = { last: "1h" };
	return { kind: "vwap", provider: "trades", dataset, symbol, interval: "1h", range };
}

/** The query of one's own trades that is held against a vendor's: of its kind, interval and range. */
export function ownQuery(
	vendor: MarketQuery,
	own: OwnMarket & Pick<TradesQuery, "step" | "size">,
	range: QueryRange = vendor.range,
): TradesQuery {
	const { step, size } = own;
	return {
		...tradesOf(own),
		kind: vendor.kind,
		interval: shortLength(intervalLength(vendor)),
		range,
		...(step !== undefined && vendor.kind === "volumeProfile" && { step }),
		...(size !== undefined && { size }),
	};
}

/** A check after one of its sides was edited: the other one follows in interval and range, the exact VWAPs in all. */
export function editedCheck(
	queries: readonly MarketQuery[],
	edited: "vendor" | "own",
): MarketQuery[] {
	const [vendor, own] = queries;
	if (vendor === undefined || own === undefined || !("dataset" in own)) return [...queries];
	return edited === "vendor"
		? [...checkQueries(vendor, ownQuery(vendor, own))]
		: [...checkQueries({ ...vendor, range: own.range }, own)];
}

/** Lengths that are offered, in days. */
const DAYS = [1, 7, 30, 90, 365] as const;

/** A stretch of what a data set covers. */
export interface OwnStretch {
	readonly days: number | "all";
	readonly range: { readonly from: string; readonly to: string };
}

/** Where the last interval with one's own trades ends. */
export function ownEnd({ to }: TimeRange, query: MarketQuery, now: EpochMs): EpochMs {
	return alignUp(epochMs(Math.min(to, now)), intervalLength(query));
}

/**
 * What of a data set can be asked of both sides: all of it, then its last days, in whole intervals. What would be longer
 * than all of it is left out.
 *
 * @param span what the data set covers
 */
export function ownStretches(
	span: TimeRange,
	query: MarketQuery,
	now: EpochMs,
): readonly OwnStretch[] {
	const interval = intervalLength(query);
	const to = ownEnd(span, query, now);
	const first = alignDown(span.from, interval);
	const rangeFrom = (from: number) => ({
		from: isoTime(alignDown(epochMs(from), interval)),
		to: isoTime(to),
	});
	return [
		{ days: "all" as const, range: rangeFrom(first) },
		...DAYS.filter((days) => to - days * DAY_MS > first && days * DAY_MS >= interval).map(
			(days) => ({
				days,
				range: rangeFrom(to - days * DAY_MS),
			}),
		),
	];
}

/** A range that both sides understand alike: one that counts back does so from the end of one's own trades. */
export function fixedRange(range: QueryRange, end: EpochMs): QueryRange {
	if ("from" in range) return range;
	if ("since" in range) {
		const { from, to } = resolvePeriod(range, MINUTE_MS, epochMs(end - 1));
		return { from: isoTime(from), to: isoTime(to) };
	}
	return { from: isoTime(end - (parseLast(range.last) ?? 0)), to: isoTime(end) };
}

function isoTime(time: number): string {
	return toIso(epochMs(time)).replace(".000Z", "Z");
}
