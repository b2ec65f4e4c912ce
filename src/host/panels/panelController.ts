import type { SnapshotStore } from "../../app/snapshotStore";
import type { AreaChoice } from "../../core/chart/profile/shownProfile";
import { isProviderError } from "../../core/errors/errors";
import { isMendedByKey } from "../../core/errors/errorText";
import { missingStretch } from "../../core/result/rest";
import type { ChartView, MarketQuery } from "../../core/query/query";
import type { AgreementBounds, ViewOptions } from "../../core/query/viewOptions";
import { openResult } from "../../core/result/openResult";
import { type PackedResult, splitResult } from "../../core/result/packedResult";
import { type Part, partsOf } from "../../core/table/parts";
import type {
	HostToWebview,
	LookedRange,
	PanelCaption,
	PanelSettings,
	PointedPlace,
} from "../../protocol/messages";
import type { CaptionState } from "../words/caption";
import { DrawnRevisions } from "./drawnRevisions";
import { type FollowedAnswer, withNewest } from "../../core/follow/followedAnswer";
import { KeptNews } from "./keptNews";
import { PanelFollow, type PanelFollowDeps } from "./panelFollow";
import { closed, isCancel, notDrawable, toError } from "./panelErrors";
import { type FetchTask, PanelFetch, type PanelFetchDeps, type Wanted } from "./panelFetch";
import type { FailureWords, PanelPart } from "./panelPart";
import { type PanelFailure, PanelParts } from "./panelParts";

/** Why a query of a panel cannot have volumes, in one sentence. */
export interface VolumeRefusal {
	readonly of: MarketQuery;
	readonly text: string;
}

/** What a panel's controller needs from outside. */
export interface PanelControllerDeps extends PanelFetchDeps {
	readonly snapshots: Pick<SnapshotStore, "load" | "save">;
	post<Type extends keyof HostToWebview>(type: Type, body: HostToWebview[Type]): void;
	readonly settings: () => PanelSettings;
	/** Name of a saved market; `undefined` where there is none of that id any more. */
	readonly marketName: (id: string) => string | undefined;
	readonly caption: (view: ChartView, state: Omit<CaptionState, "nameOf" | "cost">) => PanelCaption;
	readonly failure: (error: unknown, query: MarketQuery) => FailureWords;
	/** Words for `failed` of several queries, from those of the first failure; the others are shown. */
	readonly someFailed: (words: FailureWords, failed: number, of: number) => FailureWords;
	/** Words for a restored query without a kept answer. */
	readonly notLoaded: () => FailureWords;
	readonly following: PanelFollowDeps;
	/** New answers are shown. */
	readonly onShow: () => void;
	/** Called with fetches whose progress is to be shown outside of the panel. */
	readonly onFetch: (task: FetchTask, view: ChartView) => void;
}

interface RunOptions {
	/** What is asked for. */
	readonly what?: Wanted;
	/** Whether its progress is shown outside of the panel too. */
	readonly isAnnounced?: boolean;
}

const NOT_FOLLOWING = JSON.stringify({ isOn: false });

type FailedQuery = Pick<PanelFailure, "query" | "error">;

/**
 * What one chart panel shows and asks for, without VS Code: the last answer of each of its queries,
 * the fetch that runs, the last failures. The page is a projection of it and may come and go.
 */
export class PanelController {
	private parts: PanelParts;
	/** Parts with an answer that the panel does not show yet; see {@link tryOut}. */
	private spare: readonly PanelPart[] = [];
	private running: PanelFetch | undefined;
	/** A failure of a query that the panel does not show. */
	private aside: PanelFailure | undefined;
	private refusal: VolumeRefusal | undefined;
	/** Whether there are answers that the page has not been sent yet. */
	private hasNews = false;
	/** Whether the last attempt brought no answer at all. */
	private broughtNothing = false;
	private readonly drawn = new DrawnRevisions();
	/** Requests to the page that wait until it shows the newest answers. */
	private onceDrawn: (() => void)[] = [];
	private marketId: string | undefined;
	private pageListens = false;
	/** Grows with each view that a command gives; the page's own changes name the one they started from. */
	private edition = 0;
	private pageHasView = false;
	/** The range that linked charts show, where the page has not been told yet. */
	private looked: LookedRange | undefined;
	private disposed = false;
	private readonly follow: PanelFollow;
	private readonly keptNews: KeptNews;
	/** What the page was last told of it; it begins with a chart that is not followed. */
	private saidFollowing = NOT_FOLLOWING;

