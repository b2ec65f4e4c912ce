import type { AnchorWish } from "./anchors";
import type { SpanWish } from "./spans";

/** What a person does with the handles over a chart. */
export interface HandleHooks {
	readonly onSpan: (wish: SpanWish) => void;
	readonly onAnchor: (wish: AnchorWish) => void;
	/** Whether the next pull selects, without the key for it. */
	readonly isSelecting: () => boolean;
	/** Called when a new selection begins to be pulled. */
	readonly onPull: () => void;
	/** Called with the time under a press with Alt that pulled nothing. */
	readonly onAltClick: (time: number) => void;
}

/** The handles of what is selected and anchored, over a chart: elements that lie where its frame draws the same. */
export interface Handles {
	readonly root: HTMLElement;
	/** Puts the handles where the frame has what they belong to. */
	show(): void;
	/** Moves the focus to a selected stretch of time. */
	focusSpan(name: string): void;
	/** Moves the focus to an anchor. */
	focusAnchor(name: string): void;
}
