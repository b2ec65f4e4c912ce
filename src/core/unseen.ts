/**
 * Characters that nobody sees but that change what is read: controls, lone surrogates, marks that change the
 * direction of writing, and spaces without width. Joiners are allowed: they make family emoji and shape
 * Persian and Hindi words.
 */
const UNSEEN =
	/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
/** Characters that are visible by themselves: no joiner, variation selector, accent or emoji tag. */
const SEEN = /[^\s\p{M}\u200C\u200D\u{E0020}-\u{E007F}]/u;

/** The text without characters that nobody sees, line breaks included. */
export function seenPart(text: string): string {
	return text.replace(UNSEEN, "");
}

/** The text with a sign in the place of each such character, as a row of a file is shown; tabs stay. */
export function markedUnseen(text: string): string {
	return text.replace(UNSEEN, (unseen) => (unseen === "\t" ? unseen : "\uFFFD"));
}

/** What {@link seenPart} leaves; empty when nothing that shows is left. */
export function withoutUnseen(text: string): string {
	const seen = seenPart(text);
	return SEEN.test(seen) ? seen : "";
}