	constructor(
		queries: ChartView["queries"],
		private options: ViewOptions,
		private readonly deps: PanelControllerDeps,
		market?: string,
	) {
		this.parts = PanelParts.of(queries);
		this.marketId = market;
		this.keptNews = new KeptNews((key, result) => deps.snapshots.save(key, result));
		this.follow = new PanelFollow(deps.following, {
			parts: () => this.parts.all,
			failure: deps.failure,
			onNews: (part, answer) => this.append(part, answer),
			onWhole: (part, result) => this.replace(part, result),
			onChange: () => this.postFollowing(),
			onStop: () => this.keptNews.keep(),
		});
	}

	/** Id of the saved market that the panel belongs to. */
	get market(): string | undefined {
		return this.marketId;
	}

	/** Ties the panel to a saved market: the page keeps the id, and its words name the market. */
	tie(market: string): void {
		this.marketId = market;
		this.postPersist();
		this.wordsChanged();
	}

	/** The words around the data changed, such as the name of the panel's market. */
	wordsChanged(): void {
		this.post("caption", { caption: this.caption() });
	}

	/** The view as it stands, with what the person chose in the page. */
	get view(): ChartView {
		return { queries: this.parts.queries, view: this.options };
	}

	/** The answers, one per query in their order. */
	get results(): readonly (PackedResult | undefined)[] {
		return this.parts.results;
	}

	/** What the page shows of the newest answers under the given view options. */
	shown(view: ViewOptions): {
		readonly revision: number;
		readonly parts: readonly Part[];
		readonly area: AreaChoice;
		readonly agreement: AgreementBounds;
	} {
		const { valueAreaPercent, valueAreaMethod, agreement } = this.deps.settings();
		const opened = this.results.map((result) => result && openResult(result));
		return {
			revision: this.drawn.revision,
			parts: partsOf(opened, view, this.caption().parts),
			area: { percent: view.percent ?? valueAreaPercent, method: view.method ?? valueAreaMethod },
			agreement: view.agreement ?? agreement,
		};
	}

	/** Whether there is anything to show. */
	get hasAnswer(): boolean {
		return this.parts.hasAnswer;
	}

	get isRunning(): boolean {
		return this.running !== undefined;
	}

	/** What stands in the way of showing all that was asked for. */
	get failure(): PanelFailure | undefined {
		return this.aside ?? this.parts.failure(this.deps.someFailed);
	}

	/** The first query, for everything that needs a single one. */
	get query(): MarketQuery {
		return this.parts.first.query;
	}

	/**
	 * Asks the providers. An earlier request of this panel is aborted and its answer dropped.
	 *
	 * @param isAnnounced whether its progress is shown outside of the panel too
	 * @param what `anew` asks for what is cached, too
	 */
	async refresh(isAnnounced = false, what: "all" | "anew" = "all"): Promise<void> {
		await this.fetch(this.parts.all, isAnnounced, what);
	}

	/** Asks again for what failed the last time. */
	async retry(): Promise<void> {
		if (this.aside?.again !== undefined) return this.aside.again();
		const { missing, all } = this.parts;
		await this.fetch(missing.length > 0 ? missing : all);
	}

	/** Asks again for the queries that a new key is for, if they failed for lack of a key. */
	async heal(isFor: (query: MarketQuery) => boolean): Promise<void> {
		if (this.isRunning) return;
		const isHealed = ({ query, error }: { query: MarketQuery; error: unknown }) =>
			isFor(query) && isProviderError(error) && isMendedByKey(error);
		if (this.aside?.again !== undefined && isHealed(this.aside)) return this.aside.again();
		const failed = this.parts.all.filter(
			({ query, failure }) => failure !== undefined && isHealed({ query, error: failure.error }),
		);
		if (failed.length > 0) await this.fetch(failed);
	}

