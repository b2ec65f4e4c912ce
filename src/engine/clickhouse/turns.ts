import type { CancelSignal } from "../../core/cancel";

/** Lets so many tasks run at once; the others wait in their order, and one that is cancelled leaves the line. */
export class Turns {
	private running = 0;
	private readonly line: (() => void)[] = [];

	constructor(
		private readonly most: number,
		private readonly cancelled: () => Error,
	) {}

	async run<T>(signal: CancelSignal, task: () => Promise<T>): Promise<T> {
		await this.enter(signal);
		try {
			return await task();
		} finally {
			this.running -= 1;
			this.line[0]?.();
		}
	}

	private enter(signal: CancelSignal): Promise<void> {
		if (signal.aborted) return Promise.reject(this.cancelled());
		return new Promise((resolve, reject) => {
			const enter = () => {
				if (this.running >= this.most) return;
				this.running += 1;
				leaveLine();
				resolve();
			};
			const leave = () => {
				leaveLine();
				reject(this.cancelled());
			};
			const leaveLine = () => {
				signal.removeEventListener("abort", leave);
				this.line.splice(this.line.indexOf(enter), 1);
			};
			signal.addEventListener("abort", leave, { once: true });
			this.line.push(enter);
			if (this.line.length === 1) enter();
		});
	}
}
