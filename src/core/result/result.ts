import type { ErrorFacts, ErrorKind } from "../errors/errors";
import type { SettableLimit } from "../limits";
import type { MarketQuery } from "../query/query";
import type { Series, TimeRange } from "./series";
import type { Text } from "../text";
import type { EpochMs } from "../time";

export const PARTIAL_CODES = [
	"cancelled",
	"deadline",
	"rowLimit",
	"pageLimit",
	"sizeLimit",
	"repeatedPage",
	"emptyPages",
	"badToken",
	"requestFailed",
] as const;
export type PartialCode = (typeof PARTIAL_CODES)[number];

/** Why an answer holds less than was asked for. */
export interface PartialReason {
	readonly code: PartialCode;
	/** The failure behind `requestFailed`. */
	readonly error?: { readonly kind: ErrorKind; readonly facts: ErrorFacts };
	/** Data is complete from this time on: the newest came first, so older data is missing. */
	readonly completeFrom?: EpochMs;
	/** Data is complete before this time: what came was the oldest. */
	readonly completeUntil?: EpochMs;
}

/** The limit that ended the answer, when it has a setting. */
export function limitBehind({ code }: PartialReason): SettableLimit | undefined {
	switch (code) {
		case "rowLimit":
			return "rows";
		case "deadline":
			return "operationMs";
		default:
			return undefined;
	}
}

/** Something the reader of the numbers should know. `code` is for tests and programs, `text` for people. */
export interface Warning {
	readonly code: string;
	readonly text: Text;
}

/** What the provider says the key may see; absent bounds are open. */
export interface AccessRange {
	readonly from?: EpochMs;
	readonly to?: EpochMs;
	/** Set where it says when the contract itself holds, and nothing of the data that it covers. */
	readonly of?: "contract";
}

/** What a feed brings back. */
export interface FeedAnswer {
	/** The range that was asked for, resolved to the interval grid. */
	readonly range: TimeRange;
	readonly series: readonly Series[];
	readonly partial?: PartialReason;
	readonly warnings: readonly Warning[];
	readonly access?: AccessRange;
	/** What the provider says it resolved the query to, such as Kaiko's `data_version`. */
	readonly resolved?: Readonly<Record<string, string>>;
}

/** Everything that is known of the answer to a query but its numbers. */
export interface ResultFacts extends Omit<FeedAnswer, "series"> {
	readonly query: MarketQuery;
	/** When the answer was there, by this machine's clock; of one that is from a cache as a whole, when that was asked for. */
	readonly fetchedAt: EpochMs;
}

/** The complete answer to a query, opened: its columns may be read, and must not be changed. */
export interface QueryResult extends ResultFacts {
	readonly fromCache: FromCache;
	/**
	 * When the newest of its range was asked for, by the provider's clock as far as that was known: what ends later was not over
	 * (definitions D22). Absent where that is `fetchedAt`.
	 */
	readonly toldAt?: EpochMs;
	/** When the oldest of what came from a cache was asked for; absent where nothing did. */
	readonly cachedAt?: EpochMs;
	/** What of it came from a cache, in the order of time; absent where nothing did. */
	readonly cachedStretches?: readonly CachedStretch[];
	readonly series: readonly Series[];
	/** What the answer speaks for: where it has nothing there, nothing traded. Absent is all of its range. */
	readonly covers?: readonly TimeRange[];
}

/** A stretch of an answer that came from a cache. */
export interface CachedStretch extends TimeRange {
	/** When the oldest of it was asked for. */
	readonly fetchedAt: EpochMs;
}

/** How much of an answer came from a cache. */
export type FromCache = "none" | "some" | "all";
