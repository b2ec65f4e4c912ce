import * as vscode from "vscode";
import type { Log } from "../../core/log";
import { viewKey } from "../../core/query/canonical";
import type { ChartView, MarketQuery } from "../../core/query/query";
import {
	type ActionId,
	type HostToWebview,
	type LookedRange,
	type PicturePurpose,
	type PictureWish,
	type PointedPlace,
	sealed,
} from "../../protocol/messages";
import { answerCopies } from "./answerCopies";
import { loadPage } from "./chartPage";
import { copyWords } from "../words/copyWords";
import { CHART_PAGE, createDispatch, type Dispatch, SYSTEM_TIME } from "./dispatch";
import { PanelController, type PanelControllerDeps } from "./panelController";
import { providerIcon } from "../providerIcon";
import { unwaited } from "../unwaited";

/**
 * Identity of a panel: opening the same again finds it.
 *
 * @param market id of the saved market that the panel belongs to; without one it is known by what it shows
 */
export function panelKey(queries: readonly MarketQuery[], market: string | undefined): string {
	return market === undefined ? viewKey(queries) : `market ${market}`;
}

/** A picture of the chart that the page made, to be saved. */
export interface ChartPicture {
	readonly data: Uint8Array;
	readonly format: PictureWish["format"];
	/** What it was made for. A picture for the clipboard comes here only when the clipboard refused it. */
	readonly purpose: PicturePurpose;
}

/** What a panel leaves to the rest of the host. */
export interface ChartPanelHooks {
	/** @param part which of several queries the action is about */
	onAction(panel: ChartPanel, action: ActionId, part: number | undefined): void;
	onImage(panel: ChartPanel, picture: ChartPicture): void;
	/** A picture that was asked for could not be made. */
	onImageFailed(panel: ChartPanel): void;
	/** A part of the page could not be loaded; said once of each panel. */
	onPartMissing(panel: ChartPanel): void;
	onDispose(panel: ChartPanel): void;
	onActivate(panel: ChartPanel): void;
	/** A person looks at the chart in another way, which its title may say. */
	onViewChange(panel: ChartPanel): void;
	/** New answers are shown. */
	onShow(): void;
	/** The crosshair moved. */
	onPointed(panel: ChartPanel, place: PointedPlace): void;
	/** A person looks at another range of time. */
	onLooked(panel: ChartPanel, looked: LookedRange): void;
}

export interface ChartPanelDeps {
	readonly extensionUri: vscode.Uri;
	readonly log: Log;
	readonly controller: Omit<PanelControllerDeps, "post" | "onShow">;
	readonly hooks: ChartPanelHooks;
}

/** One webview panel: owns its page and its controller until the person closes it. */
export class ChartPanel {
	readonly controller: PanelController;
	private readonly bag: vscode.Disposable[] = [];
	/** Key of the queries that the panel's saved market held when it was opened or saved. */
	private marketHeld: string | undefined;
	private lacksPart = false;

	/** @param market id of the saved market that the panel belongs to */
	constructor(
		view: ChartView,
		market: string | undefined,
		private readonly panel: vscode.WebviewPanel,
		private readonly deps: ChartPanelDeps,
	) {
		const post: PanelControllerDeps["post"] = (type, body) => this.post(type, body);
		const onShow = () => deps.hooks.onShow();
		const parts = { ...deps.controller, post, onShow };
		this.controller = new PanelController(view.queries, view.view, parts, market);
		if (market !== undefined) this.marketHeld = viewKey(view.queries);
		const dispatch = this.createDispatch();
		this.bag.push(
			dispatch,
			panel.webview.onDidReceiveMessage(dispatch.take),
			panel.onDidChangeViewState(() => this.viewStateChanged()),
			vscode.window.onDidChangeWindowState(() => this.watch()),
			panel.onDidDispose(() => {
				this.release();
				deps.hooks.onDispose(this);
			}),
		);
		this.watch();
		loadPage(panel.webview, deps.extensionUri);
	}

