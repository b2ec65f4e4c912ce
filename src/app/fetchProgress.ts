import type { FetchProgress } from "../core/feeds/feed";
import type { WaitReason } from "../core/http";
import type { EpochMs } from "../core/time";

/** Keeps the count of a fetch and tells it whenever it changes. */
export class ProgressCount {
	private pages = 0;
	private rows = 0;
	private pagesExpected: number | undefined;
	/** Until when each window waits that does. */
	private readonly waits = new Map<
		object,
		{ readonly until: EpochMs; readonly why?: WaitReason }
	>();

	constructor(private readonly tell: (progress: FetchProgress) => void) {}

	/** A fetch begins, or begins again, and expects so many requests. */
	begin(pagesExpected: number): void {
		[this.pages, this.rows, this.pagesExpected] = [0, 0, pagesExpected];
		this.waits.clear();
		this.update();
	}

	/** One more request was answered and brought so many rows. */
	answered(rows: number): void {
		this.pages += 1;
		this.rows += rows;
		this.update();
	}

	/** The client waits until then for a window, or goes on. */
	wait(window: object, until: EpochMs | undefined, why?: WaitReason): void {
		if (until === undefined) {
			if (!this.waits.delete(window)) return;
		} else this.waits.set(window, { until, ...(why !== undefined && { why }) });
		this.update();
	}

	/** So much was read, 0 to 1, of what the next answer takes. */
	read(share: number): void {
		this.update(share);
	}

	private update(share?: number): void {
		const { pages, rows, pagesExpected } = this;
		const [longest] = [...this.waits.values()].sort((a, b) => b.until - a.until);
		this.tell({
			pages,
			rows,
			// More came than was expected: a server gives smaller pages than it is asked for.
			...(pagesExpected !== undefined && { pagesExpected: Math.max(pagesExpected, pages) }),
			...(longest !== undefined && { waitingUntil: longest.until }),
			...(longest?.why !== undefined && { waitingFor: longest.why }),
			...(share !== undefined && { share }),
		});
	}
}
