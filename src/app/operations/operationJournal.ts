import type { OperationRecord } from "../../core/diagnosis/facts";

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
