/** What the key bindings of the view pass for a market, since VS Code passes them no row. */
const KEYBOARD_ROW = { pointedAt: "pointedAt", selected: "selected" } as const;

/**
 * The row that a key was pressed on. VS Code tells extensions which rows are selected and not which one
 * the arrow keys point at, so a key binding first switches the selection of that row over and back: it
 * is the one by which two selections that follow each other differ.
 */
export class KeyboardRow {
	private before: readonly string[] = [];
	private now: readonly string[] = [];

	/** Takes note of the rows that are selected from now on. */
	select(ids: readonly string[]): void {
		[this.before, this.now] = [this.now, ids];
	}

	/** What a command that was given `argument` acts on; anything but our own words is left as it is. */
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
