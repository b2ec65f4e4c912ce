import type { FetchProgress } from "../core/feeds/feed";
import type { EpochMs } from "../core/time";

/** Keeps the count of a fetch and tells it whenever it changes. */
export class ProgressCount {
	private pages = 0;
	private rows = 0;
	private pagesExpected: number | undefined;

	constructor(private readonly tell: (progress: FetchProgress) => void) {}

	/** A fetch begins, or begins again, and expects so many requests. */
	begin(pagesExpected: number): void {
		[this.pages, this.rows, this.pagesExpected] = [0, 0, pagesExpected];
		this.update(undefined);
	}

	/** One more request was answered and brought so many rows. */
	answered(rows: number): void {
		this.pages += 1;
		this.rows += rows;
		this.update(undefined);
	}

	/** The client waits until then, or goes on. */
	wait(until: EpochMs | undefined): void {
		this.update(until);
	}

	/** So much was read, 0 to 1, of what the next answer takes. */
	read(share: number): void {
		this.update(undefined, share);
	}

	private update(waitingUntil: EpochMs | undefined, share?: number): void {
		const { pages, rows, pagesExpected } = this;
		this.tell({
			pages,
			rows,
			// More came than was expected: a server gives smaller pages than it is asked for.
			...(pagesExpected !== undefined && { pagesExpected: Math.max(pagesExpected, pages) }),
			...(waitingUntil !== undefined && { waitingUntil }),
			...(share !== undefined && { share }),
		});
	}
}
