import type { TimeRange } from "../series";
import type { EpochMs } from "../time";
import type { ServerClock } from "./serverClock";

/** The range that a query means, corrected once when the first answer tells the provider's clock. */
export class AskedRange {
	private current: TimeRange;
	private isFirst = true;

	/** @param resolve the range by the provider's clock as far as it is known now */
	constructor(
		private readonly resolve: () => TimeRange,
		private readonly clock: ServerClock,
	) {
		this.current = resolve();
	}

	get range(): TimeRange {
		return this.current;
	}

	/**
	 * Takes the time that an answer tells. True when it is the first and shows that the range is another
	 * one: what was asked is of no use then.
	 *
	 * @param sentAt this machine's time when the request left
	 */
	isMovedBy(serverTime: EpochMs | undefined, sentAt: EpochMs): boolean {
		const { aheadMs } = this.clock;
		if (serverTime !== undefined) this.clock.hear(serverTime, sentAt);
		const { isFirst } = this;
		this.isFirst = false;
		// A new interval may begin at any moment; only another clock makes the question another one.
		if (!isFirst || this.clock.aheadMs === aheadMs) return false;
		const { from, to } = this.current;
		this.current = this.resolve();
		return this.current.from !== from || this.current.to !== to;
	}
}
