import * as vscode from "vscode";
import type { Log } from "../../core/log";
import type { ChartView } from "../../core/query/schema";
import type { ActionId } from "../../protocol/messages";
import { loadPage } from "./chartPage";
import { createDispatch } from "./dispatch";
import { PanelController, type PanelControllerDeps } from "./panelController";

/** What a panel leaves to the rest of the host. */
export interface ChartPanelHooks {
	onAction(panel: ChartPanel, action: ActionId): void;
	/** The page made a picture to be saved: bytes of a PNG or SVG. */
	onImage(panel: ChartPanel, data: Uint8Array, format: "png" | "svg"): void;
	onDispose(panel: ChartPanel): void;
	onActivate(panel: ChartPanel): void;
}

export interface ChartPanelDeps {
	readonly extensionUri: vscode.Uri;
	readonly log: Log;
	readonly controller: Omit<PanelControllerDeps, "key" | "post">;
	readonly hooks: ChartPanelHooks;
}

/** One webview panel: owns its page and its controller until the person closes it. */
export class ChartPanel {
	readonly controller: PanelController;
	private readonly bag: vscode.Disposable[] = [];

	constructor(
		readonly key: string,
		view: ChartView,
		private readonly panel: vscode.WebviewPanel,
		private readonly deps: ChartPanelDeps,
	) {
		this.controller = new PanelController(view.queries, view.view, {
			...deps.controller,
			key,
			post: (type, body) => void panel.webview.postMessage({ type, body }),
		});
		this.bag.push(
			panel.webview.onDidReceiveMessage(this.createDispatch()),
			panel.onDidChangeViewState(() => this.viewStateChanged()),
			panel.onDidDispose(() => this.dispose()),
		);
		loadPage(panel.webview, deps.extensionUri);
	}

	private createDispatch() {
		const { controller } = this;
		const { hooks, log } = this.deps;
		return createDispatch(
			{
				ready: () => controller.pageReady(),
				drawn: ({ revision }) => controller.pageDrew(revision),
				action: ({ id }) => hooks.onAction(this, id),
				view: ({ view }) => controller.setViewOptions(view),
				copy: ({ text }) => void vscode.env.clipboard.writeText(text),
				image: ({ data, format }) => hooks.onImage(this, Buffer.from(data, "base64"), format),
				imageCopied: () =>
					void vscode.window.setStatusBarMessage(vscode.l10n.t("Chart copied as an image"), 5_000),
				problem: ({ message }) => {
					log.warn(`chart page: ${message}`);
					controller.pageFailed();
				},
			},
			log,
			Date.now,
		);
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

	reveal(): void {
		this.panel.reveal(undefined, false);
	}

	copyImage(): void {
		this.reveal();
		void this.panel.webview.postMessage({ type: "copyImage", body: {} });
	}

	close(): void {
		this.panel.dispose();
	}

	private viewStateChanged(): void {
		// A hidden page is unloaded; it says `ready` when it is back.
		if (!this.panel.visible) this.controller.pageGone();
		if (this.panel.active) this.deps.hooks.onActivate(this);
	}

	private dispose(): void {
		this.controller.dispose();
		for (const disposable of this.bag) disposable.dispose();
		this.deps.hooks.onDispose(this);
	}
}
