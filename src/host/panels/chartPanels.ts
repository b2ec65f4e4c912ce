import * as vscode from "vscode";
import type { ProviderId } from "../../core/errors";
import { viewKey } from "../../core/query/canonical";
import type { ChartView } from "../../core/query/schema";
import type { ViewOptions } from "../../core/query/viewOptions";
import { CHART_VIEW_TYPE } from "../ids";
import { pageOptions } from "./chartPage";
import { ChartPanel, type ChartPanelDeps } from "./chartPanel";
import { viewAfterChange } from "./viewAfterChange";

export interface ChartPanelsDeps extends Omit<ChartPanelDeps, "hooks"> {
	readonly hooks: Pick<ChartPanelDeps["hooks"], "onAction" | "onImage">;
}

export interface OpenOptions {
	readonly viewColumn?: vscode.ViewColumn;
}

/** The open chart panels, one per view: opening the same view again reveals its panel. */
export class ChartPanels implements vscode.Disposable {
	private readonly panels = new Map<string, ChartPanel>();
	private lastActive: ChartPanel | undefined;

	constructor(private readonly deps: ChartPanelsDeps) {}

	/** The panel that commands act on: the active one, else the one used last. */
	get active(): ChartPanel | undefined {
		return [...this.panels.values()].find((panel) => panel.isActive) ?? this.lastActive;
	}

	/** The open panel of a view key. */
	find(key: string): ChartPanel | undefined {
		return this.panels.get(key);
	}

	/** Reveals the panel of a view, or opens one and asks the provider. */
	open(view: ChartView, { viewColumn }: OpenOptions = {}): ChartPanel {
		const key = viewKey(view.queries);
		const existing = this.panels.get(key);
		if (existing !== undefined) {
			existing.reveal();
			if (existing.controller.failure !== undefined) void existing.controller.retry();
			return existing;
		}
		const webviewPanel = vscode.window.createWebviewPanel(
			CHART_VIEW_TYPE,
			this.deps.title(view),
			viewColumn ?? this.active?.viewColumn ?? vscode.ViewColumn.Active,
			pageOptions(this.deps.extensionUri),
		);
		const panel = this.adopt(key, view, webviewPanel);
		void panel.controller.refresh();
		return panel;
	}

	/** Takes over a panel that VS Code restored; shows its snapshot, asks only when the person does. */
	async restore(view: ChartView, webviewPanel: vscode.WebviewPanel): Promise<void> {
		const key = viewKey(view.queries);
		if (this.panels.has(key)) {
			webviewPanel.dispose();
			return;
		}
		await this.adopt(key, view, webviewPanel).controller.restore();
	}

	/**
	 * Shows other queries in a panel; where another panel shows them already, that one is revealed.
	 *
	 * @param options how they are looked at; by default as before, as far as that fits
	 * @returns the panel that shows them
	 */
	change(
		panel: ChartPanel,
		queries: ChartView["queries"],
		options: ViewOptions = viewAfterChange(panel.controller.view, queries),
	): ChartPanel {
		const key = viewKey(queries);
		const view = { queries, view: options };
		const other = this.panels.get(key);
		// The person may have closed the panel while prompts were open.
		const isOpen = this.panels.get(panel.key) === panel;
		if (!isOpen || (other !== undefined && other !== panel)) return this.open(view);
		this.panels.delete(panel.key);
		this.panels.set(key, panel);
		void panel.change(key, view);
		return panel;
	}

	private adopt(key: string, view: ChartView, webviewPanel: vscode.WebviewPanel): ChartPanel {
		const panel = new ChartPanel(key, view, webviewPanel, {
			...this.deps,
			hooks: {
				...this.deps.hooks,
				onDispose: (closed) => this.forget(closed),
				onActivate: (active) => (this.lastActive = active),
			},
		});
		this.panels.set(key, panel);
		this.lastActive = panel;
		return panel;
	}

	private forget(panel: ChartPanel): void {
		this.panels.delete(panel.key);
		if (this.lastActive === panel) this.lastActive = [...this.panels.values()].at(-1);
	}

	/** Settings changed: every page gets them. */
	settingsChanged(): void {
		for (const { controller } of this.panels.values()) controller.settingsChanged();
	}

	/** A key changed: requests of its provider that run are asked anew with what is saved now. */
	keyChanged(provider: ProviderId): void {
		for (const { controller } of this.panels.values()) {
			if (!controller.view.queries.some((query) => query.provider === provider)) continue;
			controller.refuseVolume(undefined);
			if (controller.isRunning) void controller.refresh();
		}
	}

	dispose(): void {
		for (const { controller } of this.panels.values()) controller.dispose();
	}
}
