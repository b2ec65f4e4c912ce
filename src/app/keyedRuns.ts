import { type CredentialPlace, isSamePlace } from "../core/access/credential";
import { isProviderError } from "../core/errors/errors";
import { providerError } from "../core/errors/errorText";
import type { Disposable, Subscribe } from "./emitter";

interface KeyedRun {
	readonly place: CredentialPlace;
	readonly end: AbortController;
}

/** Queries that run with a key. They end once that key is removed, in this window or another one. */
export class KeyedRuns {
	private readonly running = new Set<KeyedRun>();
	private readonly listener: Disposable;

	/** @param onDidChange tells that the key in use at a place is another one, or none */
	constructor(
		onDidChange: Subscribe<{ readonly place: CredentialPlace; readonly isThere: boolean }>,
	) {
		this.listener = onDidChange(({ place, isThere }) => {
			if (isThere) return;
			for (const run of [...this.running]) if (isSamePlace(run.place, place)) run.end.abort();
		});
	}

	/**
	 * Runs what asks at a place. Where its key is removed meanwhile, `work` is aborted: what had come is its
	 * answer, and with nothing it rejects with `noKey`.
	 *
	 * @param place `undefined` where nothing is asked with a key
	 */
	async run<T>(
		place: CredentialPlace | undefined,
		work: (removed: AbortSignal | undefined) => Promise<T>,
	): Promise<T> {
		if (place === undefined) return work(undefined);
		const run = { place, end: new AbortController() };
		this.running.add(run);
		try {
			return await work(run.end.signal);
		} catch (error) {
			const isRemoved = run.end.signal.aborted && isProviderError(error);
			if (!isRemoved || error.kind !== "cancelled") throw error;
			throw providerError("noKey", error.provider, error.facts);
		} finally {
			this.running.delete(run);
		}
	}

	dispose(): void {
		this.listener.dispose();
	}
}
