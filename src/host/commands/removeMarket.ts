import * as vscode from "vscode";
import type { MarketStore } from "../../app/marketStore";
import { CONTEXT_KEYS } from "../ids";
import { marketArgument } from "./openMarket";

/** Removes saved markets and brings the last one back. */
export class MarketRemoval {
	private last: { readonly id: string; readonly name: string } | undefined;

	constructor(private readonly store: MarketStore) {}

	/** Removes a market and offers to undo it. */
	readonly remove = async (argument?: unknown): Promise<void> => {
		const { id, name } = await marketArgument(this.store, argument);
		if ((await this.store.remove(id)) === "changedElsewhere") {
			void vscode.window.showInformationMessage(
				vscode.l10n.t(
					"{0} was changed in another window and stays. Remove it again if you want.",
					name,
				),
			);
			return;
		}
		this.setLast({ id, name });
		const undo = vscode.l10n.t("Undo");
		// The command is done when the market is gone; the offer to undo stays open.
		void vscode.window
			.showInformationMessage(vscode.l10n.t("Removed {0}.", name), undo)
			.then((chosen) => (chosen === undo ? this.restore({ id, name }) : undefined));
	};

	/** Brings back the market that was removed last. */
	readonly undo = async (): Promise<void> => {
		if (this.last === undefined) {
			void vscode.window.showInformationMessage(
				vscode.l10n.t("No market was removed in this window."),
			);
			return;
		}
		await this.restore(this.last);
	};

	/** The command stands in the palette only while there is something to bring back. */
	private setLast(last: { readonly id: string; readonly name: string } | undefined): void {
		this.last = last;
		void vscode.commands.executeCommand(
			"setContext",
			CONTEXT_KEYS.canUndoRemoval,
			last !== undefined,
		);
	}

	private async restore({
		id,
		name,
	}: {
		readonly id: string;
		readonly name: string;
	}): Promise<void> {
		const restored = await this.store.restore(id);
		if (this.last?.id === id) this.setLast(undefined);
		if (restored) {
			vscode.window.setStatusBarMessage(vscode.l10n.t("{0} is back", name), 5_000);
		} else {
			void vscode.window.showInformationMessage(
				vscode.l10n.t("{0} cannot be brought back: it is in the list, or its file is gone.", name),
			);
		}
	}
}