	private async fetch(
		parts: readonly PanelPart[],
		isAnnounced = false,
		what: RunOptions["what"] = "all",
	): Promise<void> {
		await this.run(parts, (answers, failed) => this.finish(answers, failed?.error), {
			isAnnounced,
			what,
		});
	}

	/**
	 * Asks for what partial answers lack, and for nothing else; what comes joins them. The answers stay in
	 * any case: a failure is shown above their chart, and another attempt asks for the rest again.
	 */
	async fetchRest(): Promise<void> {
		if (this.isRunning) return;
		const parts = this.parts.all.filter(({ answer }) => answer && missingStretch(answer.result));
		if (parts.length === 0) return;
		await this.run(
			parts,
			(_answers, failed) => {
				if (failed !== undefined && !isCancel(failed.error)) {
					const words = this.deps.failure(failed.error, failed.query);
					this.aside = { ...failed, words, again: () => this.fetchRest() };
				}
				if (this.hasNews) this.show();
				else if (this.failure === undefined) this.post("idle", {});
				this.postFailed();
				if (this.drawn.isDrawn) this.drawn.resolve();
			},
			{ what: "rest" },
		);
	}

	/** @param finish gets how many answers came and the first failure; not called for an overtaken run */
	private async run(
		parts: readonly PanelPart[],
		finish: (answers: number, failed: FailedQuery | undefined) => void,
		{ what = "all", isAnnounced = false }: RunOptions = {},
	): Promise<void> {
		if (this.disposed) return;
		this.running?.stop();
		const saved: Promise<void>[] = [];
		const failed: FailedQuery[] = [];
		const isRest = what === "rest";
		const fetch = new PanelFetch(
			parts,
			this.deps,
			{
				onProgress: () => this.postBusy(),
				onAnswer: (part, came) => {
					const shown = part.answer?.result;
					// Following went on meanwhile.
					const result = shown === undefined ? came : withNewest(came, shown);
					// An answer from a snapshot stays one when the rest joins it.
					part.accept(result, isRest && part.answer?.fromSnapshot === true);
					this.hasNews ||= this.parts.all.includes(part);
					saved.push(this.deps.snapshots.save(part.key, result));
				},
				onFailure: (part, error) => {
					failed.push({ query: part.query, error });
					if (!isRest) part.refuse(error, this.deps.failure);
				},
				onLag: () => {
					if (this.hasNews) this.show();
					this.postBusy();
				},
			},
			what,
		);
		this.running = fetch;
		this.postBusy();
		const done = fetch.run();
		if (isAnnounced) {
			const cancel = () => fetch.cancel();
			this.deps.onFetch({ done, progress: () => fetch.text, cancel }, this.view);
		}
		await done;
		if (this.running !== fetch) return;
		this.running = undefined;
		this.aside = undefined;
		finish(saved.length, failed[0]);
		await Promise.all(saved);
	}

	private finish(answers: number, error: unknown): void {
		if (this.hasAnswer && (this.hasNews || this.parts.hasGap)) this.show();
		else if (this.failure === undefined) this.post("idle", {});
		this.postFailed();
		this.broughtNothing = answers === 0;
		if (this.broughtNothing) this.drawn.reject(error);
		else if (this.drawn.isDrawn) this.drawn.resolve();
	}

	/**
	 * Begins to follow the market, or stops.
	 *
	 * @returns why it cannot be followed, where it cannot
	 */
	toggleFollow(): Promise<string | undefined> {
		return this.follow.toggle();
	}

	/** A person agreed that following goes beyond what the plan gives today. */
	followAnyway(): void {
		this.follow.agree();
	}

	/** Somebody sees the panel now, in a window that is in use, or nobody does any more. */
	watch(isSeen: boolean): void {
		this.follow.watch(isSeen);
		if (!isSeen) this.keptNews.keep();
	}

	/** The newest intervals of a followed market came: the page gets them alone. */
	private append(part: PanelPart, { result, news }: FollowedAnswer): void {
		const index = this.parts.all.indexOf(part);
		if (this.disposed || index < 0) return;
		part.accept(result, false);
		this.keptNews.note(part);
		// The page has not been sent what they belong to.
		if (this.hasNews || !this.pageListens) {
			this.hasNews = true;
			return;
		}
		this.drawn.next();
		this.post("append", {
			revision: this.drawn.revision,
			part: index,
			caption: this.caption(),
			news: splitResult(news),
		});
	}

