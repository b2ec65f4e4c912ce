import type { CancelSignal } from "../cancel";
import type { ApiClient, WaitReason } from "../http";
import type { Limits } from "../limits";
import type { Log } from "../log";
import type { AccessRange, PartialReason, Warning } from "../result/result";
import type { PackedChunk } from "../result/chunk";
import type { TimeRange } from "../result/series";
import type { Text } from "../text";
import type { EpochMs } from "../time";
import type { ServerClock } from "./serverClock";
import type { Readings, Stamps } from "./windowReader";

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
	/** Why it waits. */
	readonly waitingFor?: WaitReason;
	/** How much was read of all that has to be read, 0 to 1, where a source knows it. */
	readonly share?: number;
}

/** Pieces of a range that are asked for one by one, in this order. They do not overlap. */
export interface Windows extends Iterable<TimeRange> {
	readonly length: number;
	/**
	 * A part of the range, cut in the same way, where the rest of it is known already. Absent where a part is
	 * never asked for by itself.
	 */
	readonly within?: (stretch: TimeRange) => Windows;
}

/** What a query means, and how a feed asks for it. Making a plan sends nothing. */
export interface FeedPlan {
	/** The range that was asked for, on the grid of the query's interval. */
	readonly range: TimeRange;
	/** Together they cover the range, or the part of it that can have data. */
	readonly windows: Windows;
	/** What the first answer says decides how the others are asked, such as which data version `latest` is. */
	readonly isLedByFirst?: boolean;
	/** Limits that hold for this kind of query beside those of every result. */
	readonly most?: Partial<Pick<Limits, "rows" | "pages">>;
	/**
	 * Names the data themselves where they are at hand as a whole, such as files in one state: other data have another
	 * name, and nothing of an answer from these is ever revised.
	 */
	readonly edition?: string;
	/** Warnings that hold whatever the answer is. */
	readonly warnings?: readonly Warning[];
	/** The whole sentence for an answer without a single interval, where the feed knows why there is none. */
	readonly whenEmpty?: Text;
}

/** What a feed needs from outside to plan a query. */
export interface PlanContext {
	/** The provider's time as far as it is known. */
	readonly now: EpochMs;
	readonly limits: Limits;
	readonly signal: CancelSignal;
	/** So much was read, 0 to 1, of what has to be read first. */
	readonly onShare: (share: number) => void;
}

/** What a feed needs from outside to fetch a window. */
export interface FetchContext {
	readonly client: ApiClient;
	/** Where answers are read. */
	readonly readings: Readings;
	readonly signal: CancelSignal;
	readonly limits: Limits;
	readonly log: Log;
	/** The provider's time as far as it is known, and this machine's. */
	readonly clock: Pick<ServerClock, "now" | "machineTime">;
	/** The whole range that the window is part of. */
	readonly range: TimeRange;
	/** What earlier windows of the query were resolved to, such as a data version. */
	readonly resolved: Readonly<Record<string, string>> | undefined;
	/** How many rows the result may still hold. When there are more, the newest come and `early` says so. */
	readonly rowsLeft: number;
	/**
	 * To be awaited before a further page of the window: resolves once newer windows have all they need, with
	 * whether the result may hold another page. Rejects with `cancelled` once the signal fires.
	 */
	readonly morePages: () => Promise<boolean>;
	/** One more request was answered; `rows` is how many it brought of the window. */
	readonly onPage: (rows: number) => void;
	/** The client waits until then, or goes on. */
	readonly onWait: (until: EpochMs | undefined, why?: WaitReason) => void;
	/** So much of the window was read, 0 to 1. */
	readonly onShare: (share: number) => void;
}

/** What came for one window. */
export interface FetchedChunk {
	/** Its stretch is the window, or the part of it that came without a hole. */
	readonly chunk: PackedChunk;
	/** Why it is not the whole window. */
	readonly early?: Pick<PartialReason, "code" | "error">;
	/**
	 * Rows came in an order that does not tell which stretch is complete, so no stretch counts as complete.
	 */
	readonly isUnordered?: boolean;
	readonly stamps?: Stamps;
	/** The provider's time in the first answer, and this machine's when it was asked for. */
	readonly heard?: { readonly serverTime: EpochMs; readonly sentAt: EpochMs };
	readonly access?: AccessRange;
	/** What the provider says it resolved the query to, such as Kaiko's `data_version`. */
	readonly resolved?: Readonly<Record<string, string>>;
	/** What the reader of the answer should know of this window. */
	readonly warnings?: readonly Warning[];
}

/**
 * Asks one provider. It holds only what differs between providers: its caller decides which windows are
 * asked, in which order, and when to stop.
 */
export interface Feed<Query> {
	/** Whether times may be the ends of intervals, so that answers have to show which they are (`stamps`). */
	readonly timesMayBeEnds?: boolean;
	/**
	 * The windows of a query. Throws or rejects with `ProviderError` where the query is refused before
	 * anything is sent.
	 */
	plan(query: Query, context: PlanContext): FeedPlan | Promise<FeedPlan>;
	/**
	 * One window. Rejects with `ProviderError` where nothing of it came; a failure or a cancel after some of
	 * it resolves with that part, and `early` says why.
	 */
	fetch(query: Query, window: TimeRange, context: FetchContext): Promise<FetchedChunk>;
}
