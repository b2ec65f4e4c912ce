import type { ProviderId } from "../../core/providers/ids";
import type { EpochMs } from "../../core/time";

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

/** Operations that are remembered. */
const KEPT = 20;

/** The last operations of this window, in memory. */
export class OperationJournal {
	private readonly records = new Map<string, OperationRecord>();

	/** Notes an operation, or how far it has come. */
	note(record: OperationRecord): void {
		this.records.set(record.id, record);
		const [oldest] = this.records.keys();
		if (this.records.size > KEPT && oldest !== undefined) this.records.delete(oldest);
	}

	/** The last operations, the newest first. */
	last(): readonly OperationRecord[] {
		return [...this.records.values()].reverse();
	}
}
