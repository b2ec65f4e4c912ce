import type { QueryCost } from "../../core/cost/cost";
import { type ErrorKind, isProviderError } from "../../core/errors/errors";
import { providerError } from "../../core/errors/errorText";
import type { FetchProgress } from "../../core/feeds/feed";
import { costPerHour, type FollowCost } from "../../core/follow/followCost";
import { type FollowedAnswer, followedAnswer } from "../../core/follow/followedAnswer";
import { type FollowStep, followStep, isOver } from "../../core/follow/followRange";
import * as follow from "../../core/follow/followState";
import type { MarketQuery } from "../../core/query/query";
import type { PackedResult } from "../../core/result/packedResult";
import { restQuery } from "../../core/result/rest";
import type { DurationMs, EpochMs } from "../../core/time";
import type { Disposable } from "../emitter";
import type { RunQuery } from "../runQuery";

/** What following needs of the rest. */
export interface FollowPorts {
	readonly run: RunQuery;
	/** What a query costs; rejects with `ProviderError` where it would be refused before anything is sent. */
	readonly cost: (query: MarketQuery) => Promise<QueryCost>;
	/** What is left today of the plan that a query is asked with, of all windows; `undefined` where no day limits it. */
	readonly leftToday: (query: MarketQuery) => Promise<number | undefined>;
	/** The time by the clock of a query's provider. */
	readonly now: (query: MarketQuery) => EpochMs;
	/** Calls back once after some milliseconds, unless what it returns is called before. */
	readonly after: (milliseconds: number, call: () => void) => () => void;
}

/** One market that is followed. */
export interface FollowedMarket {
	readonly query: MarketQuery;
	/** The time between two requests; `undefined` where only changes of files ask. */
	readonly period: DurationMs | undefined;
	/** Whether all of it is asked for again: of trades of one's own, an earlier one may have changed. */
	readonly isWhole: boolean;
	/** The answer that is shown now; `undefined` while there is none. */
	readonly answer: () => PackedResult | undefined;
	/** Calls back when files of the market have changed, where it is read from files. */
	readonly watchFiles?: (onChange: () => void) => Disposable;
}

export interface FollowListener {
	/** The newest intervals came. */
	onNews(answer: FollowedAnswer): void;
	/** All of it came anew. */
	onWhole(result: PackedResult): void;
	/** What the following does is other than it was. */
	onChange(): void;
}

/** The longest that a timer can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Follows one market: asks for its newest intervals again and again, by the rules of `core/follow/followState`. Nothing is
 * asked before {@link watch} says that somebody looks, and nothing after {@link dispose}.
 */
export class Follower implements Disposable {
	private current: follow.FollowState;
	private stopTimer: (() => void) | undefined;
	private abort: AbortController | undefined;
	private files: Disposable | undefined;
	private cost: QueryCost | undefined;
	private askedAt: EpochMs;
	/** Set while the request that runs waits for a limit, or before another attempt. */
	private wait: FetchProgress | undefined;
	private isDisposed = false;
	private isStale = false;

	constructor(
		private readonly market: FollowedMarket,
		private readonly ports: FollowPorts,
		private readonly listener: FollowListener,
	) {
		const now = this.now();
		this.askedAt = market.answer()?.fetchedAt ?? now;
		this.current = follow.beginFollow(market.period, this.askedAt, now);
		this.files = market.watchFiles?.(() => {
			// What changes while files are read may have been missed.
			if (this.current.phase.kind === "asking") this.isStale = true;
			else this.move(follow.changed(this.current, this.now()));
		});
		this.estimate().catch(() => undefined);
	}

	get state(): follow.FollowState {
		return this.current;
	}

	/** When the newest answer was asked for. */
	get answeredAt(): EpochMs {
		return this.askedAt;
	}

	/** Milliseconds until the next request; `undefined` while none is to come, or a person is asked about it. */
	get nextIn(): number | undefined {
		if (this.current.phase.kind === "confirming") return undefined;
		const due = follow.dueAt(this.current);
		return due === undefined ? undefined : Math.max(0, due - this.now());
	}

	/** Whether a request is on its way. One that is under way may wait, as its server asks. */
	get isAsking(): boolean {
		return this.current.phase.kind === "asking" && this.wait === undefined;
	}

	/** Until when, by this machine's clock, the request that is under way waits; `undefined` where none does. */
	get waitsUntil(): EpochMs | undefined {
		return this.wait?.waitingUntil;
	}

	/** Why the next request comes later than usual; `undefined` where it does not. Another attempt within seconds is no such reason. */
	get delayedBy(): ErrorKind | undefined {
		const { phase, failure } = this.current;
		const why = this.wait?.waitingFor;
		if (why !== undefined && why !== "retry") return why;
		return phase.kind === "ended" ? undefined : failure;
	}

	/** What it takes in an hour at the present pace; `undefined` where that is not known, or nobody is asked. */
	get hourly(): FollowCost | undefined {
		const { cost, current } = this;
		return cost === undefined || current.period === undefined
			? undefined
			: costPerHour(cost, current.delay);
	}

