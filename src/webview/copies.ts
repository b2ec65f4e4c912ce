import type { CopyWish } from "../core/table/copyWish";
import type { CopyOutcome } from "../protocol/messages";
import type { Host } from "./host";
import type { PageState } from "./pageState";

/** Asks the host to put numbers on the clipboard, and says what became of it once the host has answered. */
export class Copies {
	private asked = 0;
	private readonly waiting = new Map<number, (rows: number) => void>();

	constructor(
		private readonly state: PageState,
		private readonly host: Host,
		private readonly announce: (words: string) => void,
	) {}

	/** @param done gets how many rows are on the clipboard */
	ask(wish: CopyWish, done: (rows: number) => void): void {
		const { shown, chart, words } = this.state;
		if (shown === undefined) return;
		const id = ++this.asked;
		this.waiting.set(id, done);
		const { revision } = shown;
		const view = chart?.shownView ?? this.state.view;
		this.host.post("copy", { id, revision, view, zone: words.zone.name, wish });
	}

	answer(outcome: CopyOutcome): void {
		const done = this.waiting.get(outcome.id);
		this.waiting.delete(outcome.id);
		if (!outcome.isCopied) this.announce(outcome.text);
		else done?.(outcome.rows);
	}
}