	/** Tells the controller whether somebody can see the panel. */
	private watch(): void {
		const { focused, active } = vscode.window.state;
		this.controller.watch(this.panel.visible && (focused || active));
	}

	private createDispatch(): Dispatch {
		const { controller } = this;
		const { hooks, log } = this.deps;
		return createDispatch(
			CHART_PAGE,
			{
				ready: () => controller.pageReady(),
				drawn: ({ revision }) => controller.pageDrew(revision),
				action: ({ id, part }) => {
					this.post("heard", {});
					hooks.onAction(this, id, part);
				},
				view: ({ view, edition }) => {
					controller.setViewOptions(view, edition);
					hooks.onViewChange(this);
				},
				pointed: (place) => hooks.onPointed(this, place),
				looked: (looked) => hooks.onLooked(this, looked),
				copy: answerCopies({
					controller,
					words: copyWords,
					write: (text) => vscode.env.clipboard.writeText(text),
					answer: (outcome) => this.post("copied", outcome),
					log,
				}),
				image: ({ data, format, purpose }) =>
					hooks.onImage(this, { data: Buffer.from(data, "base64"), format, purpose }),
				imageFailed: () => hooks.onImageFailed(this),
				imageCopied: () => {
					vscode.window.setStatusBarMessage(vscode.l10n.t("Chart copied as an image"), 5_000);
				},
				partMissing: ({ file }) => {
					log.warn(`chart page: ${file} could not be loaded`);
					controller.pageFailed();
					if (!this.lacksPart) hooks.onPartMissing(this);
					this.lacksPart = true;
				},
				problem: ({ message }) => {
					log.warn(`chart page: ${message}`);
					controller.pageFailed();
				},
			},
			log,
			SYSTEM_TIME,
		);
	}

	/** Gives the tab its title, and an icon for the kind of data. */
	dress(title: string): void {
		const { query } = this.controller;
		if (this.panel.title !== title) this.panel.title = title;
		this.panel.iconPath = providerIcon(this.deps.extensionUri, query.provider);
	}

	/** Identity of the panel. */
	get key(): string {
		const { view, market } = this.controller;
		return panelKey(view.queries, market);
	}

	/** Ties the panel to a saved market that holds these queries. */
	tie(market: string, queries: ChartView["queries"]): void {
		this.marketHeld = viewKey(queries);
		this.controller.tie(market);
	}

	/** Whether the market that the panel belongs to holds something else than when it was opened or saved. */
	isOutdatedBy(queries: ChartView["queries"]): boolean {
		return this.marketHeld !== undefined && this.marketHeld !== viewKey(queries);
	}

	get isActive(): boolean {
		return this.panel.active;
	}

	get viewColumn(): vscode.ViewColumn | undefined {
		return this.panel.viewColumn;
	}

	get title(): string {
		return this.panel.title;
	}

	/** @param preserveFocus whether the focus stays where it is */
	reveal(preserveFocus = false): void {
		this.panel.reveal(undefined, preserveFocus);
	}

	copyImage(): void {
		this.reveal();
		this.controller.askDrawnPage(() => this.post("copyImage", {}));
	}

	/** Has the page make a picture for a file. */
	makePicture(wish: PictureWish): void {
		this.reveal();
		this.controller.askDrawnPage(() => this.post("picture", wish));
	}

	private post<Type extends keyof HostToWebview>(type: Type, body: HostToWebview[Type]): void {
		unwaited(this.panel.webview.postMessage(sealed(type, body)));
	}

	close(): void {
		this.panel.dispose();
	}

	private viewStateChanged(): void {
		// A hidden page is unloaded; it says `ready` when it is back.
		if (!this.panel.visible) this.controller.pageGone();
		this.watch();
		if (this.panel.active) this.deps.hooks.onActivate(this);
	}

	/** Stops what runs and listens to the panel no more. The panel itself is the editor's. */
	release(): void {
		this.controller.dispose();
		for (const disposable of this.bag.splice(0)) disposable.dispose();
	}
}
