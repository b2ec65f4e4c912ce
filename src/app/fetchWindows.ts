import { providerError } from "../core/errors/errorText";
import { completenessOf } from "../core/feeds/coverage";
import type { Feed, FeedPlan, FetchContext, FetchedChunk, FetchProgress } from "../core/feeds/feed";
import { partialReason } from "../core/feeds/feedError";
import type { ServerClock } from "../core/feeds/serverClock";
import { settleStamps } from "../core/feeds/stamps";
import type { Readings } from "../core/feeds/windowReader";
import type { ApiClient } from "../core/http";
import type { CancelSignal } from "../core/cancel";
import type { Limits } from "../core/limits";
import type { Log } from "../core/log";
import { intervalLength } from "../core/query/interval";
import type { MarketQuery } from "../core/query/query";
import { uniqueWarnings } from "../core/result/rest";
import type { AccessRange, PartialReason, Warning } from "../core/result/result";
import type { PackedChunk } from "../core/result/chunk";
import type { TimeRange } from "../core/result/series";
import type { DurationMs } from "../core/time";
import { ProgressCount } from "./fetchProgress";
import { ResultBudget } from "./resultBudget";

/** What a fetch needs from outside. */
export interface FetchPorts {
	readonly client: ApiClient;
	/** Where answers are read. */
	readonly readings: Readings;
	readonly signal: CancelSignal;
	readonly limits: Limits;
	readonly log: Log;
	/** The clock of the provider, which ranges up to now count from. */
	readonly clock: ServerClock;
	readonly onProgress: (progress: FetchProgress) => void;
}

/** What came for a query, in the order of time. */
export interface Fetched {
	readonly plan: FeedPlan;
	readonly chunks: readonly PackedChunk[];
	readonly partial?: PartialReason;
	readonly access?: AccessRange;
	readonly resolved?: Readonly<Record<string, string>>;
	/** Whether times were moved from the ends of intervals to their starts. */
	readonly isShifted: boolean;
	/** What is to be known of single windows. */
	readonly warnings: readonly Warning[];
}

/**
 * Asks for the windows of a query one after another, until all have come, a limit is reached or one fails.
 * Rejects with `ProviderError` where nothing came; after something has come it resolves with that, and
 * `partial` says why there is not more.
 */
export async function fetchWindows<Query extends MarketQuery>(
	feed: Feed<Query>,
	query: Query,
	ports: FetchPorts,
): Promise<Fetched> {
	return new WindowWalk(feed, query, ports).run();
}

/** Why a fetch ended before its last window. */
type Early = Pick<PartialReason, "code" | "error">;

/** How asking for a plan's windows ended. */
interface Asked {
	readonly early?: Early;
	/** The plan by the provider's clock; it replaces the first plan. */
	readonly moved?: FeedPlan;
}

function isSameRange(one: TimeRange, other: TimeRange): boolean {
	return one.from === other.from && one.to === other.to;
}

class WindowWalk<Query extends MarketQuery> {
	private readonly progress: ProgressCount;
	private readonly interval: DurationMs;
	private fetched: FetchedChunk[] = [];
	/** Stretches that came without a hole. */
	private whole: TimeRange[] = [];

	constructor(
		private readonly feed: Feed<Query>,
		private readonly query: Query,
		private readonly ports: FetchPorts,
	) {
		this.progress = new ProgressCount(ports.onProgress);
		this.interval = intervalLength(query);
	}

	async run(): Promise<Fetched> {
		const first = await this.plan();
		const outcome = await this.ask(first, true);
		if (outcome.moved === undefined) return this.resultOf(first, outcome.early);
		return this.resultOf(outcome.moved, (await this.ask(outcome.moved, false)).early);
	}

	private async plan(): Promise<FeedPlan> {
		const { clock, limits, signal } = this.ports;
		const onShare = (share: number) => this.progress.read(share);
		return this.feed.plan(this.query, { now: clock.now(), limits, signal, onShare });
	}

	/**
	 * Asks for the windows of a plan, one after another.
	 *
	 * @param mayMove whether to stop when the first answer shows that the query means another range by the
	 * provider's clock; what came is useless then
	 */
	private async ask(plan: FeedPlan, mayMove: boolean): Promise<Asked> {
		const budget = new ResultBudget(plan.most ?? {}, this.ports.limits);
		[this.fetched, this.whole] = [[], []];
		this.progress.begin(expectedPages(plan, this.interval));
		for (const window of plan.windows) {
			const usedUp = this.fetched.length > 0 ? budget.usedUp : undefined;
			if (usedUp !== undefined) return { early: { code: usedUp } };
			let came: FetchedChunk;
			try {
				if (this.ports.signal.aborted) throw providerError("cancelled", this.query.provider);
				came = await this.feed.fetch(this.query, window, this.contextOf(plan, budget));
			} catch (error) {
				if (this.fetched.length === 0) throw error;
				return { early: partialReason(error) };
			}
			const isOtherClock = this.hearClock(came);
			if (mayMove && isOtherClock && this.fetched.length === 0) {
				const moved = await this.plan();
				if (!isSameRange(moved.range, plan.range)) return { moved };
			}
			this.fetched.push(came);
			budget.add(came.chunk);
			if (came.isUnordered !== true) this.whole.push(came.chunk.header.stretch);
			if (came.early !== undefined) return { early: came.early };
		}
		return {};
	}

	private contextOf({ range }: FeedPlan, budget: ResultBudget): FetchContext {
		const { client, readings, signal, limits, log, clock } = this.ports;
		return {
			client,
			readings,
			signal,
			limits,
			log,
			clock,
			range,
			resolved: this.resolved,
			left: budget.left,
			onPage: (rows) => {
				budget.addPage();
				this.progress.answered(rows);
			},
			onWait: (until) => this.progress.wait(until),
			onShare: (share) => this.progress.read(share),
		};
	}

	/** What the provider resolved the first window to. */
	private get resolved(): FetchedChunk["resolved"] {
		return this.fetched.find(({ resolved }) => resolved !== undefined)?.resolved;
	}

	/**
	 * Notes the time that an answer tells. Returns whether the provider's clock differs from what was known
	 * before: only that changes the question, since a new interval may begin at any moment.
	 */
	private hearClock({ heard }: FetchedChunk): boolean {
		const { clock } = this.ports;
		const { aheadMs } = clock;
		if (heard !== undefined) clock.hear(heard.serverTime, heard.sentAt);
		return clock.aheadMs !== aheadMs;
	}

	private resultOf(plan: FeedPlan, early: Early | undefined): Fetched {
		const { chunks, isShifted } = settleStamps(this.fetched);
		const access = this.fetched.find((one) => one.access !== undefined)?.access;
		const { resolved } = this;
		return {
			plan,
			chunks: chunks.reverse(),
			isShifted,
			warnings: uniqueWarnings(this.fetched.flatMap(({ warnings = [] }) => warnings)),
			...(early !== undefined && {
				partial: { ...early, ...completenessOf(plan.range, this.whole) },
			}),
			...(access !== undefined && { access }),
			...(resolved !== undefined && { resolved }),
		};
	}
}

function expectedPages({ windows, most = {} }: FeedPlan, interval: DurationMs): number {
	const { rows = Infinity, pages = Infinity } = most;
	const [first] = windows;
	const fitting = first === undefined ? 0 : Math.ceil((rows * interval) / (first.to - first.from));
	return Math.max(1, Math.min(windows.length, pages, fitting));
}
