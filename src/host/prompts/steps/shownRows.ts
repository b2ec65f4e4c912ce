import * as vscode from "vscode";

/**
 * Tells whether the editor shows the rows that it was given last. It names rows by their places, so that what it says before
 * may mean a row of another list.
 */
export class ShownRows {
	private edition = 0;
	private shown = 0;

	/** New rows were given to the editor. */
	changed(): void {
		const edition = ++this.edition;
		const seen = () => {
			this.shown = Math.max(this.shown, edition);
		};
		// The editor gets them with the next turn; what it does for us after that, it does with them.
		setTimeout(() => {
			vscode.commands.executeCommand("noop").then(seen, seen);
		});
	}

	get areCurrent(): boolean {
		return this.shown === this.edition;
	}
}
