/** Answers that have to come well before one more request may be in flight. */
const ANSWERS_PER_PLACE = 8;

/**
 * How many requests a server takes at once, as far as it has shown: half of what was in flight after it asked for
 * fewer requests, then slowly more again.
 */
export class LaneWidth {
	private most = Infinity;
	private answers = 0;
	private narrowedAt = -Infinity;

	/** @param places how many there may be at most */
	within(places: number): number {
		return Math.min(this.most, places);
	}

	/**
	 * The server asked for fewer requests.
	 *
	 * @param inFlight how many were in flight, the one that failed included
	 * @param sentAt when that one was sent. What was sent before the last halving says nothing about half as many
	 * @param now both by the monotonic clock
	 */
	narrow(inFlight: number, sentAt: number, now: number): void {
		if (sentAt <= this.narrowedAt) return;
		this.most = Math.max(1, Math.floor(Math.min(this.most, inFlight) / 2));
		this.answers = 0;
		this.narrowedAt = now;
	}

	/** A request was answered well. */
	widen(): void {
		if (this.most === Infinity) return;
		this.answers += 1;
		if (this.answers < ANSWERS_PER_PLACE) return;
		this.answers = 0;
		this.most += 1;
	}
}
