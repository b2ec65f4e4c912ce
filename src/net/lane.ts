import type { Silence } from "../core/cost/account";
import type { ApiRequestOptions, LaneState } from "../core/http";
import { type EpochMs, epochMs } from "../core/time";
import type { Clock } from "./clock";
import { AttemptFailure } from "./failure";
import { LaneWidth } from "./laneWidth";
import type { RetryPolicy } from "./policy";

/** How one request stands in line. */
export interface Turn {
	/** The most requests in flight at once beside which it may go. */
	readonly places: number;
	/** Milliseconds that it has left in all. */
	readonly remainingMs: () => number;
	/** Called with the time until which the lane stays quiet, and with `undefined` when the wait is over. */
	readonly onWait?: ApiRequestOptions<unknown>["onWait"];
}

/** One request in line. */
class Waiting {
	private toldUntil: EpochMs | undefined;

	constructor(
		readonly turn: Turn,
		readonly enter: () => void,
		readonly refuse: (reason: Error) => void,
	) {}

	/** Tells when the silence ends, and why there is one. Each change is told once. */
	tell(until: EpochMs | undefined, why?: Silence["kind"]): void {
		if (until === this.toldUntil) return;
		this.toldUntil = until;
		this.turn.onWait?.(until, why);
	}
}

/**
 * What all requests to one origin share: the places in flight (fewer after a rate limit), the time before which nothing is
 * sent, and the tokens that retries cost.
 */
export class Lane {
	private inFlight = 0;
	private readonly line: Waiting[] = [];
	private quietUntil = -Infinity;
	private quietKind: Silence["kind"] = "rateLimited";
	private alarm: { readonly at: number; readonly abort: AbortController } | undefined;
	private tokens: number;
	private readonly width = new LaneWidth();

	constructor(
		private readonly clock: Clock,
		private readonly policy: RetryPolicy,
	) {
		this.tokens = policy.retryTokens;
	}

	/**
	 * Waits for a place in flight and for the end of a silence; whoever comes first goes first. The
	 * caller gives the place back with {@link leave}. Rejects with {@link AttemptFailure} as soon as
	 * a silence lasts longer than the turn can wait, with the signal's reason when that fires.
	 */
	enter(turn: Turn, signal: AbortSignal): Promise<void> {
		if (signal.aborted) return Promise.reject(signal.reason as Error);
		return new Promise((resolve, reject) => {
			const stop = () => waiting.refuse(signal.reason as Error);
			const settle = (finish: () => void) => {
				const at = this.line.indexOf(waiting);
				if (at < 0) return;
				this.line.splice(at, 1);
				signal.removeEventListener("abort", stop);
				waiting.tell(undefined);
				finish();
				if (this.line.length === 0) this.setAlarm(undefined);
			};
			const waiting = new Waiting(
				turn,
				() => settle(resolve),
				(reason) => settle(() => reject(reason)),
			);
			signal.addEventListener("abort", stop, { once: true });
			this.line.push(waiting);
			this.admit();
		});
	}

	leave(): void {
		this.inFlight -= 1;
		this.admit();
	}

	/** Turns away everything that waits for a place: the same key would fail the same way. */
	refuseWaiting(reason: Error): void {
		for (const waiting of [...this.line]) waiting.refuse(reason);
	}

	/** Lets the requests go that may; tells the others how long the silence lasts, or turns them away. */
	private admit(): void {
		if (this.quietMs > 0) {
			for (const waiting of [...this.line]) {
				if (this.outlasts(waiting.turn)) waiting.refuse(this.quietFailure());
				else waiting.tell(this.quietEnd, this.quietKind);
			}
			if (this.line.length > 0) this.setAlarm(this.quietUntil);
			return;
		}
		this.setAlarm(undefined);
		for (const waiting of [...this.line]) {
			const places = this.width.within(waiting.turn.places);
			if (this.inFlight < places && waiting === this.line[0]) {
				this.inFlight += 1;
				waiting.enter();
			} else waiting.tell(undefined);
		}
	}

	/** Wakes the line at a moment of the monotonic clock. */
	private setAlarm(at: number | undefined): void {
		if (at === this.alarm?.at) return;
		this.alarm?.abort.abort();
		this.alarm = undefined;
		if (at === undefined) return;
		const alarm = { at, abort: new AbortController() };
		this.alarm = alarm;
		const ring = () => {
			if (this.alarm !== alarm) return;
			this.alarm = undefined;
			this.admit();
		};
		this.clock.sleep(at - this.clock.monotonic(), alarm.abort.signal).then(ring, () => undefined);
	}

	/** Milliseconds until something may be sent again; 0 when that is now. */
	private get quietMs(): number {
		return Math.max(0, this.quietUntil - this.clock.monotonic());
	}

	/** When something may be sent again, by the wall clock. */
	private get quietEnd(): EpochMs {
		return epochMs(this.clock.now() + this.quietMs);
	}

	/** Whether the silence lasts longer than a turn can, or should, wait for. */
	outlasts({ remainingMs }: Turn): boolean {
		const { longestRateWait, longestServerWait, longestJitter } = this.policy;
		const longest = this.quietKind === "rateLimited" ? longestRateWait : longestServerWait;
		const quiet = this.quietMs;
		return quiet > longest * (1 + longestJitter) || (quiet > 0 && quiet >= remainingMs());
	}

	/**
	 * The failure that keeps the lane quiet (a rate limit, a server that is away), with the time for another
	 * try.
	 */
	quietFailure(): AttemptFailure {
		return new AttemptFailure(this.quietKind, { retryAt: this.quietEnd });
	}

	/** How requests stand in line, for reports. */
	get state(): Omit<LaneState, "provider" | "host"> {
		const isQuiet = this.quietMs > 0;
		return {
			inFlight: this.inFlight,
			waiting: this.line.length,
			...(isQuiet && { quiet: { until: this.quietEnd, kind: this.quietKind } }),
			retryTokens: this.tokens,
		};
	}

	/** Keeps the lane quiet for at least `ms` from now, within the policy's bound. */
	keepQuiet(ms: number, reason: Silence["kind"]): void {
		const until = this.clock.monotonic() + Math.min(ms, this.policy.longestCooldown);
		if (until <= this.quietUntil) return;
		this.quietUntil = until;
		this.quietKind = reason;
		this.admit();
	}

	/** Takes the tokens for a retry; `false` when an outage has used them up. */
	payRetry(isTimeout: boolean): boolean {
		const cost = isTimeout ? this.policy.timeoutCost : this.policy.retryCost;
		if (this.tokens < cost) return false;
		this.tokens -= cost;
		return true;
	}

	/** The server asked for fewer requests after one that was sent then, by the monotonic clock. */
	narrow(sentAt: number): void {
		this.width.narrow(this.inFlight, sentAt, this.clock.monotonic());
	}

	/** A request was answered well: retries get tokens back, and in time more may be in flight. */
	succeeded(): void {
		this.width.widen();
		this.tokens = Math.min(this.policy.retryTokens, this.tokens + this.policy.successRefund);
	}
}
