import type { CancelSignal } from "../cancel";
import type { ApiClient } from "../http";
import type { Limits } from "../limits";
import type { Log } from "../log";
import type { FeedAnswer } from "../result";
import type { EpochMs } from "../time";
import type { ServerClock } from "./serverClock";

/** How far a fetch has come. */
export interface FetchProgress {
	/** Requests answered so far. */
	readonly pages: number;
	/** Requests expected in all, when known. */
	readonly pagesExpected?: number;
	/** Rows or intervals so far. */
	readonly rows: number;
	/** Set while the client waits for a rate limit or before another attempt. */
	readonly waitingUntil?: EpochMs;
}

/** What a feed needs from outside. */
export interface FeedContext {
	readonly client: ApiClient;
	readonly signal: CancelSignal;
	readonly limits: Limits;
	readonly log: Log;
	/** The clock of the provider, which ranges up to now count from. */
	readonly clock: ServerClock;
	readonly onProgress: (progress: FetchProgress) => void;
}

/**
 * Asks one provider for one query. Rejects with `ProviderError`; once part of the data is there, a
 * failure or a cancel resolves with that part and `partial` instead.
 */
export type Feed<Query> = (query: Query, context: FeedContext) => Promise<FeedAnswer>;
