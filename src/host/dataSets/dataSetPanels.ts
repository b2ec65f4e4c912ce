import * as vscode from "vscode";
import { isDataSetId } from "../../core/trades/dataSet/dataSetId";
import { readKeptDataSet } from "../../protocol/dataSet/kept";
import { DATA_SET_VIEW_TYPE } from "../ids";
import { pageOptions } from "../panels/chartPage";
import { DataSetPanel, type DataSetPanelDeps } from "./dataSetPanel";

/** The open panels of data sets, one each. */
export class DataSetPanels implements vscode.Disposable {
	private readonly panels = new Map<string, DataSetPanel>();

	constructor(private readonly deps: Omit<DataSetPanelDeps, "onDidChangeId" | "onDidDispose">) {}

	/** Reveals the panel of a data set, or opens one. */
	open(id: string): void {
		const existing = this.panels.get(id);
		if (existing !== undefined) {
			existing.reveal();
			return;
		}
		const panel = vscode.window.createWebviewPanel(
			DATA_SET_VIEW_TYPE,
			id,
			vscode.ViewColumn.Active,
			pageOptions(this.deps.extensionUri),
		);
		this.adopt(id, panel);
	}

	/** Brings a panel back after a reload of the window; one that kept nothing usable is closed. */
	restore(panel: vscode.WebviewPanel, state: unknown): void {
		const id = readKeptDataSet(state)?.dataSet;
		if (id === undefined || !isDataSetId(id) || this.panels.has(id)) panel.dispose();
		else this.adopt(id, panel);
	}

	/** Closes the panel of a data set that was forgotten. */
	close(id: string): void {
		this.panels.get(id)?.dispose();
	}

	settingsChanged(): void {
		for (const panel of this.panels.values()) panel.settingsChanged();
	}

	/** A chart of a data set came: the statement behind it can be looked at. */
	answered(id: string): void {
		this.panels.get(id)?.answered();
	}

	/** Somebody has signed in to a server: what failed without that is tried again. */
	signedIn(connection: string): void {
		for (const panel of this.panels.values()) panel.signedIn(connection);
	}

	dispose(): void {
		for (const panel of [...this.panels.values()]) panel.dispose();
	}

	private adopt(id: string, panel: vscode.WebviewPanel): void {
		let current = id;
		const deps: DataSetPanelDeps = {
			...this.deps,
			onDidChangeId: (next) => {
				this.panels.delete(current);
				current = next;
				this.panels.set(next, shown);
			},
			onDidDispose: () => void this.panels.delete(current),
		};
		const shown = new DataSetPanel(id, panel, deps);
		this.panels.set(id, shown);
	}
}
