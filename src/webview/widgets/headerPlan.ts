import type { ToolId } from "./tools";

/** Room of one button with the gap beside it, in CSS pixels. */
const TOOL = 24;
/** Between the name, the lists and the buttons. */
const GAP = 12;
/**
 * Room of the words about following, whatever they say now, so that nothing moves with them; and the least that still says
 * something, with the rest under the pointer.
 */
const WORDS = 300;
const LEAST_WORDS = 60;
/** The part of the line that a long name may keep from the rest. */
const MOST_NAME = 0.4;
/** So many buttons come before the stepper, and so many before the lists, the one that opens the rest among them. */
const BEFORE_STEPPER = 5;
const BEFORE_LISTS = 2;

/** Which buttons keep their place longest where there is no room for all. */
const RANKED: readonly ToolId[] = [
	"cancel",
	"refresh",
	"options",
	"resetZoom",
	"table",
	"follow",
	"measure",
	"editQuery",
	"saveMarket",
	"select",
	"exportData",
	"copyImage",
	"addMarket",
];

/** What wants to be in the header, with its widths in CSS pixels; 0 is not there. */
export interface HeaderPieces {
	readonly room: number;
	/** The market's whole name. */
	readonly name: number;
	readonly lists: number;
	readonly stepper: number;
	/** Whether there are words about following. */
	readonly words: boolean;
	/** Buttons that make sense now. */
	readonly tools: readonly ToolId[];
	/** Those of them that are switched on, which is to be seen. */
	readonly pressed: readonly ToolId[];
}

/** What stands in the header; the rest is behind one more button. */
export interface HeaderPlan {
	readonly lists: boolean;
	readonly stepper: boolean;
	/** Room for the words about following, in CSS pixels; 0 where they have none. */
	readonly words: number;
	readonly tools: ReadonlySet<ToolId>;
	/** Whether the room of a button that is not shown now is kept, so that nothing moves under the pointer. */
	readonly keepsReset: boolean;
	/** Whether anything is behind the one more button. */
	readonly hasMore: boolean;
}

/** What of a header fits into one line. */
export function planHeader(pieces: HeaderPieces): HeaderPlan {
	const { room, name, tools, pressed } = pieces;
	const [lists, stepper] = [withGap(pieces.lists), withGap(pieces.stepper)];
	const free = room - Math.min(name, room * MOST_NAME) - GAP;
	const all = tools.length * TOOL;
	const plan = {
		lists: true,
		stepper: true,
		words: 0,
		tools: new Set(tools),
		keepsReset: false,
		hasMore: false,
	};
	// The words take what the rest leaves them, so that no button moves where following is switched on.
	const wordsIn = (width: number) =>
		!pieces.words || width - GAP < LEAST_WORDS ? 0 : Math.min(WORDS, width - GAP);
	const besideAll = free - lists - stepper - all;
	if (besideAll >= 0) {
		const keepsReset = !tools.includes("resetZoom") && besideAll >= TOOL;
		return { ...plan, keepsReset, words: wordsIn(besideAll - (keepsReset ? TOOL : 0)) };
	}
	const least = (count: number) => Math.min(all, count * TOOL);
	const hasStepper = free >= lists + stepper + least(BEFORE_STEPPER);
	const hasLists = hasStepper || free >= lists + least(BEFORE_LISTS);
	const beside = free - (hasLists ? lists : 0) - (hasStepper ? stepper : 0) - TOOL;
	const count = Math.max(0, Math.floor(beside / TOOL));
	const isOn = (tool: ToolId) => Number(pressed.includes(tool));
	const ranked = RANKED.filter((tool) => tools.includes(tool));
	const kept = ranked.toSorted((a, b) => isOn(b) - isOn(a)).slice(0, count);
	return {
		...plan,
		lists: hasLists,
		stepper: hasStepper,
		words: wordsIn(beside - kept.length * TOOL),
		tools: new Set(kept),
		hasMore: true,
	};
}

function withGap(width: number): number {
	return width === 0 ? 0 : width + GAP;
}
