import type { PackedResult } from "../../core/result/packedResult";
import { MINUTE_MS } from "../../core/time";

/** Followed answers are kept no more often than this: one may be as large as all of its chart. */
const KEEP_EVERY_MS = 5 * MINUTE_MS;

/** An answer under the key that it is kept by. */
interface Keepable {
	readonly key: string;
	readonly answer?: { readonly result: PackedResult } | undefined;
}

/** Keeps the answers of a chart that is followed: the newest of each query, now and then and at the end. */
export class KeptNews {
	private readonly changed = new Set<Keepable>();
	private timer: NodeJS.Timeout | undefined;

	/** @param save never rejects */
	constructor(private readonly save: (key: string, result: PackedResult) => Promise<void>) {}

	/** The answer is another one. */
	note(part: Keepable): void {
		this.changed.add(part);
		this.timer ??= setTimeout(() => this.keep(), KEEP_EVERY_MS);
	}

	/** Keeps what is not kept yet. */
	keep(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		const parts = [...this.changed];
		this.changed.clear();
		for (const { key, answer } of parts) {
			// What cannot be kept is logged by whoever keeps it.
			if (answer !== undefined) this.save(key, answer.result).catch(() => undefined);
		}
	}
}
