import type * as vscode from "vscode";
import type { StateStore } from "../../app/ports";
import { isGroup, type MarketRow } from "./marketRow";

const STATE = "closedGroups";

/**
 * Which groups a person has closed. VS Code keeps that while a window is open, and forgets it with a reload. It
 * stands in the state of the workspace: each write of the global state writes all of it, that of other windows too.
 */
export class ClosedGroups {
	constructor(
		private readonly state: StateStore,
		private readonly report: (error: unknown) => void,
	) {}

	has(id: string): boolean {
		return this.ids().includes(id);
	}

	private ids(): readonly unknown[] {
		const kept: unknown = this.state.get(STATE);
		return Array.isArray(kept) ? kept : [];
	}

	/** Takes note of what is opened and closed in a view until disposed. */
	follow(view: vscode.TreeView<MarketRow>): readonly vscode.Disposable[] {
		return [
			view.onDidCollapseElement(({ element }) => this.note(element, true)),
			view.onDidExpandElement(({ element }) => this.note(element, false)),
		];
	}

	private note(row: MarketRow, isClosed: boolean): void {
		if (!isGroup(row) || this.has(row.id) === isClosed) return;
		const others = this.ids().filter((id) => id !== row.id);
		const next = isClosed ? [...others, row.id] : others;
		this.state.update(STATE, next).then(undefined, this.report);
	}
}
