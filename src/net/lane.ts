import type { ErrorKind } from "../core/errors";
import type { Clock } from "./clock";
import type { RetryPolicy } from "./policy";

interface Waiting {
	readonly enter: () => void;
	readonly refuse: (reason: Error) => void;
}

/**
 * What all requests to one origin share: the places in flight, the time before which nothing is
 * sent, and the tokens that retries cost.
 */
export class Lane {
	private inFlight = 0;
	private readonly queue: Waiting[] = [];
	private quietUntil = -Infinity;
	private quietKind: ErrorKind = "rateLimited";
	private tokens: number;

	constructor(
		private readonly clock: Clock,
		private readonly policy: RetryPolicy,
	) {
		this.tokens = policy.retryTokens;
	}

	/** Waits for a place in flight. The caller gives it back with {@link leave}. */
	enter(places: number, signal: AbortSignal): Promise<void> {
		if (signal.aborted) return Promise.reject(signal.reason as Error);
		if (this.inFlight < places) {
			this.inFlight += 1;
			return Promise.resolve();
		}
		return new Promise((resolve, reject) => {
			const forget = () => {
				signal.removeEventListener("abort", onAbort);
				const at = this.queue.indexOf(waiting);
				if (at >= 0) this.queue.splice(at, 1);
			};
			const onAbort = () => {
				forget();
				reject(signal.reason as Error);
			};
			const waiting: Waiting = {
				enter: () => {
					forget();
					resolve();
				},
				refuse: (reason) => {
					forget();
					reject(reason);
				},
			};
			signal.addEventListener("abort", onAbort, { once: true });
			this.queue.push(waiting);
		});
	}

	leave(): void {
		const [next] = this.queue;
		// The place goes to the next in line and stays taken.
		if (next === undefined) this.inFlight -= 1;
		else next.enter();
	}

	/** Turns away everything that waits for a place: the same key would fail the same way. */
	refuseWaiting(reason: Error): void {
		for (const waiting of [...this.queue]) waiting.refuse(reason);
	}

	/** Milliseconds until something may be sent again; 0 when that is now. */
	get quietMs(): number {
		return Math.max(0, this.quietUntil - this.clock.monotonic());
	}

	/** What kept it quiet: a rate limit or a server that is away. */
	get quietReason(): ErrorKind {
		return this.quietKind;
	}

	/** Keeps the lane quiet for at least `ms` from now, within the policy's bound. */
	keepQuiet(ms: number, reason: ErrorKind): void {
		const until = this.clock.monotonic() + Math.min(ms, this.policy.longestCooldown);
		if (until <= this.quietUntil) return;
		this.quietUntil = until;
		this.quietKind = reason;
	}

	/** Takes the tokens for a retry; `false` when an outage has used them up. */
	payRetry(isTimeout: boolean): boolean {
		const cost = isTimeout ? this.policy.timeoutCost : this.policy.retryCost;
		if (this.tokens < cost) return false;
		this.tokens -= cost;
		return true;
	}

	refund(): void {
		this.tokens = Math.min(this.policy.retryTokens, this.tokens + this.policy.successRefund);
	}
}
