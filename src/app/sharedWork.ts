import type { CancelSignal } from "../core/cancel";

/** What one who waits for shared work says about it. */
export interface Waiting {
	readonly signal: CancelSignal;
	readonly onProgress?: (share: number) => void;
}

/** Work on its way, and who waits for it. */
interface Running<T> {
	readonly controller: AbortController;
	readonly waiting: Set<Waiting>;
	readonly work: Promise<T>;
}

/**
 * Work that several ask for at once is done once. Who cancels leaves alone; once nobody waits any more, the work
 * itself is cancelled, and who asks afterwards begins anew.
 */
export class SharedWork<T> {
	private readonly running = new Map<string, Running<T>>();

	/** @param cancelled what rejects for one who cancels while others still wait */
	constructor(private readonly cancelled: () => Error) {}

	/**
	 * Joins the work of this name, or begins it.
	 *
	 * @param begin does the work; rejects once its signal fires
	 */
	join(name: string, waiting: Waiting, begin: (options: Waiting) => Promise<T>): Promise<T> {
		if (waiting.signal.aborted) return Promise.reject(this.cancelled());
		const shared = this.running.get(name) ?? this.begin(name, begin);
		// Each who waits is one, even where two pass the same object.
		const own = { ...waiting };
		shared.waiting.add(own);
		return new Promise<T>((resolve, reject) => {
			const leave = () => {
				shared.waiting.delete(own);
				if (shared.waiting.size === 0) this.stop(name, shared);
				reject(this.cancelled());
			};
			own.signal.addEventListener("abort", leave, { once: true });
			const done = () => {
				own.signal.removeEventListener("abort", leave);
				shared.waiting.delete(own);
			};
			shared.work.then(
				(value) => {
					done();
					resolve(value);
				},
				(error: unknown) => {
					done();
					reject(error instanceof Error ? error : new Error(String(error)));
				},
			);
		});
	}

	private begin(name: string, begin: (options: Waiting) => Promise<T>): Running<T> {
		const controller = new AbortController();
		const waiting = new Set<Waiting>();
		const onProgress = (share: number) => {
			for (const one of waiting) one.onProgress?.(share);
		};
		const work = begin({ signal: controller.signal, onProgress });
		const shared = { controller, waiting, work };
		this.running.set(name, shared);
		const forget = () => {
			if (this.running.get(name) === shared) this.running.delete(name);
		};
		work.then(forget, forget);
		return shared;
	}

	private stop(name: string, shared: Running<T>): void {
		if (this.running.get(name) === shared) this.running.delete(name);
		shared.controller.abort();
	}
}
