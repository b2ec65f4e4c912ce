import type { CancelSignal } from "../core/cancel";

/** What one who waits for shared work says about it. */
export interface Waiting<Progress = number> {
	readonly signal: CancelSignal;
	readonly onProgress?: (progress: Progress) => void;
}

/** What the work itself is given. */
export interface Ordered<Progress = number> {
	readonly signal: AbortSignal;
	readonly onProgress: (progress: Progress) => void;
}

/** Work on its way, and who waits for it. */
interface Running<T, Progress> {
	readonly controller: AbortController;
	readonly waiting: Set<Waiting<Progress>>;
	readonly work: Promise<T>;
	/** What was told last. */
	readonly last: Progress | undefined;
}

export interface SharedWorkOptions {
	/** Whether the last one who cancels still hears what the work has come to, instead of being turned away at once. */
	readonly lastHears?: boolean;
}

/**
 * Work that several ask for at once is done once. Who cancels leaves alone; once nobody waits any more, the work
 * itself is cancelled, and who asks afterwards begins anew.
 */
export class SharedWork<T, Progress = number> {
	private readonly running = new Map<string, Running<T, Progress>>();

	/** @param cancelled what rejects for one who cancels while others still wait */
	constructor(
		private readonly cancelled: () => Error,
		private readonly options: SharedWorkOptions = {},
	) {}

	/** Whether work of this name is on its way. */
	has(name: string): boolean {
		return this.running.has(name);
	}

	/**
	 * Joins the work of this name, or begins it.
	 *
	 * @param begin does the work; rejects once its signal fires
	 */
	join(
		name: string,
		waiting: Waiting<Progress>,
		begin: (options: Ordered<Progress>) => Promise<T>,
	): Promise<T> {
		if (waiting.signal.aborted) return Promise.reject(this.cancelled());
		const shared = this.running.get(name) ?? this.begin(name, begin);
		// Each who waits is one, even where two pass the same object.
		const own = { ...waiting };
		shared.waiting.add(own);
		if (shared.last !== undefined) own.onProgress?.(shared.last);
		return new Promise<T>((resolve, reject) => {
			const leave = () => {
				shared.waiting.delete(own);
				if (shared.waiting.size === 0) {
					this.stop(name, shared);
					if (this.options.lastHears === true) return;
				}
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

	private begin(
		name: string,
		begin: (options: Ordered<Progress>) => Promise<T>,
	): Running<T, Progress> {
		const controller = new AbortController();
		const waiting = new Set<Waiting<Progress>>();
		let last: Progress | undefined;
		const onProgress = (progress: Progress) => {
			last = progress;
			for (const one of waiting) one.onProgress?.(progress);
		};
		const work = begin({ signal: controller.signal, onProgress });
		const shared: Running<T, Progress> = {
			controller,
			waiting,
			work,
			get last() {
				return last;
			},
		};
		this.running.set(name, shared);
		const forget = () => {
			if (this.running.get(name) === shared) this.running.delete(name);
		};
		work.then(forget, forget);
		return shared;
	}

	private stop(name: string, shared: Running<T, Progress>): void {
		if (this.running.get(name) === shared) this.running.delete(name);
		shared.controller.abort();
	}
}
