import { type Disposable, Emitter } from "../app/emitter";

/** Which saved markets have a chart in this window. */
export class OpenMarkets implements Disposable {
	private ids: ReadonlySet<string> = new Set();
	private readonly changed = new Emitter<undefined>();

	readonly onDidChange = this.changed.event;

	has(id: string): boolean {
		return this.ids.has(id);
	}

	/** Takes the ids of all markets that have a chart now. */
	replace(ids: Iterable<string>): void {
		const next = new Set(ids);
		const isSame = next.size === this.ids.size && [...next].every((id) => this.ids.has(id));
		this.ids = next;
		if (!isSame) this.changed.fire(undefined);
	}

	dispose(): void {
		this.changed.dispose();
	}
}
