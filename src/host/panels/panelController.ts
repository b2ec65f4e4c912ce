import type { RunQuery } from "../../app/runQuery";
import type { SnapshotStore } from "../../app/snapshotStore";
import { isProviderError, ProviderError } from "../../core/errors";
import { providerError } from "../../core/errorText";
import type { FetchProgress } from "../../core/feeds/feed";
import type { ChartView, MarketQuery } from "../../core/query/schema";
import type { ViewOptions } from "../../core/query/viewOptions";
import type { QueryResult } from "../../core/result";
import { packResult } from "../../core/resultCodec";
import type {
	HostToWebview,
	MessageAction,
	PackedResult,
	PanelCaption,
	PanelSettings,
} from "../../protocol/messages";
import { DrawnWaiters } from "./drawnWaiters";

/** A fetch that runs, for whoever shows its progress outside of the panel. */
export interface FetchTask {
	readonly done: Promise<void>;
	/** Words for how far it has come. */
	readonly progress: () => string;
	cancel(): void;
}

export interface FailureWords {
	readonly text: string;
	readonly actions: readonly MessageAction[];
}

export interface PanelControllerDeps {
	/** Identity of the view: key of its snapshot. */
	readonly key: string;
	readonly runQuery: RunQuery;
	readonly snapshots: Pick<SnapshotStore, "load" | "save">;
	post<Type extends keyof HostToWebview>(type: Type, body: HostToWebview[Type]): void;
	readonly settings: () => PanelSettings;
	readonly caption: (view: ChartView, result?: QueryResult, fromSnapshot?: boolean) => PanelCaption;
	readonly failure: (error: unknown) => FailureWords;
	/** Words for a restored panel without a kept answer. */
	readonly notLoaded: () => FailureWords;
	readonly progressText: (progress: FetchProgress | undefined) => string;
	readonly onFetch: (task: FetchTask, view: ChartView) => void;
}

interface Shown {
	readonly result: QueryResult;
	readonly packed: PackedResult;
	readonly revision: number;
	readonly fromSnapshot: boolean;
}

interface Running {
	readonly abort: AbortController;
	text: string;
}

/**
 * What one chart panel shows and asks for, without VS Code: the last answer, the fetch that runs, the
 * last failure. The page is a projection of it and may come and go.
 */
export class PanelController {
	private shown: Shown | undefined;
	private running: Running | undefined;
	private failed: { readonly error: unknown; readonly words: FailureWords } | undefined;
	private revision = 0;
	private drawnRevision = 0;
	/** The answer that the page could not draw. */
	private brokenRevision = 0;
	private pageListens = false;
	private disposed = false;
	private readonly waiters = new DrawnWaiters();
	private options: ViewOptions;

	constructor(
		readonly queries: ChartView["queries"],
		options: ViewOptions,
		private readonly deps: PanelControllerDeps,
	) {
		this.options = options;
	}

	/** The view as it stands, with what the person chose in the page. */
	get view(): ChartView {
		return { queries: this.queries, view: this.options };
	}

	get result(): QueryResult | undefined {
		return this.shown?.result;
	}

	get isRunning(): boolean {
		return this.running !== undefined;
	}

	get hasFailed(): boolean {
		return this.failed !== undefined;
	}

	/** What stopped the last fetch, where it failed. */
	get error(): unknown {
		return this.failed?.error;
	}

	get query(): MarketQuery {
		const [query] = this.queries;
		if (query === undefined) throw new TypeError("A view has at least one query.");
		return query;
	}

	/** Asks the provider. An earlier request of this panel is aborted and its answer dropped. */
	async refresh(): Promise<void> {
		if (this.disposed) return;
		this.running?.abort.abort();
		const running: Running = {
			abort: new AbortController(),
			text: this.deps.progressText(undefined),
		};
		this.running = running;
		this.postBusy();
		const fetched = this.fetch(running);
		const cancel = () => running.abort.abort();
		this.deps.onFetch({ done: fetched, progress: () => running.text, cancel }, this.view);
		await fetched;
	}

	private async fetch(running: Running): Promise<void> {
		try {
			const result = await this.deps.runQuery(this.query, {
				signal: running.abort.signal,
				onProgress: (progress) => {
					running.text = this.deps.progressText(progress);
					if (this.running === running) this.postBusy();
				},
			});
			// Once the request was overtaken or the panel closed, its outcome is of no interest.
			if (this.running !== running) return;
			this.setResult(result, false);
			this.running = undefined;
			await this.deps.snapshots.save(this.deps.key, result);
		} catch (error) {
			if (this.running !== running) return;
			this.running = undefined;
			this.fail(error);
		}
	}