	/** Somebody sees the chart now, or nobody does any more. */
	watch(isWatched: boolean): void {
		if (isWatched === this.current.isWatched) return;
		if (!isWatched) this.abort?.abort();
		this.move(follow.watched(this.current, isWatched, this.now()));
	}

	/** A person agreed to go beyond what the plan gives today. */
	agree(): void {
		this.move(follow.agreed(this.current, this.now()));
	}

	dispose(): void {
		this.isDisposed = true;
		this.abort?.abort();
		this.stopTimer?.();
		this.files?.dispose();
		this.files = undefined;
	}

	private now(): EpochMs {
		return this.ports.now(this.market.query);
	}

	private move(state: follow.FollowState): void {
		if (this.isDisposed) return;
		this.current = state;
		this.wait = undefined;
		this.stopTimer?.();
		this.stopTimer = undefined;
		const due = follow.dueAt(state);
		if (due !== undefined) {
			const wait = Math.min(LONGEST_TIMER_MS, Math.max(0, due - this.now()));
			this.stopTimer = this.ports.after(wait, () => {
				this.stopTimer = undefined;
				this.begin();
			});
		}
		if (state.phase.kind === "ended") this.files?.dispose();
		if (state.phase.kind === "waiting" && this.isStale) {
			this.isStale = false;
			this.move(follow.changed(state, this.now()));
			return;
		}
		this.listener.onChange();
	}

	/** Asks once. What becomes of it is the next state. */
	private begin(): void {
		if (this.isDisposed) return;
		const abort = new AbortController();
		this.abort = abort;
		this.move(follow.asking(this.current, this.now()));
		const isStill = () => !this.isDisposed && this.abort === abort && !abort.signal.aborted;
		this.ask(abort.signal).then(
			(next) => {
				if (isStill()) this.move(next(this.current));
			},
			(error: unknown) => {
				if (!isStill()) return;
				const failure = isProviderError(error)
					? { kind: error.kind, retryAt: error.facts.retryAt }
					: { kind: "schema" as const };
				this.move(follow.failed(this.current, failure, error, this.now()));
			},
		);
	}

	/** @returns what follows from it */
	private async ask(signal: AbortSignal): Promise<Next> {
		const { query, isWhole, answer } = this.market;
		const base = answer();
		const step = base && this.stepOf(base);
		if (base === undefined || (step === undefined && !isWhole)) {
			const isEnd = isOver(query, this.now());
			return (state) => (isEnd ? follow.ended(state) : follow.answered(state, this.now()));
		}
		const asked = step === undefined ? query : restQuery(base, step.stretch);
		const [cost, left] = await Promise.all([this.ports.cost(asked), this.ports.leftToday(asked)]);
		this.cost = cost;
		const amount = cost.weight ?? cost.requests;
		if (!follow.isAllowed(this.current, amount, left, this.now()))
			return (state) => follow.confirming(state, this.now());
		// What became of the chart while the budget was looked at counts.
		if (signal.aborted) throw providerError("cancelled", query.provider);
		const came = await this.ports.run(asked, {
			signal,
			mayBeQuiet: true,
			isInsisted: follow.isAgreed(this.current, this.now()),
			onProgress: (progress) => {
				if (!signal.aborted && this.abort?.signal === signal) this.waited(progress);
			},
		});
		return this.taken(base, came, step, signal);
	}

	/** The request that runs waits, or goes on. */
	private waited(progress: FetchProgress): void {
		const wait = progress.waitingUntil === undefined ? undefined : progress;
		const isSame = wait?.waitingUntil === this.wait?.waitingUntil;
		if (isSame || this.isDisposed || this.current.phase.kind !== "asking") return;
		this.wait = wait;
		this.listener.onChange();
	}

	/** Hands on what came, unless the chart shows another answer by now. */
	private taken(
		base: PackedResult,
		came: PackedResult,
		step: FollowStep | undefined,
		signal: AbortSignal,
	): Next {
		const { query, answer } = this.market;
		if (signal.aborted || this.isDisposed) throw providerError("cancelled", query.provider);
		if (answer() === base) {
			if (step === undefined) this.listener.onWhole(came);
			else if (came.partial === undefined) {
				this.listener.onNews(followedAnswer(base, came, step));
			} else {
				const { kind = "timeout", facts = {} } = came.partial.error ?? {};
				throw providerError(kind, query.provider, facts);
			}
			this.askedAt = came.fetchedAt;
		}
		return (state) => follow.answered(state, this.now());
	}

	private stepOf(base: PackedResult): FollowStep | undefined {
		return this.market.isWhole ? undefined : followStep(base, this.now());
	}

	/** Finds out what the first request will cost, so that it stands beside the switch before it is sent. */
	private async estimate(): Promise<void> {
		const base = this.market.answer();
		const step = base && this.stepOf(base);
		if (base === undefined || step === undefined) return;
		const cost = await this.ports.cost(restQuery(base, step.stretch));
		if (this.isDisposed) return;
		this.cost ??= cost;
		this.listener.onChange();
	}
}

type Next = (state: follow.FollowState) => follow.FollowState;
