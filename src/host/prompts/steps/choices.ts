import type { Text } from "../../../core/text";

/** One answer that a list offers. `code` identifies it and is what typing is compared with. */
export interface Choice<T> {
	readonly code: string;
	readonly label: string;
	readonly description?: string;
	readonly detail?: string;
	/** Said after the description; typing does not search in it. */
	readonly aside?: string;
	/** A guess at what was meant: shown, but never what Enter takes by itself. */
	readonly isGuess?: boolean;
	readonly value: T;
}

/** Choices under a heading. */
export interface Section<T> {
	readonly heading?: string;
	readonly choices: readonly Choice<T>[];
}

/** What typed text means: the answers that it stands for, or why it is not an answer. */
export type Typed<T> = { readonly choices: readonly Choice<T>[] } | { readonly problem: Text };

export type ReadTyped<T> = (typed: string) => Typed<T>;

/** Puts choices that were used lately in front, under their own heading; each choice stands once. */
export function recentFirst<T>(
	heading: string,
	recent: readonly Choice<T>[],
	sections: readonly Section<T>[],
): Section<T>[] {
	const known = new Map(sections.flatMap(({ choices }) => choices.map((one) => [one.code, one])));
	const codes = [...new Set(recent.map(({ code }) => code))];
	const front = codes.flatMap((code) => {
		const choice = known.get(code) ?? recent.find((one) => one.code === code);
		return choice === undefined ? [] : [choice];
	});
	const rest = sections.map((section) => ({
		...section,
		choices: section.choices.filter(({ code }) => !codes.includes(code)),
	}));
	return [{ heading, choices: front }, ...rest].filter(({ choices }) => choices.length > 0);
}

/**
 * What a list shows for typed text besides its own choices: nothing when the text names one of them,
 * otherwise the answers that it stands for or the problem with it.
 */
export function typedChoices<T>(
	typed: string,
	sections: readonly Section<T>[],
	readTyped: ReadTyped<T> | undefined,
): Typed<T> {
	const text = typed.trim();
	if (text === "" || readTyped === undefined) return { choices: [] };
	return namedChoice(text, sections) === undefined ? readTyped(text) : { choices: [] };
}

/** The choice of the list whose code or label is exactly what is typed. */
export function namedChoice<T>(
	typed: string,
	sections: readonly Section<T>[],
): Choice<T> | undefined {
	const lower = typed.trim().toLowerCase();
	return sections
		.flatMap(({ choices }) => choices)
		.find(({ code, label }) => code.toLowerCase() === lower || label.toLowerCase() === lower);
}

/**
 * The choices whose code, or one word of whose label, begins with the typed text. `0s` does not find `10s`.
 */
export function beginningWith<T>(typed: string, sections: readonly Section<T>[]): Section<T>[] {
	return sections
		.map((section) => ({
			...section,
			choices: section.choices.filter((choice) => beginsAWord(typed, choice)),
		}))
		.filter(({ choices }) => choices.length > 0);
}

function beginsAWord<T>(typed: string, { code, label, description }: Choice<T>): boolean {
	const words = `${code} ${label} ${description ?? ""}`.toLowerCase();
	const lower = typed.trim().toLowerCase();
	for (let at = words.indexOf(lower); at >= 0; at = words.indexOf(lower, at + 1)) {
		if (at === 0 || !/[\p{L}\p{N}]/u.test(words.charAt(at - 1))) return true;
	}
	return false;
}

/** Whether a list would still show any of its own choices for the typed text. */
export function matchesAny<T>(typed: string, sections: readonly Section<T>[]): boolean {
	const lower = typed.trim().toLowerCase();
	return sections.some(({ choices }) =>
		choices.some(({ label, description }) =>
			`${label} ${description ?? ""}`.toLowerCase().includes(lower),
		),
	);
}
