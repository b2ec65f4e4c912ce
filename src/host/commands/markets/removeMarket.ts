import * as vscode from "vscode";
import { CONTEXT_KEYS } from "../../ids";
import { inform } from "../../inform";
import { type MarketRow, isGroup, rowName } from "../../tree/marketRow";
import { rowsOf, type RowsDeps } from "./rows";
import { ArgumentError } from "../argument";
import { text } from "../../../core/text";

export interface MarketRemovalDeps extends RowsDeps {
	/** Tells the person about a failure. */
	readonly report: (error: unknown) => void;
}

/** Removes saved markets and groups, and brings the last ones back. */
export class MarketRemoval {
	private last: readonly MarketRow[] = [];

	constructor(private readonly deps: MarketRemovalDeps) {}

	/** Removes what is selected and offers to undo it. The markets of a group stay. */
	readonly remove = async (argument?: unknown, selection?: unknown): Promise<void> => {
		const { report } = this.deps;
		const { markets, groups } = await rowsOf(this.deps, argument, selection);
		const rows = [...groups, ...markets];
		if (rows.length === 0) {
			throw new ArgumentError(text("Choose a market in the Markets view of Value Area."));
		}
		const removed: MarketRow[] = [];
		try {
			for (const row of rows) {
				if (await this.removeOne(row)) removed.push(row);
				else {
					inform(
						vscode.l10n.t(
							"{0} was changed in another window and stays. Remove it again if you want.",
							rowName(row),
						),
					);
				}
			}
		} finally {
			if (removed.length > 0) {
				this.setLast(removed);
				// The command ends when the rows are gone; the offer to undo stays open.
				this.offerUndo(removed).catch(report);
			}
		}
	};

	private async removeOne(row: MarketRow): Promise<boolean> {
		const { store } = this.deps;
		const outcome = isGroup(row) ? await store.groups.remove(row.id) : await store.remove(row.id);
		return outcome === "removed";
	}

	private async offerUndo(removed: readonly MarketRow[]): Promise<void> {
		const undo = vscode.l10n.t("Undo");
		const chosen = await vscode.window.showInformationMessage(removedWords(removed), undo);
		if (chosen === undo) await this.restore(removed);
	}

	/** Brings back what was removed last. */
	readonly undo = async (): Promise<void> => {
		if (this.last.length > 0) return this.restore(this.last);
		inform(vscode.l10n.t("No market was removed in this window."));
	};

	/** The command stands in the palette only while there is something to bring back. */
	private setLast(last: readonly MarketRow[]): void {
		this.last = last;
		vscode.commands
			.executeCommand("setContext", CONTEXT_KEYS.canUndoRemoval, last.length > 0)
			.then(undefined, this.deps.report);
	}

	private async restore(rows: readonly MarketRow[]): Promise<void> {
		const { store } = this.deps;
		const lost: MarketRow[] = [];
		for (const row of rows) {
			const { id } = row;
			const isBack = isGroup(row) ? await store.groups.restore(id) : await store.restore(id);
			if (!isBack) lost.push(row);
		}
		if (this.last === rows) this.setLast([]);
		for (const row of lost) {
			inform(
				vscode.l10n.t(
					"{0} cannot be brought back: it is in the list, or its file is gone.",
					rowName(row),
				),
			);
		}
		const [first] = rows;
		if (lost.length > 0 || first === undefined) return;
		const words =
			rows.length === 1
				? vscode.l10n.t("{0} is back", rowName(first))
				: vscode.l10n.t("{0} rows are back", rows.length);
		vscode.window.setStatusBarMessage(words, 5_000);
	}
}

function removedWords(rows: readonly MarketRow[]): string {
	const [first] = rows;
	if (rows.length === 1 && first !== undefined) {
		return isGroup(first)
			? vscode.l10n.t("Removed group {0}. Its markets stay.", rowName(first))
			: vscode.l10n.t("Removed {0}.", rowName(first));
	}
	const groups = rows.filter(isGroup).length;
	const markets = rows.length - groups;
	if (groups === 0) return vscode.l10n.t("Removed {0} markets.", markets);
	if (markets === 0) return vscode.l10n.t("Removed {0} groups. Their markets stay.", groups);
	return vscode.l10n.t("Removed {0} markets and {1} groups.", markets, groups);
}
