import * as vscode from "vscode";
import type { MarketStore } from "../../../app/markets/marketStore";
import { CONTEXT_KEYS } from "../../ids";
import { inform } from "../../inform";
import { entryName } from "../../tree/entryName";
import { entryArgument } from "./openMarket";

interface RemovedMarket {
	readonly id: string;
	readonly name: string;
}

export interface MarketRemovalDeps {
	readonly store: MarketStore;
	/** Tells the person about a failure. */
	readonly report: (error: unknown) => void;
}

/** Removes saved markets and brings the last one back. */
export class MarketRemoval {
	private last: RemovedMarket | undefined;

	constructor(private readonly deps: MarketRemovalDeps) {}

	/** Removes a market and offers to undo it. */
	readonly remove = async (argument?: unknown): Promise<void> => {
		const { store, report } = this.deps;
		const entry = await entryArgument(store, argument);
		const removed = { id: entry.id, name: entryName(entry) };
		if ((await store.remove(removed.id)) === "changedElsewhere") {
			inform(
				vscode.l10n.t(
					"{0} was changed in another window and stays. Remove it again if you want.",
					removed.name,
				),
			);
			return;
		}
		this.setLast(removed);
		// The command ends when the market is gone; the offer to undo stays open.
		this.offerUndo(removed).catch(report);
	};

	private async offerUndo(removed: RemovedMarket): Promise<void> {
		const undo = vscode.l10n.t("Undo");
		const words = vscode.l10n.t("Removed {0}.", removed.name);
		const chosen = await vscode.window.showInformationMessage(words, undo);
		if (chosen === undo) await this.restore(removed);
	}

	/** Brings back the market that was removed last. */
	readonly undo = async (): Promise<void> => {
		if (this.last !== undefined) return this.restore(this.last);
		inform(vscode.l10n.t("No market was removed in this window."));
	};

	/** The command stands in the palette only while there is something to bring back. */
	private setLast(last: RemovedMarket | undefined): void {
		this.last = last;
		vscode.commands
			.executeCommand("setContext", CONTEXT_KEYS.canUndoRemoval, last !== undefined)
			.then(undefined, this.deps.report);
	}

	private async restore({ id, name }: RemovedMarket): Promise<void> {
		const restored = await this.deps.store.restore(id);
		if (this.last?.id === id) this.setLast(undefined);
		if (restored) {
			vscode.window.setStatusBarMessage(vscode.l10n.t("{0} is back", name), 5_000);
			return;
		}
		inform(
			vscode.l10n.t("{0} cannot be brought back: it is in the list, or its file is gone.", name),
		);
	}
}
