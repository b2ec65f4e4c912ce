import type { ProviderId } from "../providers/ids";
import type { EpochMs } from "../time";

/** How an operation ended, or that it goes on: `partial rowLimit`, `rateLimited 429`. */
export type OperationOutcome = "running" | "complete" | (string & {});

/**
 * What is remembered of one operation: a query with all of its requests, or a request of its own. Figures and
 * codes alone, so that a report can hold them: nothing says what was asked.
 */
export interface OperationRecord {
	/** Names the operation in the log and in the details of its error. */
	readonly id: string;
	readonly begunAt: EpochMs;
	readonly provider: ProviderId;
	/** `vwap`, `volumeProfile`, `request`. */
	readonly kind: string;
	readonly outcome: OperationOutcome;
	/** Milliseconds from beginning to end; absent while it runs. */
	readonly ms?: number;
	/** Pieces of the range that were planned. */
	readonly windows: number;
	/** Requests that were sent, each retry among them. */
	readonly requests: number;
	readonly retries: number;
	/** Milliseconds of waiting for a place, a rate limit or another attempt, over all requests. */
	readonly waitedMs: number;
	/** Bytes of bodies on the wire. */
	readonly bytes: number;
	/** How many requests ended so: `200`, `rateLimited 429`. */
	readonly statuses: Readonly<Record<string, number>>;
	readonly rows?: number;
	readonly leftOut?: number;
}

/** One folder of those that the extension keeps, by its own name. */
export interface FolderHealth {
	readonly name: string;
	readonly files: number;
	readonly bytes: number;
	/** Files that were put aside because they could not be read. */
	readonly damaged: number;
}

/** Whether the extension can keep what it has to. No path of the person's is in it. */
export interface StorageHealth {
	/** `yes`, or the platform's code of what went wrong. */
	readonly writable: string;
	/** Bytes that a person may still write; `undefined` where the system does not tell. */
	readonly freeBytes: number | undefined;
	readonly folders: readonly FolderHealth[];
}
