import type { CancelSignal } from "../../core/cancel";
import type { ListedMarket } from "../../core/discovery/listing";
import type { ListQuestion } from "../../core/discovery/lists";
import { type RankedMarket, rankMarkets } from "../../core/discovery/rank";
import { symbolReadings } from "../../core/discovery/symbolParts";
import type { DatedList } from "./listStore";

/** Asks for a list; `undefined` where nobody has ever said. Rejects once the signal fires. */
export type FindList = <Item>(
	question: ListQuestion<Item>,
	signal: CancelSignal,
) => Promise<DatedList<Item> | undefined>;

/** Guesses for a typed text. */
export const MOST_GUESSES = 4;
/** Rows of a list while nothing is typed. */
export const MOST_LISTED = 200;
/** A shorter text is the beginning of too many names. */
export const SHORTEST_SEARCH = 3;

/** Those that fit best. Names that begin with the typed text may stand before what is exact. */
const MOST_RANKED = 100;

/** What a search has for a typed text: what holds it in its name, and what may have been meant, best first. */
export interface RankedRows<Market extends ListedMarket> {
	readonly found: readonly Market[];
	readonly guesses: readonly Market[];
}

export interface RankedRowsRequest<Market extends ListedMarket> {
	readonly typed: string;
	/** What the chosen exchange lists. */
	readonly here: readonly Market[];
	/** What was found at other places. */
	readonly there: readonly Market[];
	readonly mostFound: number;
}

/**
 * Whether markets have what is typed. A pair is had by itself alone: `BTC-USD` is no beginning of `BTC-USDT`. Anything
 * else may be the beginning of a name.
 */
export function hasAnswer(typed: string, markets: readonly ListedMarket[]): boolean {
	const isPair = symbolReadings(typed)[0]?.quote !== undefined;
	return rankMarkets(typed, markets, MOST_RANKED).some(
		({ how, isExact }) => isExact || (how === "found" && !isPair),
	);
}

/** Guesses of the chosen exchange that stand above those of others. */
const MOST_BESIDE_OTHERS = 2;

/**
 * Rows for a typed text. What is the same market in another spelling comes before what is only like it; other places are
 * looked at where the chosen one has no answer, and stand below what it has.
 */
export function rankedRows<Market extends ListedMarket>({
	typed,
	here,
	there,
	mostFound,
}: RankedRowsRequest<Market>): RankedRows<Market> {
	const own = rankMarkets(typed, here, mostFound);
	const found = own.filter(({ how }) => how === "found");
	const ownGuesses = own.filter(({ how }) => how === "guess");
	const others = hasAnswer(typed, here) ? [] : rankMarkets(typed, there, MOST_GUESSES);
	// Rows that are there already stay where they are when others are found later.
	const kept = others.length === 0 ? MOST_GUESSES : MOST_BESIDE_OTHERS;
	const exactFirst = (one: RankedMarket, other: RankedMarket) =>
		Number(other.isExact) - Number(one.isExact);
	const guesses = [
		...[...ownGuesses].sort(exactFirst).slice(0, kept),
		...[...others].sort(exactFirst),
	];
	const marketOf = ({ market }: RankedMarket<Market>) => market;
	return { found: found.map(marketOf), guesses: guesses.slice(0, MOST_GUESSES).map(marketOf) };
}
