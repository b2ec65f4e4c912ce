import type { LimitName } from "../limits";
import type { ProviderId } from "../providers/ids";
import type { Text } from "../text";
import type { EpochMs } from "../time";

export const ERROR_KINDS = [
	"noKey",
	"badKey",
	"notEntitled",
	"planLimit",
	"badRequest",
	"notFound",
	"rateLimited",
	"server",
	"timeout",
	"stalled",
	"offline",
	"dns",
	"refused",
	"reset",
	"tls",
	"proxy",
	"redirect",
	"portal",
	"badBody",
	"truncated",
	"tooLarge",
	"schema",
	"emptyData",
	"cancelled",
	"unreadable",
	"engine",
	"storage",
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** The rules of a plan that a query can run into: data type, sum over exchanges, depth of history, size, weight at once. */
export const PLAN_CONDITIONS = [
	"type",
	"aggregation",
	"history",
	"points",
	"weight",
	"day",
] as const;
export type PlanCondition = (typeof PLAN_CONDITIONS)[number];

/** What is wrong with a file of trades. */
export const FILE_FAULTS = [
	"changed",
	"cut",
	"damaged",
	"digits",
	"directory",
	"empty",
	"encoding",
	"entry",
	"form",
	"linkOut",
	"noPermission",
	"remote",
	"tooBig",
	"wrongCounts",
	"wrongStatistics",
] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

/** What is known about a failure. Primitives and sentences only, so that no request, response or key can get into it. */
export interface ErrorFacts {
	readonly status?: number;
	/** The provider's own error code or the platform's (`ECONNREFUSED`), for the log. */
	readonly code?: string;
	readonly host?: string;
	/** Id of the key that was sent, or would have been; absent for the place's first one. Never the key. */
	readonly keyId?: string;
	/** Path without the query. */
	readonly path?: string;
	/** How many attempts were made. */
	readonly attempts?: number;
	/** When another attempt makes sense. */
	readonly retryAt?: EpochMs;
	/** The provider's own message, cleaned and shortened to 200 printable characters. */
	readonly detail?: string;
	/** Which rule of the plan stood in the way, where the provider says so. */
	readonly condition?: PlanCondition;
	/** What the query asked for, as people call it: `BTCUSDT on Binance Futures`. */
	readonly market?: string;
	/** The limit that was hit, in its own unit (seconds, megabytes, intervals). */
	readonly limit?: number;
	/** Which of our own limits was hit; absent where the limit is the provider's. */
	readonly ownLimit?: LimitName;
	/** Whether nothing was sent, because what is known of the plan spoke against it. */
	readonly isUnsent?: boolean;
	/** How much the query needs of the limit that was hit, in the unit of `limit`. */
	readonly wanted?: number;
	/** What was asked for and what the answer says it is about, where the two differ. */
	readonly asked?: string;
	readonly answered?: string;
	/** Rows that came and lie outside of the range that was asked for, with their first and last time. */
	readonly strays?: number;
	readonly straysFrom?: EpochMs;
	readonly straysTo?: EpochMs;
	/** Whether the provider said that it knows the market, although it has no data of it. */
	readonly isMarketKnown?: boolean;
	/** What the contract covers, where the provider says so; absent bounds are open. */
	readonly accessFrom?: EpochMs;
	readonly accessTo?: EpochMs;
	/** Set where those bounds are when the contract holds, not which data it covers. */
	readonly accessOf?: "contract";
	/** Id of the data set with an open question, which is answered on its page. */
	readonly dataset?: string;
	/** Name of the server of one's own that is spoken of, a ClickHouse. */
	readonly server?: string;
	/** Name of the file that is spoken of, and what is wrong with it. */
	readonly file?: string;
	readonly fault?: FileFault;
	/** The whole sentence, where what was found out says it best: what a file holds instead of trades. */
	readonly reason?: Text;
	/** The host that a redirect named. */
	readonly redirectHost?: string;
	/** Id of the operation that failed, by which the log tells of it. */
	readonly operation?: string;
}

/** The one error that crosses rooms. Code branches on `kind`, never on the message. */
export class ProviderError extends Error {
	override readonly name = "ProviderError";

	constructor(
		readonly kind: ErrorKind,
		readonly provider: ProviderId,
		message: string,
		readonly facts: ErrorFacts = {},
	) {
		super(message);
	}
}

/** Checks a brand and not the class: errors cross bundles, and each bundle has its own copy of the class. */
export function isProviderError(error: unknown): error is ProviderError {
	return (
		error instanceof Error &&
		error.name === "ProviderError" &&
		"kind" in error &&
		ERROR_KINDS.includes(error.kind as ErrorKind)
	);
}
