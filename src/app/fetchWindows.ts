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
import { isMoving } from "../core/query/range";
import { providerOf } from "../core/providers/providers";
import type { MarketQuery } from "../core/query/query";
import { uniqueWarnings } from "../core/result/rest";
import type { AccessRange, PartialReason, Warning } from "../core/result/result";
import type { PackedChunk } from "../core/result/chunk";
import type { TimeRange } from "../core/result/series";
import type { DurationMs } from "../core/time";
import { ProgressCount } from "./fetchProgress";
import { newestRows, type Portion, portionsOf, windowsToAsk } from "./portions";
import { ResultBudget } from "./resultBudget";
import { type Place, WindowLine } from "./windowLine";

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
	/**
	 * Chunks of the plan's range that are known already, with origin `cached`: whole stretches inside of it that
	 * do not overlap. Only what they leave out is asked for. Never rejects.
	 */
	readonly known?: (plan: FeedPlan) => Promise<readonly FetchedChunk[]>;
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

/** Windows of one query that are on their way side by side, as far as the setting of requests in flight allows. */
const WINDOWS_AT_ONCE = 4;

/**
 * Asks for the windows of a query, several side by side, until all have come, a limit is reached or one fails.
 * Their chunks are taken in order, the newest first: what one that failed left out is the end of the answer,
 * whatever came for those behind it.
 *
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

/** One asking for a plan's windows. */
interface Round {
	readonly plan: FeedPlan;
	readonly budget: ResultBudget;
	readonly line: WindowLine;
	/** Pages that were asked for, by window. */
	readonly pages: Map<TimeRange, number>;
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
		const { clock } = this.ports;
		const { aheadMs, isHeard } = clock;
		const first = await this.plan();
		const mayMove = isMoving(this.query.range);
		const outcome = await this.ask(first, {
			isFirstAlone: first.isLedByFirst === true || (mayMove && !isHeard),
			// Only another clock changes the question, since a new interval may begin at any moment.
			hasMoved: () => mayMove && clock.aheadMs !== aheadMs,
		});
		if (outcome.moved === undefined) return this.resultOf(first, outcome.early);
		const again = { isFirstAlone: first.isLedByFirst === true, hasMoved: () => false };
		return this.resultOf(outcome.moved, (await this.ask(outcome.moved, again)).early);
	}

	private async plan(): Promise<FeedPlan> {
		const { clock, limits, signal } = this.ports;
		const onShare = (share: number) => this.progress.read(share);
		return this.feed.plan(this.query, { now: clock.now(), limits, signal, onShare });
	}

	/**
	 * Asks for the windows of a plan.
	 *
	 * @param isFirstAlone whether the others wait for the first answer, which may show that they are others
	 * @param hasMoved whether the provider's clock is another one than the plan counted from. When the query means
	 * another range by it, asking stops at the first answer: what came is useless then
	 */
	private async ask(
		plan: FeedPlan,
		{
			isFirstAlone,
			hasMoved,
		}: { readonly isFirstAlone: boolean; readonly hasMoved: () => boolean },
	): Promise<Asked> {
		const { limits, signal, known } = this.ports;
		[this.fetched, this.whole] = [[], []];
		const kept = (await known?.(plan)) ?? [];
		this.progress.begin(expectedPages(plan, this.interval, windowsToAsk(plan, kept)));
		const round: Round = {
			plan,
			budget: new ResultBudget(plan.most ?? {}, limits, this.interval),
			line: new WindowLine(this.query.provider, signal),
			pages: new Map(),
		};
		const rest = portionsOf(plan, kept);
		let next = rest.next();
		try {
			for (;;) {
				while (next.done !== true && this.mayBegin(next.value, round, isFirstAlone)) {
					this.begin(next.value, round);
					next = rest.next();
				}
				const taken = await round.line.take();
				if (taken === undefined) {
					const code = next.done === true ? undefined : round.budget.usedUp;
					return code === undefined ? {} : { early: { code } };
				}
				if (this.fetched.length === 0 && hasMoved()) {
					const moved = await this.plan();
					if (!isSameRange(moved.range, plan.range)) return { moved };
				}
				const early = this.keep(taken.portion, taken.came, round);
				if (early !== undefined) return { early };
			}
		} catch (error) {
			if (this.fetched.length === 0) throw error;
			return { early: partialReason(error) };
		} finally {
			round.line.end();
		}
	}

	/** Whether a portion may be begun beside those that are on their way. */
	private mayBegin(portion: Portion, { budget, line }: Round, isFirstAlone: boolean): boolean {
		if (!line.isOpen) return false;
		const onTheirWay = windowsOf(line.portions);
		if (line.portions.length === 0) return this.fetched.length === 0 || budget.usedUp === undefined;
		// What is known waits in the line without being asked for.
		if (portion.kind === "known") return true;
		if (isFirstAlone && this.fetched.length === 0) return false;
		const atOnce = Math.min(WINDOWS_AT_ONCE, this.ports.limits.requestsInFlight);
		if (onTheirWay.length >= atOnce) return false;
		return budget.hasRoomFor(portion.stretch, onTheirWay, knownOf(line.portions));
	}

	private begin(portion: Portion, round: Round): void {
		round.line.begin(portion, async (place) => {
			if (portion.kind === "known") return portion.came;
			const { provider } = this.query;
			if (place.signal.aborted) throw providerError("cancelled", provider);
			const before = round.line.portions.map(({ stretch }) => stretch);
			const context = this.contextOf(portion.stretch, before, place, round);
			const came = await this.feed.fetch(this.query, portion.stretch, context);
			const { heard } = came;
			if (heard !== undefined) this.ports.clock.hear(heard.serverTime, heard.sentAt);
			return came;
		});
	}

	private contextOf(
		window: TimeRange,
		before: readonly TimeRange[],
		{ signal, turn }: Place,
		{ plan: { range }, budget, pages }: Round,
	): FetchContext {
		const { client, readings, limits, log, clock } = this.ports;
		const addPage = () => {
			budget.addPage();
			pages.set(window, (pages.get(window) ?? 0) + 1);
		};
		addPage();
		return {
			client,
			readings,
			signal,
			limits,
			log,
			clock,
			range,
			resolved: this.resolved,
			rowsLeft: budget.rowsLeft(before),
			morePages: async () => {
				await turn();
				if (!budget.hasPage) return false;
				addPage();
				return true;
			},
			onPage: (rows) => {
				if (!signal.aborted) this.progress.answered(rows);
			},
			onWait: (until, why) => this.progress.wait(window, signal.aborted ? undefined : until, why),
			onShare: (share) => this.progress.read(share),
		};
	}

	/** Keeps what came for a portion. Returns why nothing behind it is to be kept, if so. */
	private keep(portion: Portion, taken: FetchedChunk, { budget, pages }: Round): Early | undefined {
		const came = portion.kind === "known" ? newestRows(taken, budget.rowsLeft([])) : taken;
		this.checkResolved(came);
		this.fetched.push(came);
		const asked = portion.kind === "window" ? portion.stretch : undefined;
		budget.add(came.chunk, asked && { window: asked, pages: pages.get(asked) ?? 1 });
		if (came.isUnordered !== true) this.whole.push(came.chunk.header.stretch);
		return came.early;
	}

	/** What the provider resolved the first window to. */
	private get resolved(): FetchedChunk["resolved"] {
		return this.fetched.find(({ resolved }) => resolved !== undefined)?.resolved;
	}

	/** Throws where two windows were resolved to different things: numbers of two data versions are no series. */
	private checkResolved({ resolved: answered }: FetchedChunk): void {
		const asked = this.resolved;
		if (asked === undefined || answered === undefined) return;
		for (const [name, value] of Object.entries(asked)) {
			const other = answered[name];
			if (other === undefined || other === value) continue;
			throw providerError("schema", this.query.provider, {
				market: providerOf(this.query).marketWords(this.query),
				code: name,
				asked: value,
				answered: other,
			});
		}
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

function windowsOf(portions: readonly Portion[]): TimeRange[] {
	return portions.flatMap(({ kind, stretch }) => (kind === "window" ? [stretch] : []));
}

function knownOf(portions: readonly Portion[]): TimeRange[] {
	return portions.flatMap(({ kind, stretch }) => (kind === "known" ? [stretch] : []));
}

function expectedPages(
	{ windows, most = {} }: FeedPlan,
	interval: DurationMs,
	toAsk: number,
): number {
	const { rows = Infinity, pages = Infinity } = most;
	const [first] = windows;
	const fitting = first === undefined ? 0 : Math.ceil((rows * interval) / (first.to - first.from));
	return Math.max(1, Math.min(toAsk, pages, fitting));
}
