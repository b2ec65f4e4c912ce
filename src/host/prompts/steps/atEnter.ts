import { type Choice, namedChoice, type Section } from "./choices";
import type { LiveNote } from "./liveChoices";

/** A row of a question: an answer of the list, a meaning of the typed text, a line about the list, or a heading. */
export interface QuestionRow<T> {
	readonly choice?: Choice<T>;
	/** Index of the meaning of the typed text that the row stands for; rows of the list have none. */
	readonly reading?: number;
	/** A line about the list; it is no answer. */
	readonly note?: LiveNote;
	/** Whether a note stands above the list, as it does while nothing is typed. */
	readonly isInFront?: boolean;
}

/** What a question holds in the moment in which somebody presses Enter. */
export interface QuestionNow<T> {
	readonly typed: string;
	/** Whether typed text is a value in itself, such as a length, rather than a search. */
	readonly isValue: boolean;
	/** Whether rows are searched for, so that the list changes while somebody types. */
	readonly isLive: boolean;
	/** Whether the editor shows the rows for what is typed now, or still those for an earlier text. */
	readonly areRowsCurrent: boolean;
	/** The list's own rows for what is typed now. */
	readonly sections: readonly Section<T>[];
	/** Those of them that stand in the list; what is typed as a value leaves out the others. */
	readonly listed: readonly Choice<T>[];
	/** The meanings of what is typed now, in the order of their rows; a problem with it is none. */
	readonly readings: readonly (Choice<T> | undefined)[];
}

/** What Enter does: takes an answer, or acts on a line about the list. */
export type AtEnter<T> = { readonly choice: Choice<T> } | { readonly note: LiveNote };

/**
 * What Enter means by the row that the editor has in front; `undefined` where it means nothing.
 *
 * Typing may outrun the list: the row in front may be one for an earlier text, or none. Such a row counts only where it
 * holds what is typed now. A market that is named exactly counts before it, and else the typed text itself. A guess is
 * never taken unless it was shown for what is typed now.
 */
export function atEnter<T>(
	shown: QuestionRow<T> | undefined,
	now: QuestionNow<T>,
): AtEnter<T> | undefined {
	const { isLive, areRowsCurrent, readings, sections } = now;
	const isTyped = now.typed.trim() !== "";
	const isOutrun = isLive && !areRowsCurrent && isTyped;
	// A note stands in front of the whole list alone, and last while something is typed. One from in front then, or one that
	// stands where another row was that the editor still shows, was chosen by the editor, not by a person.
	const isNoteOutrun = isOutrun || (shown?.isInFront === true && isTyped);
	if (shown?.note !== undefined && !isNoteOutrun) return { note: shown.note };
	const named = namedChoice(now.typed, sections);
	if (isOutrun && named !== undefined) return { choice: named };
	const taken =
		shown !== undefined && shown.reading === undefined && isMeant(shown, now)
			? shown.choice
			: (readings[shown?.reading ?? 0] ?? named);
	return taken === undefined ? undefined : { choice: taken };
}

/** Whether a row of the list answers the text that is typed now: not a heading, and not a row of an earlier text. */
function isMeant<T>(
	{ choice }: QuestionRow<T>,
	{ typed, isValue, isLive, areRowsCurrent, listed }: QuestionNow<T>,
): boolean {
	if (choice === undefined) return false;
	const lower = typed.trim().toLowerCase();
	if (isValue && lower !== "" && !listed.includes(choice)) return false;
	if (!isLive || areRowsCurrent) return true;
	// A row that was never shown for what is typed now can only be meant where it holds that.
	return choice.isGuess !== true && choice.label.toLowerCase().includes(lower);
}