	private fail(error: unknown): void {
		const cancelled = isProviderError(error) && error.kind === "cancelled";
		this.waiters.reject(error);
		if (cancelled && this.shown !== undefined) {
			this.post("idle", {});
			return;
		}
		this.failed = { error, words: this.deps.failure(error) };
		this.postFailed();
	}

	/** Stops the request that runs. What has come so far is shown by the answer itself. */
	cancel(): void {
		this.running?.abort.abort();
	}

	/** Shows the last answer kept on disk. Makes no request: without one the person is asked. */
	async restore(): Promise<void> {
		const result = await this.deps.snapshots.load(this.deps.key);
		if (this.disposed || this.shown !== undefined || this.running !== undefined) return;
		if (result !== undefined) {
			this.setResult(result, true);
			return;
		}
		this.failed = { error: undefined, words: this.deps.notLoaded() };
		this.postFailed();
	}

	private setResult(result: QueryResult, fromSnapshot: boolean): void {
		const packed = packResult(result);
		this.revision += 1;
		this.failed = undefined;
		this.shown = { result, packed, revision: this.revision, fromSnapshot };
		this.postShown(this.shown);
	}

	/** The page listens: it gets everything that it needs to show the state. */
	pageReady(): void {
		this.pageListens = true;
		this.drawnRevision = 0;
		this.brokenRevision = 0;
		this.post("settings", this.deps.settings());
		this.post("persist", { queries: this.queries });
		if (this.shown === undefined) {
			this.post("caption", { caption: this.deps.caption(this.view) });
		} else {
			this.postShown(this.shown);
		}
		if (this.running !== undefined) this.postBusy();
		else if (this.failed !== undefined) this.postFailed();
	}

	/** The page is gone: hidden panels are unloaded. It says `ready` when it is back. */
	pageGone(): void {
		this.pageListens = false;
		this.drawnRevision = 0;
	}

	/** Settings changed: the page gets them, and the words that depend on them. */
	settingsChanged(): void {
		if (this.pageListens) this.pageReady();
	}

	pageDrew(revision: number): void {
		this.drawnRevision = Math.max(this.drawnRevision, revision);
		if (this.isDrawn && this.running === undefined) {
			this.waiters.resolve();
		}
	}

	/** Something failed in the page. While an answer waits to be drawn, that is why it never will be. */
	pageFailed(): void {
		if (this.running !== undefined || this.shown === undefined || this.isDrawn) return;
		this.brokenRevision = this.revision;
		this.waiters.reject(this.notDrawable());
	}

	private get isDrawn(): boolean {
		return this.drawnRevision === this.revision;
	}

	setViewOptions(options: ViewOptions): void {
		this.options = options;
	}

	/** Resolves when the newest answer is on the canvas; rejects when there is none or the panel closes. */
	whenDrawn(): Promise<void> {
		if (this.disposed) return Promise.reject(this.closed());
		if (this.running === undefined) {
			if (this.failed !== undefined) return Promise.reject(toError(this.failed.error));
			if (this.shown !== undefined) {
				if (this.isDrawn) return Promise.resolve();
				if (this.brokenRevision === this.revision) return Promise.reject(this.notDrawable());
			}
		}
		return this.waiters.wait();
	}

	private notDrawable(): ProviderError {
		return new ProviderError(
			"schema",
			this.query.provider,
			"The chart could not be drawn. The log of Value Area has the details.",
		);
	}

	private closed() {
		return providerError("cancelled", this.query.provider);
	}

	private postBusy(): void {
		if (this.running === undefined) return;
		this.post("busy", { text: this.running.text, hasChart: this.shown !== undefined });
	}

	private postFailed(): void {
		if (this.failed === undefined) return;
		this.post("failed", { ...this.failed.words, hasChart: this.shown !== undefined });
	}

	private postShown({ result, packed, revision, fromSnapshot }: Shown): void {
		this.post("show", {
			revision,
			caption: this.deps.caption(this.view, result, fromSnapshot),
			results: [packed],
			view: this.options,
		});
	}

	private post<Type extends keyof HostToWebview>(type: Type, body: HostToWebview[Type]): void {
		if (this.pageListens && !this.disposed) this.deps.post(type, body);
	}

	/** The panel closed: what runs is aborted, nothing is posted any more. */
	dispose(): void {
		this.disposed = true;
		this.running?.abort.abort();
		this.running = undefined;
		this.waiters.reject(this.closed());
	}
}

function toError(value: unknown): Error {
	return value instanceof Error ? value : new Error(String(value));
}
