/** Arguments that the key bindings of the view pass, since VS Code does not tell them the row. */
const KEYBOARD_ROW = { pointedAt: "pointedAt", selected: "selected" } as const;

/**
 * The row that a key was pressed on. VS Code tells extensions which rows are selected and not which one the
 * arrow keys point at, so a key binding first toggles the selection of that row twice: the row is the
 * difference between two successive selections.
 */
export class KeyboardRow {
	private before: readonly string[] = [];
	private now: readonly string[] = [];

	/** Takes note of the rows that are selected from now on. */
	select(ids: readonly string[]): void {
		[this.before, this.now] = [this.now, ids];
	}

	/** What a command with this argument acts on. Any argument that is not ours stays as it is. */
	resolve(argument: unknown): unknown {
		if (argument === KEYBOARD_ROW.selected) return this.selected();
		if (argument !== KEYBOARD_ROW.pointedAt) return argument;
		const { before, now } = this;
		this.before = now;
		const switched = [
			...now.filter((id) => !before.includes(id)),
			...before.filter((id) => !now.includes(id)),
		];
		return switched.length === 1 ? switched[0] : this.selected();
	}

	private selected(): string | undefined {
		return this.now.length === 1 ? this.now[0] : undefined;
	}
}