	/** All of a followed market came anew. */
	private replace(part: PanelPart, result: PackedResult): void {
		if (this.disposed || !this.parts.all.includes(part)) return;
		part.accept(result, false);
		this.keptNews.note(part);
		if (this.pageListens && !this.isRunning) this.show();
		else this.hasNews = true;
	}

	/** Stops the requests that run. What has come so far is shown by the answers themselves. */
	cancel(): void {
		this.running?.cancel();
	}

	/**
	 * Asks queries that the panel does not show; its chart stays. Their answers are kept for a
	 * {@link change} to them.
	 *
	 * @returns what became of each query; nothing where another request runs or overtakes this one
	 */
	async tryOut(queries: readonly MarketQuery[]): Promise<readonly PanelPart[]> {
		if (this.isRunning) return [];
		const { all } = PanelParts.of(queries);
		let tried: readonly PanelPart[] = [];
		await this.run(all, () => {
			tried = all;
			this.spare = all.filter(({ answer }) => answer !== undefined);
			if (this.failure === undefined) this.post("idle", {});
			else this.postFailed();
		});
		return tried;
	}

	/** Shows the failure of a query that the panel does not show. The chart stays below it. */
	failAside(failure: PanelFailure): void {
		this.aside = failure;
		this.postFailed();
	}

	/** Remembers, or forgets, why a query of the panel cannot have volumes, and tells the page. */
	refuseVolume(refusal: VolumeRefusal | undefined): void {
		if (this.refusal === refusal) return;
		this.refusal = refusal;
		this.wordsChanged();
	}

	/** Shows other queries. What is known of those that stay is kept, the others are asked. */
	async change({ queries, view }: ChartView): Promise<void> {
		if (this.disposed) return;
		this.running?.stop();
		this.running = undefined;
		this.aside = undefined;
		this.follow.stop();
		this.parts = PanelParts.of(queries, [...this.parts.all, ...this.spare]);
		this.spare = [];
		this.options = view;
		this.edition += 1;
		this.looked = undefined;
		this.pageHasView = false;
		this.postPersist();
		if (this.hasAnswer) this.show();
		else this.wordsChanged();
		const { unsettled } = this.parts;
		if (unsettled.length > 0) return this.fetch(unsettled);
		this.broughtNothing = !this.hasAnswer;
		this.postFailed();
	}

	/** Shows the last answers kept on disk. Makes no request: without one the person is asked. */
	async restore(): Promise<void> {
		const { parts } = this;
		const kept = await Promise.all(parts.all.map(({ key }) => this.deps.snapshots.load(key)));
		if (this.disposed || this.parts !== parts || this.hasAnswer || this.isRunning) return;
		parts.restore(kept, this.deps.notLoaded);
		this.broughtNothing = !this.hasAnswer;
		if (this.hasAnswer) this.show();
		this.postFailed();
	}

	/** The page listens: sends it everything that it needs to show the state. */
	pageReady(): void {
		this.pageListens = true;
		this.saidFollowing = NOT_FOLLOWING;
		this.pageHasView = false;
		this.drawn.reset();
		this.post("settings", this.deps.settings());
		this.postPersist();
		if (!this.hasAnswer) this.wordsChanged();
		else if (this.hasNews) this.show();
		else this.postShown();
		this.postFollowing();
		if (this.isRunning) this.postBusy();
		else this.postFailed();
	}

	/** The page is gone: hidden panels are unloaded. It says `ready` when it is back. */
	pageGone(): void {
		this.pageListens = false;
		this.drawn.reset();
	}

	/** Settings changed: the page draws what it has anew, with the words that depend on them. */
	settingsChanged(): void {
		this.post("settings", this.deps.settings());
		this.wordsChanged();
	}

	/** Asks something of the page that shows the newest answers: now, or when a hidden one is back. */
	askDrawnPage(ask: () => void): void {
		if (this.pageListens && this.drawn.isDrawn) ask();
		else this.onceDrawn.push(ask);
	}

