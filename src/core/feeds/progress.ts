import type { EpochMs } from "../time";
import type { FetchProgress } from "./feed";

/** Keeps the count of a fetch and tells it whenever it changes. */
export class ProgressCount {
	private current: FetchProgress;

	constructor(
		private readonly tell: (progress: FetchProgress) => void,
		pagesExpected?: number,
	) {
		this.current = { pages: 0, rows: 0, ...(pagesExpected !== undefined && { pagesExpected }) };
		tell(this.current);
	}

	get pages(): number {
		return this.current.pages;
	}

	/** One more request was answered; `rows` is the sum so far. */
	answered(rows: number): void {
		const { pagesExpected, pages } = this.current;
		this.update({
			pages: pages + 1,
			rows,
			...(pagesExpected !== undefined && { pagesExpected }),
		});
	}

	/** The client waits until then, or goes on. Bound, so that it can be handed over as it is. */
	readonly onWait = (until: EpochMs | undefined): void => {
		const { pages, rows, pagesExpected } = this.current;
		this.update({
			pages,
			rows,
			...(pagesExpected !== undefined && { pagesExpected }),
			...(until !== undefined && { waitingUntil: until }),
		});
	};

	private update(progress: FetchProgress): void {
		this.current = progress;
		this.tell(progress);
	}
}
