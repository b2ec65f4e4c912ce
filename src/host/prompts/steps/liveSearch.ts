/** How long typing pauses before it is searched for, in milliseconds: nobody waits for the letters in between. */
const PAUSE_MS = 150;

export interface LiveSearchOptions {
	/** Finds out what there is for a text. The signal fires when a newer text is searched for. */
	readonly load: (typed: string, signal: AbortSignal, onPart: () => void) => Promise<void>;
	/** The search begins or ends. */
	readonly onChange: () => void;
	/** Some was found, and the rest takes longer. */
	readonly onPart: () => void;
	/** Calls back after a pause, unless the returned function is called before. */
	readonly afterPause?: (callback: () => void) => () => void;
}

function afterAPause(callback: () => void): () => void {
	const timer = setTimeout(callback, PAUSE_MS);
	return () => clearTimeout(timer);
}

/** Searches while somebody types: after a pause, for the newest text alone. What comes late for an older one is dropped. */
export class LiveSearch {
	private running: AbortController | undefined;
	private cancelPause: (() => void) | undefined;

	constructor(private readonly options: LiveSearchOptions) {}

	/** Whether a search runs or is about to. */
	get isBusy(): boolean {
		return this.running !== undefined || this.cancelPause !== undefined;
	}

	/** The text is another one now. The empty text, with which a question begins, is searched for at once. */
	type(typed: string): void {
		this.stop();
		if (typed.trim() === "") return this.begin("");
		const { afterPause = afterAPause } = this.options;
		this.cancelPause = afterPause(() => {
			this.cancelPause = undefined;
			this.begin(typed.trim());
		});
		this.options.onChange();
	}

	/** Ends what runs. */
	stop(): void {
		this.cancelPause?.();
		this.cancelPause = undefined;
		this.running?.abort();
		this.running = undefined;
	}

	private begin(typed: string): void {
		const own = new AbortController();
		this.running = own;
		const { load, onChange, onPart } = this.options;
		const end = () => {
			if (this.running !== own) return;
			this.running = undefined;
			onChange();
		};
		onChange();
		// What a search cannot find, it says by its rows; they are those that were known before.
		const tellPart = () => {
			if (this.running === own) onPart();
		};
		load(typed, own.signal, tellPart).then(end, end);
	}
}
