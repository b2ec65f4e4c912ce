import type * as vscode from "vscode";

/**
 * The row of a list that Enter takes. The editor is told of rows, and of the active one by its place, with the next
 * turn, and of all changes until then at once: the place of a row in an earlier list would then be a place in the list
 * that took its place, such as that of a guess.
 */
export class ActiveRow<Item extends vscode.QuickPickItem> {
	private isUntold = false;

	constructor(private readonly pick: Pick<vscode.QuickPick<Item>, "activeItems">) {}

	/** Makes a row of the present list the active one. */
	set(item: Item): void {
		this.pick.activeItems = [item];
		this.isUntold = true;
		setTimeout(() => {
			this.isUntold = false;
		});
	}

	/**
	 * Other rows took the place of those that the active one was set in.
	 *
	 * @param first the first of them that can be taken
	 */
	replaced(first: Item | undefined): void {
		if (this.isUntold) this.pick.activeItems = first === undefined ? [] : [first];
	}
}
