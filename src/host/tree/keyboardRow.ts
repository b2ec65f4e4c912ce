/** Arguments that the key bindings of the view pass, since VS Code does not tell them the row. */
const KEYBOARD_ROW = { pointedAt: "pointedAt", selected: "selected" } as const;

/**
 * The rows that a key was pressed on. VS Code tells extensions which rows are selected and not which one the
 * arrow keys point at, so a key binding first toggles the selection of that row twice: the row is the
 * difference between two successive selections. Where it is one of several that are selected, all of them are
 * meant, as in VS Code's own lists.
 */
export class KeyboardRow {
	/** Selections, the newest last. */
	private selections: readonly (readonly string[])[] = [[], [], []];

	/** Rows that are selected now. */
	get selected(): readonly string[] {
		return this.before(0);
	}

	private before(steps: number): readonly string[] {
		return this.selections.at(-1 - steps) ?? [];
	}

	/** Takes note of the rows that are selected from now on. */
	select(ids: readonly string[]): void {
		this.selections = [...this.selections.slice(-2), ids];
	}

	/**
	 * The rows that a command with this argument acts on, the one under the keys first; `undefined` where the
	 * argument is none of ours.
	 */
	resolve(argument: unknown): readonly string[] | undefined {
		const isOurs = argument === KEYBOARD_ROW.selected || argument === KEYBOARD_ROW.pointedAt;
		if (!isOurs) return undefined;
		const rows = argument === KEYBOARD_ROW.selected ? this.opened() : this.pointedAt();
		const { selected } = this;
		this.selections = [selected, selected, selected];
		return rows;
	}

	private pointedAt(): readonly string[] {
		const [row, ...more] = difference(this.before(1), this.selected);
		if (row === undefined || more.length > 0) return this.selected;
		return rowAmong(row, this.selected);
	}

	/**
	 * Enter toggles the row twice and then selects it alone. The selection before that counts where it had the
	 * row among others; a click on one of several leaves nothing but the row.
	 */
	private opened(): readonly string[] {
		const [row, ...more] = this.selected;
		if (row === undefined || more.length > 0) return [];
		const [toggled] = difference(this.before(2), this.before(1));
		return toggled === row ? rowAmong(row, this.before(1)) : [row];
	}
}

function rowAmong(row: string, selection: readonly string[]): readonly string[] {
	return selection.includes(row) ? [row, ...selection.filter((id) => id !== row)] : [row];
}

function difference(one: readonly string[], other: readonly string[]): readonly string[] {
	return [...other.filter((id) => !one.includes(id)), ...one.filter((id) => !other.includes(id))];
}
