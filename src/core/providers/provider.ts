import type { Limits } from "../limits";
import type { Names } from "./marketLists";
import type { MarketQuery, QueryKind } from "../query/query";
import type { Text } from "../text";
import type { DurationMs } from "../time";
import type { ProviderCredential } from "./credentials";

/** The limits that the length of a query is checked against. */
export type FitLimits = Pick<Limits, "rows" | "pages" | "kaikoPageSize" | "kiyotakaIntervals">;

/** How much one query brings, and what happens to a query that asks for more. */
export interface QueryBound {
	/** Intervals; Infinity where nothing bounds them. */
	readonly most: number;
	/** What happens to a query of more than `most` intervals: the newest come, or nothing is sent. */
	readonly beyond: "newestCome" | "refused";
}

/**
 * What failures of a provider mean when that is more than their kind says. Each sentence begins with `who`,
 * the market and the provider, and says what to do.
 */
export interface ErrorHints {
	/** There is no market of this name. */
	readonly notFound: (who: string) => Text;
	/** The plan does not include the request, and the provider does not say why. */
	readonly notEntitled?: (who: string) => Text;
	/** Whether another setting may be in the plan where this one is not. */
	readonly isEntitlementOfSettings?: boolean;
	/** Too many requests; `until` is the time from which it takes more, `14:45 UTC`. */
	readonly rateLimited?: (who: string, until: string) => Text;
}

/**
 * What is known of a provider without asking it, and how its queries are read. Whatever differs between
 * providers and needs neither network nor editor has its entry here, but for what the page asks too
 * (`ProviderFacts`).
 */
export interface ProviderData<Query extends MarketQuery = MarketQuery> {
	/** What people call it: `Kaiko`. */
	readonly label: string;
	/** Whether the label is shown beside a query's venue, as its source. */
	readonly isSource: boolean;
	/** The kinds of query that it answers. */
	readonly kinds: readonly QueryKind[];
	/** Absent when the provider needs none. */
	readonly credential?: ProviderCredential;
	/** The names that people use for its venues, in groups. */
	readonly venueNames: readonly Names[];
	/** The lengths that its intervals have, shortest first, where there are only a few. */
	readonly intervals?: readonly DurationMs[];
	readonly hints: ErrorHints;

	/** Length of a query's interval. The query has passed its schema. */
	intervalLength(query: Query): DurationMs;
	/** What is traded, as the venue or the provider writes it: `BTCUSDT`, `BTC`, `BTC-USD`. */
	market(query: Query): string;
	/** The market as messages call it: `BTCUSDT on Binance Futures`. */
	marketWords(query: Query): string;
	/**
	 * Whether an answer without a single interval still tells that there is such a market.
	 *
	 * @param series how many series the answer has
	 */
	knowsMarket(series: number): boolean;
	/** Whether it is the provider's to say which data a query means, such as the latest version. */
	isUnresolved?(query: Query): boolean;
	/** The query for more of the same data version, using what the provider resolved the query to. */
	asResolved?(query: Query, resolved: Readonly<Record<string, string>>): Query;
	/** Codes of the venues that are asked. */
	venues(query: Query): readonly string[];
	/** Whether the venues are added up into one series. */
	isSum?(query: Query): boolean;
	/** Where the trades come from, when the names of the venues do not tell it. */
	source?(query: Query): Text | undefined;
	/** The same for a file's name, where the ids of the series do not tell it. */
	sourceCode?(query: Query): string;
	/** Which trades alone count, where it is not all of them: `trades ≥ 5 BTC`. */
	filter?(query: Query): Text | undefined;
	bound(query: Query, limits: FitLimits): QueryBound;
}
