/** A host answers what a person asks of it at once; a busy machine takes some seconds. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Knows whether the host still answers. One that has ended, as after a crash of the extension host, never does, and
 * nothing else tells the page.
 */
export class Hearing {
	private stopWaiting: (() => void) | undefined;
	private isLost = false;

	/**
	 * @param after calls back once after some milliseconds, unless the returned function is called before
	 * @param onChange the host was found to have ended (`isLost`), or answers after all
	 */
	constructor(
		private readonly after: (milliseconds: number, call: () => void) => () => void,
		private readonly onChange: (isLost: boolean) => void,
	) {}

	/** Something was asked that a host answers. */
	asked(): void {
		this.stopWaiting ??= this.after(ANSWER_WITHIN_MS, () => {
			this.stopWaiting = undefined;
			this.tell(true);
		});
	}

	/** The host answered. */
	heard(): void {
		this.stopWaiting?.();
		this.stopWaiting = undefined;
		if (this.isLost) this.tell(false);
	}

	private tell(isLost: boolean): void {
		this.isLost = isLost;
		this.onChange(isLost);
	}
}
