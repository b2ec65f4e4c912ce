import type { CancelSignal } from "../core/cancel";
import { providerError } from "../core/errors/errorText";
import type { FetchedChunk } from "../core/feeds/feed";
import type { ProviderId } from "../core/providers/ids";
import type { Portion } from "./portions";

/** What a portion's fetch is given by the line that it stands in. */
export interface Place {
	/** Fires when the whole fetch is cancelled, and when what comes for the portion could no longer be used. */
	readonly signal: CancelSignal;
	/**
	 * Resolves once everything before the portion has been taken, so that it is the first of the line. Rejects
	 * with `cancelled` once the signal fires.
	 */
	readonly turn: () => Promise<void>;
}

type Fetch = (place: Place) => Promise<FetchedChunk>;

/** A portion on its way. */
class Begun {
	readonly came: Promise<FetchedChunk>;
	private readonly controller = new AbortController();
	private reach: () => void = () => undefined;
	private readonly reached = new Promise<void>((resolve) => (this.reach = resolve));

	constructor(
		readonly portion: Portion,
		private readonly provider: ProviderId,
		private readonly whole: CancelSignal,
		fetch: Fetch,
	) {
		if (whole.aborted) this.controller.abort();
		else whole.addEventListener("abort", this.stop, { once: true });
		this.came = fetch({ signal: this.controller.signal, turn: () => this.turn() });
	}

	readonly stop = (): void => {
		this.release();
		this.controller.abort();
	};

	/** Nothing stops it any more. */
	release(): void {
		this.whole.removeEventListener("abort", this.stop);
	}

	/** It is the first of the line now. */
	isFirst(): void {
		this.reach();
	}

	private turn(): Promise<void> {
		const { signal } = this.controller;
		return new Promise((resolve, reject) => {
			const stop = () => reject(providerError("cancelled", this.provider));
			if (signal.aborted) return stop();
			signal.addEventListener("abort", stop, { once: true });
			this.reached.then(() => {
				signal.removeEventListener("abort", stop);
				resolve();
			}, reject);
		});
	}
}

/**
 * Portions on their way side by side. Whatever comes first, they are taken in the order in which they were
 * begun. Once one fails or ends early those behind it are of no use: they are stopped, and none may follow.
 */
export class WindowLine {
	private line: Begun[] = [];
	private isCut = false;

	constructor(
		private readonly provider: ProviderId,
		private readonly signal: CancelSignal,
	) {}

	/** Whether another portion may be begun. */
	get isOpen(): boolean {
		return !this.isCut;
	}

	/** The portions that were begun and not taken, in their order. */
	get portions(): readonly Portion[] {
		return this.line.map(({ portion }) => portion);
	}

	/** Begins a portion behind the others. */
	begin(portion: Portion, fetch: Fetch): void {
		const begun = new Begun(portion, this.provider, this.signal, fetch);
		this.line.push(begun);
		if (this.line.length === 1) begun.isFirst();
		begun.came.then(
			({ early }) => {
				if (early !== undefined) this.cutBehind(begun);
			},
			() => this.cutBehind(begun),
		);
	}

	/**
	 * Waits for the first of the line and takes it out. Resolves with `undefined` when the line is empty; rejects
	 * as the fetch of the portion did.
	 */
	async take(): Promise<{ readonly portion: Portion; readonly came: FetchedChunk } | undefined> {
		const [first] = this.line;
		if (first === undefined) return undefined;
		try {
			return { portion: first.portion, came: await first.came };
		} finally {
			first.release();
			this.line.shift();
			this.line[0]?.isFirst();
		}
	}

	/** Stops whatever is still on its way. */
	end(): void {
		this.isCut = true;
		for (const begun of this.line.splice(0)) begun.stop();
	}

	private cutBehind(begun: Begun): void {
		const at = this.line.indexOf(begun);
		if (at < 0) return;
		this.isCut = true;
		for (const later of this.line.splice(at + 1)) later.stop();
	}
}
