import * as vscode from "vscode";
import type { ChartView, MarketQuery } from "../../core/query/query";
import { type LinkBetween, linkBetween } from "../../core/query/links";
import type { ExchangeNames } from "../../core/query/words/label";
import type { ViewOptions } from "../../core/query/viewOptions";
import { CHART_VIEW_TYPE, CONTEXT_KEYS } from "../ids";
import type { OpenMarkets } from "../openMarkets";
import { pageOptions } from "./chartPage";
import { ChartPanel, type ChartPanelDeps, panelKey } from "./chartPanel";
import { tabTitles } from "../words/titles";
import type { SleepingTabs } from "./restore/sleepingTabs";
import { viewAfterChange } from "./viewAfterChange";
import { unwaited } from "../unwaited";

export interface ChartPanelsDeps extends Omit<ChartPanelDeps, "hooks"> {
	readonly hooks: Pick<
		ChartPanelDeps["hooks"],
		"onAction" | "onImage" | "onImageFailed" | "onPartMissing"
	> & {
		/** A person looks at a chart in another way. */
		readonly onLookedAt: (view: ChartView) => void;
	};
	/** Tells the person about a failure that no panel shows. */
	readonly report: (error: unknown) => void;
	/** Tabs that the editor brought back and nobody has looked at yet. */
	readonly sleeping: SleepingTabs;
	/** Hears which saved markets have a chart. */
	readonly openMarkets: Pick<OpenMarkets, "replace">;
	/** What venues and data sets are called. */
	readonly nameOf: ExchangeNames;
	/** What asking for queries costs may be other than their chart says. */
	readonly checkCost: (queries: readonly MarketQuery[]) => void;
}

export interface OpenOptions {
	readonly viewColumn?: vscode.ViewColumn;
	/** Id of the saved market whose chart it is. */
	readonly market?: string;
	/** Whether a fetch that takes long is shown outside of the panel too. */
	readonly isAnnounced?: boolean;
	/** Whether the focus stays where it is. */
	readonly preserveFocus?: boolean;
}

/**
 * The open chart panels: one per saved market, and one per view that belongs to none. Opening the same
 * again reveals its panel.
 */
export class ChartPanels implements vscode.Disposable {
	private readonly panels = new Set<ChartPanel>();
	private lastActive: ChartPanel | undefined;

	constructor(private readonly deps: ChartPanelsDeps) {}

	/** The panel that commands act on: the active one, else the one used last. */
	get active(): ChartPanel | undefined {
		return [...this.panels].find((panel) => panel.isActive) ?? this.lastActive;
	}

	/** The open panel of a saved market, or of queries that belong to none. */
	private find(queries: readonly MarketQuery[], market?: string): ChartPanel | undefined {
		const key = panelKey(queries, market);
		return [...this.panels].find((panel) => panel.key === key);
	}

	/** An open panel that shows these queries, whether it belongs to a saved market or not. */
	showing(queries: readonly MarketQuery[]): ChartPanel | undefined {
		const key = panelKey(queries, undefined);
		const shows = ({ controller }: ChartPanel) =>
			panelKey(controller.view.queries, undefined) === key;
		return this.find(queries) ?? [...this.panels].find(shows);
	}

	/** Whether an open panel shows a query that is so. */
	hasQuery(isMeant: (query: MarketQuery) => boolean): boolean {
		return [...this.panels].some(({ controller }) => controller.view.queries.some(isMeant));
	}

	/** Reveals the panel of a saved market or a view, or opens one and asks the provider. */
	open(
		view: ChartView,
		{ viewColumn, market, isAnnounced, preserveFocus = false }: OpenOptions = {},
	): ChartPanel {
		const existing = this.find(view.queries, market);
		if (existing !== undefined) {
			existing.reveal(preserveFocus);
			this.bringUpToDate(existing, view, market);
			return existing;
		}
		const webviewPanel = vscode.window.createWebviewPanel(
			CHART_VIEW_TYPE,
			"",
			{
				viewColumn: viewColumn ?? this.active?.viewColumn ?? vscode.ViewColumn.Active,
				preserveFocus,
			},
			pageOptions(this.deps.extensionUri),
		);
		const panel = this.adopt(view, market, webviewPanel);
		panel.controller.refresh(isAnnounced).catch(this.deps.report);
		return panel;
	}

	/**
	 * Brings the tab of a saved market or a view to the front where the editor restored it and nobody has looked at it
	 * yet, so that `open` finds its panel.
	 *
	 * @returns whether there was one; then the focus is on it
	 */
	async wake(queries: ChartView["queries"], market?: string): Promise<boolean> {
		if (this.find(queries, market) !== undefined) return false;
		return this.deps.sleeping.wake(panelKey(queries, market), [...this.panels]);
	}

	/** A panel that is opened again shows what its market now holds, and asks again for what failed. */
	private bringUpToDate(panel: ChartPanel, view: ChartView, market: string | undefined): void {
		const { controller } = panel;
		if (market !== undefined && panel.isOutdatedBy(view.queries)) {
			panel.tie(market, view.queries);
			controller.change(view).catch(this.deps.report);
			this.dress();
		} else if (controller.failure !== undefined && !controller.isRunning) {
			controller.retry().catch(this.deps.report);
		}
	}

	/**
	 * Takes over a panel that VS Code restored; shows its snapshot, asks only when the person does.
	 *
	 * @param market id of the saved market that it belongs to
	 */
	async restore(
		view: ChartView,
		webviewPanel: vscode.WebviewPanel,
		market?: string,
	): Promise<void> {
		if (this.find(view.queries, market) !== undefined) {
			webviewPanel.dispose();
			return;
		}
		await this.adopt(view, market, webviewPanel).controller.restore();
	}

