import { createHash } from "node:crypto";
import * as vscode from "vscode";
import type { StateStore } from "../../../app/ports";
import { CHART_VIEW_TYPE } from "../../ids";

const STATE = "chartTabs";
/** Longest wait for the panel of a tab that was brought to the front; one that cannot be restored has none. */
const LONGEST_MS = 5_000;
const FOCUS_GROUP = [
	"First",
	"Second",
	"Third",
	"Fourth",
	"Fifth",
	"Sixth",
	"Seventh",
	"Eighth",
].map((name) => `workbench.action.focus${name}EditorGroup`);

/** An open chart: its panel's key, which tells what it shows, and its title. */
export interface OpenTab {
	readonly key: string;
	readonly title: string;
}

/** What a key is kept as: the key of several long queries is long. */
const nameOf = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 32);

/**
 * The tabs of charts that the editor brought back after a reload and nobody has looked at yet. The editor hands over a
 * panel when its tab is shown, and says before only how the tab is titled. So what each title stood for is kept in the
 * state of the workspace, and a chart that is opened again wakes its tab in the place of making a second one.
 */
export class SleepingTabs {
	private readonly adopted = new vscode.EventEmitter<string>();

	constructor(
		private readonly state: StateStore,
		private readonly report: (error: unknown) => void,
	) {}

	/** Takes note of the titles of all open panels. Those of tabs that sleep are kept as long as there is such a tab. */
	remember(open: readonly OpenTab[]): void {
		const before = this.titles();
		const titles = new Set(chartTabs().map(({ label }) => label));
		const kept = Object.entries(before).filter(([, title]) => titles.has(title));
		const next = Object.fromEntries([
			...kept,
			...open.map(({ key, title }) => [nameOf(key), title] as const),
		]);
		if (JSON.stringify(next) === JSON.stringify(before)) return;
		this.state.update(STATE, next).then(undefined, this.report);
	}

	/** A panel was taken over. */
	woke(key: string): void {
		this.adopted.fire(key);
	}

	/**
	 * Brings the sleeping tab of a chart to the front and waits for its panel.
	 *
	 * @param open the panels that are awake
	 * @returns whether there was such a tab, so that the focus has moved
	 */
	async wake(key: string, open: readonly OpenTab[]): Promise<boolean> {
		const title = this.titles()[nameOf(key)];
		const tabs = chartTabs().filter(({ label }) => label === title);
		const awake = open.filter((one) => one.title === title).length;
		if (title === undefined || tabs.length <= awake) return false;
		// One that is in front is about to wake by itself.
		for (const tab of tabs.sort((a, b) => Number(a.isActive) - Number(b.isActive))) {
			const panel = this.nextPanel();
			await bringToFront(tab);
			if ((await panel) === key) break;
		}
		return true;
	}

	dispose(): void {
		this.adopted.dispose();
	}

	/** Key of the panel that is taken over next; `undefined` where none is. */
	private nextPanel(): Promise<string | undefined> {
		return new Promise((resolve) => {
			const end = (key?: string) => {
				clearTimeout(patience);
				listening.dispose();
				resolve(key);
			};
			const patience = setTimeout(end, LONGEST_MS);
			const listening = this.adopted.event(end);
		});
	}

	private titles(): Readonly<Record<string, string>> {
		const kept: unknown = this.state.get(STATE);
		if (typeof kept !== "object" || kept === null) return {};
		return Object.fromEntries(
			Object.entries(kept).filter(
				(entry): entry is [string, string] => typeof entry[1] === "string",
			),
		);
	}
}

function chartTabs(): vscode.Tab[] {
	return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
		tabs.filter(
			({ input }) =>
				input instanceof vscode.TabInputWebview && input.viewType.endsWith(CHART_VIEW_TYPE),
		),
	);
}

/** The editor shows a tab by its place in the group that has the focus. */
async function bringToFront(tab: vscode.Tab): Promise<void> {
	const { group } = tab;
	const focus = FOCUS_GROUP[group.viewColumn - 1];
	if (!group.isActive && focus !== undefined) await vscode.commands.executeCommand(focus);
	await vscode.commands.executeCommand(
		"workbench.action.openEditorAtIndex",
		group.tabs.indexOf(tab),
	);
}
