import { type Disposable, Emitter } from "../../app/emitter";

/** What a row of the list shows besides its market: a number, or why there is none. */
export interface RowValue {
	/** Stands beside the name. */
	readonly text: string;
	/** Lines of the hover. */
	readonly details: readonly string[];
}

/** The numbers that rows of the list show, by market. They are shown on demand and forgotten with the window. */
export class RowValues implements Disposable {
	private values: ReadonlyMap<string, RowValue> = new Map();
	private readonly changed = new Emitter<string | undefined>();

	/** The number of a market changed, or all of them did. */
	readonly onDidChange = this.changed.event;

	get(id: string): RowValue | undefined {
		return this.values.get(id);
	}

	get isEmpty(): boolean {
		return this.values.size === 0;
	}

	set(id: string, value: RowValue): void {
		this.values = new Map([...this.values, [id, value]]);
		this.changed.fire(id);
	}

	clear(): void {
		this.values = new Map();
		this.changed.fire(undefined);
	}

	dispose(): void {
		this.changed.dispose();
	}
}