	/**
	 * Shows other queries in a panel; where another panel shows them already, that one is revealed. The
	 * panel of a saved market stays its panel.
	 *
	 * @param options how they are looked at; by default as before, as far as that fits
	 * @returns the panel that shows them
	 */
	change(
		panel: ChartPanel,
		queries: ChartView["queries"],
		options: ViewOptions = viewAfterChange(panel.controller.view, queries),
	): ChartPanel {
		const view = { queries, view: options };
		const { market } = panel.controller;
		const other = this.find(queries, market);
		// The person may have closed the panel while prompts were open.
		const isOpen = this.panels.has(panel);
		if (!isOpen || (other !== undefined && other !== panel)) return this.open(view);
		panel.controller.change(view).catch(this.deps.report);
		this.dress();
		return panel;
	}

	/** Ties a panel to the saved market that now holds its queries. */
	tie(panel: ChartPanel, market: string): void {
		if (!this.panels.has(panel)) return;
		panel.tie(market, panel.controller.view.queries);
		this.dress();
	}

	private adopt(
		view: ChartView,
		market: string | undefined,
		webviewPanel: vscode.WebviewPanel,
	): ChartPanel {
		const panel = new ChartPanel(view, market, webviewPanel, {
			...this.deps,
			hooks: {
				...this.deps.hooks,
				onDispose: (closed) => this.forget(closed),
				onActivate: (active) => {
					this.lastActive = active;
					this.showState();
					// Time has passed since it was shown.
					this.deps.checkCost(active.controller.view.queries);
				},
				onViewChange: (changed) => {
					this.dress();
					this.deps.hooks.onLookedAt(changed.controller.view);
				},
				onShow: () => this.showState(),
				onPointed: (from, { price, ...place }) => {
					for (const { panel: other, isSameMarket } of this.linkedWith(from)) {
						other.controller.point({
							...place,
							...(isSameMarket && price !== undefined ? { price } : {}),
						});
					}
				},
				onLooked: (from, looked) => {
					for (const { panel: other } of this.linkedWith(from)) other.controller.look(looked);
				},
			},
		});
		this.panels.add(panel);
		this.lastActive = panel;
		this.dress();
		this.showState();
		this.deps.sleeping.woke(panel.key);
		return panel;
	}

	/** The open charts that follow one. */
	private linkedWith(from: ChartPanel): readonly (LinkBetween & { readonly panel: ChartPanel })[] {
		return [...this.panels].flatMap((panel) => {
			const link =
				panel === from ? undefined : linkBetween(from.controller.view, panel.controller.view);
			return link === undefined ? [] : [{ ...link, panel }];
		});
	}

	private forget(panel: ChartPanel): void {
		this.panels.delete(panel);
		if (this.lastActive === panel) this.lastActive = [...this.panels].at(-1);
		this.dress();
		this.showState();
	}

	/** Titles distinguish the open panels, so a change of one panel may change the titles of others. */
	private dress(): void {
		const panels = [...this.panels];
		const { marketName } = this.deps.controller;
		const titles = tabTitles(
			panels.map(({ controller: { view, market } }) => ({
				view,
				name: market === undefined ? undefined : marketName(market),
			})),
			this.deps.nameOf,
		);
		for (const [at, title] of titles.entries()) panels[at]?.dress(title);
		this.deps.sleeping.remember(panels);
		this.deps.openMarkets.replace(panels.flatMap(({ controller }) => controller.market ?? []));
	}

	/** Tells commands what the chart in front can be used for. */
	private showState(): void {
		const hasData = this.active?.controller.hasAnswer === true;
		unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.chartHasData, hasData));
	}

	/** Saved markets changed: charts that belong to one show its present name. */
	marketsChanged(): void {
		for (const { controller } of this.panels) {
			if (controller.market !== undefined) controller.wordsChanged();
		}
		this.dress();
	}

	/** A data set is called otherwise: charts and titles that name one show it. */
	dataSetsRenamed(): void {
		for (const { controller } of this.panels) controller.wordsChanged();
		this.dress();
	}

	/** The words of charts that show these queries are others. */
	wordsChanged(queries: readonly MarketQuery[]): void {
		const key = panelKey(queries, undefined);
		for (const { controller } of this.panels) {
			if (panelKey(controller.view.queries, undefined) === key) controller.wordsChanged();
		}
	}

	/** More or less is known of answers without asking: charts say what asking costs now. */
	cacheChanged(): void {
		for (const { controller } of this.panels) this.deps.checkCost(controller.view.queries);
	}

	/** Keys have other names, or others are in use: charts say with which they ask. */
	keysChanged(): void {
		for (const { controller } of this.panels) controller.wordsChanged();
	}

	/** Settings changed: every page gets them. */
	settingsChanged(): void {
		for (const { controller } of this.panels) controller.settingsChanged();
	}

	/** A credential changed: requests that run with it start again with what is saved now. */
	credentialChanged(isOf: (query: MarketQuery) => boolean): void {
		for (const { controller } of this.panels) {
			if (!controller.view.queries.some(isOf)) continue;
			controller.refuseVolume(undefined);
			if (controller.isRunning) controller.refresh().catch(this.deps.report);
		}
	}

	/** There is a usable key: charts that failed without one ask again by themselves. */
	heal(isFor: (query: MarketQuery) => boolean): void {
		for (const { controller } of this.panels) controller.heal(isFor).catch(this.deps.report);
	}

	dispose(): void {
		for (const panel of this.panels) panel.release();
	}
}
