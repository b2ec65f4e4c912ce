import type { Section } from "./choices";

/** A line under the rows of a search that says where they come from. */
export interface LiveNote {
	readonly words: string;
	readonly detail?: string;
	/** What Enter on it does, before the search begins anew. */
	readonly act?: () => Promise<void>;
}

/** The rows of a question that are searched for while it is open. */
export interface LiveChoices<T> {
	/** Rows for what is typed by all that is known now, best first; the editor does not choose among them any more. */
	sections(typed: string): readonly Section<T>[];
	/**
	 * Finds out more about what is typed. Never rejects for what could not be found: the rows stay as they were.
	 *
	 * @param onPart some of it was found, and the rest takes longer
	 */
	load(typed: string, signal: AbortSignal, onPart: () => void): Promise<void>;
	note?(): LiveNote | undefined;
	/** Code of the row to begin with, by all that is known now; nobody who has gone to another row is moved. */
	begin?(): string;
}
