import type { ListedMarket } from "../../core/discovery/listing";
import { type RankedMarket, rankMarkets } from "../../core/discovery/rank";
import { symbolReadings } from "../../core/discovery/symbolParts";

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
	readonly mostGuesses: number;
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
	mostGuesses,
}: RankedRowsRequest<Market>): RankedRows<Market> {
	const own = rankMarkets(typed, here, mostFound);
	const found = own.filter(({ how }) => how === "found");
	const ownGuesses = own.filter(({ how }) => how === "guess");
	const others = hasAnswer(typed, here) ? [] : rankMarkets(typed, there, mostGuesses);
	// Rows that are there already stay where they are when others are found later.
	const kept = others.length === 0 ? mostGuesses : MOST_BESIDE_OTHERS;
	const exactFirst = (one: RankedMarket, other: RankedMarket) =>
		Number(other.isExact) - Number(one.isExact);
	const guesses = [
		...[...ownGuesses].sort(exactFirst).slice(0, kept),
		...[...others].sort(exactFirst),
	];
	const marketOf = ({ market }: RankedMarket<Market>) => market;
	return { found: found.map(marketOf), guesses: guesses.slice(0, mostGuesses).map(marketOf) };
}
