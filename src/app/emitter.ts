/** Something that can be let go of. Structurally VS Code's `Disposable`. */
export interface Disposable {
	dispose(): void;
}

/** Registers a listener. Structurally assignable to VS Code's `Event`. */
export type Subscribe<T> = (listener: (value: T) => void) => Disposable;

/** One event. Listeners are called in the order in which they were added. */
export class Emitter<T> {
	private readonly listeners = new Set<{ readonly call: (value: T) => void }>();

	readonly event: Subscribe<T> = (call) => {
		const listener = { call };
		this.listeners.add(listener);
		return { dispose: () => this.listeners.delete(listener) };
	};

	fire(value: T): void {
		for (const listener of [...this.listeners]) listener.call(value);
	}

	dispose(): void {
		this.listeners.clear();
	}
}
