import type { RunQuery } from "../../app/runQuery";
import type { FetchProgress } from "../../core/feeds/feed";
import type { PackedResult } from "../../core/result/packedResult";
import type { PanelPart } from "./panelPart";

/** A fetch that runs, for whoever shows its progress outside of the panel. */
export interface FetchTask {
	readonly done: Promise<void>;
	/** Words for how far it has come. */
	readonly progress: () => string;
	cancel(): void;
}

/** When the slower queries take this much longer, the answers that came are shown without them. */
export const LAGGARD_MS = 1_500;

/** How far a fetch of several markets has come; its numbers are those of all of them. */
export interface PartsProgress {
	readonly answered: number;
	readonly parts: number;
	readonly progress: FetchProgress | undefined;
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

	constructor(
		private readonly parts: readonly PanelPart[],
		private readonly deps: PanelFetchDeps,
		private readonly listener: FetchListener,
		private readonly what: "all" | "rest" = "all",
	) {}

	/** Words for how far it has come. */
	get text(): string {
		const { settled, parts } = this;
		const progress = sumOf([...this.progress.values()]);
		return this.deps.progressText({ answered: settled, parts: parts.length, progress });
	}

	/** Asks all queries. Resolves when each has an outcome; never rejects. */
	async run(): Promise<void> {
		for (const part of this.parts) part.isAwaited = true;
		await Promise.all(this.parts.map((part) => this.ask(part)));
		clearTimeout(this.lag);
	}

	private async ask(part: PanelPart): Promise<void> {
		try {
			const continues = this.what === "rest" ? part.answer?.result : undefined;
			const result = await this.deps.runQuery(part.query, {
				...(continues === undefined ? {} : { continues }),
				signal: this.abort.signal,
				onProgress: (progress) => {
					this.progress.set(part, progress);
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
		this.abort.abort();
	}
}

function sumOf(all: readonly FetchProgress[]): FetchProgress | undefined {
	const [first, ...others] = all;
	if (first === undefined || others.length === 0) return first;
	const sum = (field: "pages" | "rows") => all.reduce((total, one) => total + one[field], 0);
	const waits = all.flatMap(({ waitingUntil }) => waitingUntil ?? []);
	// A waiting time is shown only when all queries wait.
	const isWaiting = waits.length === all.length && waits[0] !== undefined;
	return {
		pages: sum("pages"),
		rows: sum("rows"),
		...(isWaiting ? { waitingUntil: waits[0] } : {}),
	};
}
