interface Waiter {
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
}

/**
 * Tracks which answers the page has drawn, by their revision, and who waits for the newest. The page may be
 * unloaded and come back, and may fail to draw an answer.
 */
export class DrawnRevisions {
	private newest = 0;
	private drawn = 0;
	/** The answer that the page could not draw. */
	private broken = 0;
	private waiting: Waiter[] = [];

	/** Revision of the newest answer; 0 before the first. */
	get revision(): number {
		return this.newest;
	}

	get isDrawn(): boolean {
		return this.drawn === this.newest;
	}

	/** Whether the page said that it cannot draw the newest answer. */
	get isBroken(): boolean {
		return this.broken === this.newest && this.newest > 0;
	}

	/** A new answer is on its way to the page. */
	next(): void {
		this.newest += 1;
	}

	/** The page was loaded again and has drawn nothing yet. */
	reset(): void {
		this.drawn = 0;
		this.broken = 0;
	}

	pageDrew(revision: number): void {
		this.drawn = Math.max(this.drawn, revision);
	}

	/** The page failed to draw the newest answer. */
	break(error: unknown): void {
		this.broken = this.newest;
		this.reject(error);
	}

	/** Resolves or rejects with the next {@link resolve} or {@link reject}. */
	wait(): Promise<void> {
		return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
	}

	resolve(): void {
		for (const { resolve } of this.take()) resolve();
	}

	reject(error: unknown): void {
		for (const { reject } of this.take()) reject(error);
	}

	private take(): readonly Waiter[] {
		const taken = this.waiting;
		this.waiting = [];
		return taken;
	}
}
