import type { After } from "../../../src/app/markets/marketStore";

/** Time that passes when a test says so. */
export class ManualClock {
	private waiting: { readonly at: number; readonly call: () => void }[] = [];

	constructor(private time: number) {}

	readonly now = () => this.time;

	readonly after: After = (milliseconds, call) => {
		const timer = { at: this.time + milliseconds, call };
		this.waiting.push(timer);
		return { dispose: () => (this.waiting = this.waiting.filter((one) => one !== timer)) };
	};

	/** Lets time pass; what was to be called by then is called. */
	pass(milliseconds: number): void {
		this.time += milliseconds;
		const due = this.waiting.filter(({ at }) => at <= this.time);
		this.waiting = this.waiting.filter(({ at }) => at > this.time);
		for (const { call } of due) call();
	}
}
