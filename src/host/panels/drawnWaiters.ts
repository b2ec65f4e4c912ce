interface Waiter {
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
}

/** Whoever waits for the newest answer to be on the canvas. */
export class DrawnWaiters {
	private waiting: Waiter[] = [];

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
