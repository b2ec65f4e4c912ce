import type { RunQuery } from "../../app/runQuery";
import type { FetchProgress } from "../../core/feeds/feed";
import type { WaitReason } from "../../core/http";
import type { ProviderId } from "../../core/providers/ids";
import type { PackedResult } from "../../core/result/packedResult";
import { type EpochMs, SECOND_MS } from "../../core/time";
import type { PanelPart } from "./panelPart";

/** A fetch that runs, for whoever shows its progress outside of the panel. */
export interface FetchTask {
	readonly done: Promise<void>;
	/** Words for how far it has come. */
	readonly progress: () => string;
	cancel(): void;
}

/** All of the queries, only what their answers lack, or all and nothing from a cache. */
export type Wanted = "all" | "rest" | "anew";

/** When the slower queries take this much longer, the answers that came are shown without them. */
export const LAGGARD_MS = 1_500;

/** How far a fetch of several markets has come; its numbers are those of all of them. */
export interface PartsProgress {
	readonly answered: number;
	readonly parts: number;
	readonly progress: FetchProgress | undefined;
	/** What is waited for, and until when, where nothing else is under way. */
	readonly wait: FetchWait | undefined;
}

/** A wait of a client for a provider. */
export interface FetchWait {
	readonly until: EpochMs;
	readonly why: WaitReason | undefined;
	readonly provider: ProviderId;
}

export interface PanelFetchDeps {
	readonly runQuery: RunQuery;
	readonly progressText: (progress: PartsProgress) => string;
}

/** What the owner of a fetch is told. */
export interface FetchListener {
	onProgress(): void;
	onAnswer(part: PanelPart, result: PackedResult): void;
	onFailure(part: PanelPart, error: unknown): void;
	/** Some queries have answers and the others take long. */
	onLag(): void;
}

/**
 * One run over several queries: all are asked at once, and one cancel stops them all. Of `rest` only what
 * their answers lack is asked for.
 */
export class PanelFetch {
	private readonly abort = new AbortController();
	private readonly progress = new Map<PanelPart, FetchProgress>();
	private lag: NodeJS.Timeout | undefined;
	private settled = 0;
	private isStopped = false;
	/** Counts the seconds of a wait down. */
	private countdown: NodeJS.Timeout | undefined;

	constructor(
		private readonly parts: readonly PanelPart[],
		private readonly deps: PanelFetchDeps,
		private readonly listener: FetchListener,
		private readonly what: Wanted = "all",
	) {}

	/** Words for how far it has come. */
	get text(): string {
		const { settled, parts } = this;
		const progress = sumOf([...this.progress.values()]);
		const wait = this.wait();
		return this.deps.progressText({ answered: settled, parts: parts.length, progress, wait });
	}

	/** Asks all queries. Resolves when each has an outcome; never rejects. */
	async run(): Promise<void> {
		for (const part of this.parts) part.isAwaited = true;
		await Promise.all(this.parts.map((part) => this.ask(part)));
		clearTimeout(this.lag);
		this.countDown(false);
	}

	/** The longest wait, once nothing but waiting is left to do. */
	private wait(): PartsProgress["wait"] {
		const pending = this.parts.filter(({ isAwaited }) => isAwaited);
		const waits = pending.flatMap((part) => {
			const { waitingUntil: until, waitingFor: why } = this.progress.get(part) ?? {};
			return until === undefined ? [] : [{ until, why, provider: part.query.provider }];
		});
		if (waits.length < pending.length) return undefined;
		return waits.toSorted((a, b) => b.until - a.until)[0];
	}

	/** Tells every second while something is waited for. */
	private countDown(isWaiting: boolean): void {
		if (isWaiting === (this.countdown !== undefined)) return;
		clearInterval(this.countdown);
		this.countdown = isWaiting
			? setInterval(() => this.tell(() => this.listener.onProgress()), SECOND_MS)
			: undefined;
	}

	private async ask(part: PanelPart): Promise<void> {
		try {
			const continues = this.what === "rest" ? part.answer?.result : undefined;
			const result = await this.deps.runQuery(part.query, {
				...(continues === undefined ? {} : { continues }),
				isRenewed: this.what === "anew",
				signal: this.abort.signal,
				onProgress: (progress) => {
					this.progress.set(part, progress);
					const all = [...this.progress.values()];
					this.countDown(all.some(({ waitingUntil }) => waitingUntil !== undefined));
					this.tell(() => this.listener.onProgress());
				},
			});
			this.tell(() => this.listener.onAnswer(part, result));
			this.lag ??= setTimeout(() => {
				this.lag = undefined;
				this.tell(() => this.listener.onLag());
			}, LAGGARD_MS);
		} catch (error) {
			this.tell(() => this.listener.onFailure(part, error));
		}
		this.settled += 1;
		this.tell(() => {
			part.isAwaited = false;
			if (this.settled < this.parts.length) this.listener.onProgress();
		});
	}

	/** Once a fetch was overtaken or its panel closed, its outcome is of no interest. */
	private tell(what: () => void): void {
		if (!this.isStopped) what();
	}

	/** Stops the requests that run. What has come so far is kept by the answers themselves. */
	cancel(): void {
		this.abort.abort();
	}

	/** Stops the requests and says nothing any more. */
	stop(): void {
		this.isStopped = true;
		clearTimeout(this.lag);
		this.countDown(false);
		this.abort.abort();
	}
}

function sumOf(all: readonly FetchProgress[]): FetchProgress | undefined {
	const [first, ...others] = all;
	if (first === undefined || others.length === 0) return first;
	const sum = (field: "pages" | "rows") => all.reduce((total, one) => total + one[field], 0);
	return { pages: sum("pages"), rows: sum("rows") };
}