	pageDrew(revision: number): void {
		// A page that is gone by now may have sent this just before.
		if (!this.pageListens) return;
		this.drawn.pageDrew(revision);
		if (this.drawn.isDrawn) {
			const asked = this.onceDrawn;
			this.onceDrawn = [];
			for (const ask of asked) ask();
			this.postLooked();
		}
		if (this.drawn.isDrawn && !this.isRunning) this.drawn.resolve();
	}

	/** The crosshair of a linked chart moved. A page that is not there shows none. */
	point(place: PointedPlace): void {
		this.post("pointed", place);
	}

	/** A linked chart shows another range of time. A hidden page does once it is back. */
	look(looked: LookedRange): void {
		this.looked = looked;
		if (this.drawn.isDrawn) this.postLooked();
	}

	private postLooked(): void {
		if (!this.pageListens || this.looked === undefined) return;
		this.post("looked", this.looked);
		this.looked = undefined;
	}

	/** Something failed in the page. An answer that waits to be drawn will then never be drawn. */
	pageFailed(): void {
		if (this.isRunning || !this.hasAnswer || this.drawn.isDrawn) return;
		this.onceDrawn = [];
		this.drawn.break(notDrawable(this.query));
	}

	/**
	 * A person changed how the chart is looked at.
	 *
	 * @param edition of the view that they changed; where a command has given another one meanwhile, that one
	 * stands
	 */
	setViewOptions(options: ViewOptions, edition: number): void {
		if (edition === this.edition) this.options = options;
	}

	/** Resolves when the newest answers are on the canvas; rejects when none came or the panel closes. */
	whenDrawn(): Promise<void> {
		if (this.disposed) return Promise.reject(closed(this.query));
		if (this.isRunning) return this.drawn.wait();
		const { failure } = this;
		if (failure !== undefined && this.broughtNothing) return Promise.reject(toError(failure.error));
		if (this.hasAnswer && this.drawn.isDrawn) return Promise.resolve();
		return this.drawn.isBroken ? Promise.reject(notDrawable(this.query)) : this.drawn.wait();
	}

	private caption(): PanelCaption {
		const { queries, results, problems, fromSnapshot } = this.parts;
		const { of, text } = this.refusal ?? {};
		const volumeRefused = queries.some((query) => query === of) ? text : undefined;
		const savedAs = this.marketId === undefined ? undefined : this.deps.marketName(this.marketId);
		return this.deps.caption(this.view, {
			results,
			problems,
			fromSnapshot,
			savedAs,
			volumeRefused,
		});
	}

	private show(): void {
		this.drawn.next();
		this.hasNews = false;
		this.follow.answered();
		this.postShown();
		this.postFollowing();
		this.deps.onShow();
	}

	private postShown(): void {
		this.post("show", {
			revision: this.drawn.revision,
			caption: this.caption(),
			results: this.parts.sent,
		});
	}

	private postFollowing(): void {
		const state = this.follow.state;
		const said = JSON.stringify(state);
		if (said === this.saidFollowing) return;
		if (this.pageListens) this.saidFollowing = said;
		this.post("following", state);
	}

	private postPersist(): void {
		const { marketId: market, options, edition } = this;
		this.post("persist", {
			queries: this.parts.queries,
			...(market === undefined ? {} : { market }),
			...(this.pageHasView ? {} : { view: { options, edition } }),
		});
		this.pageHasView = this.pageListens;
	}

	private postBusy(): void {
		if (this.running !== undefined) this.post("busy", { text: this.running.text });
	}

	private postFailed(): void {
		const words = this.failure?.words;
		if (words !== undefined) this.post("failed", words);
	}

	private post<Type extends keyof HostToWebview>(type: Type, body: HostToWebview[Type]): void {
		if (this.pageListens && !this.disposed) this.deps.post(type, body);
	}

	/** The panel closed: what runs is aborted, nothing is posted any more. */
	dispose(): void {
		this.follow.stop();
		this.keptNews.keep();
		this.disposed = true;
		this.running?.stop();
		this.running = undefined;
		this.drawn.reject(closed(this.query));
	}
}
