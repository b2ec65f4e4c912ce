import { type Text, text } from "../text";
import { withoutUnseen } from "../unseen";

/** A name of this many characters without a space, some of them digits, is taken for a key. */
const LIKE_A_KEY = /^(?=.*[0-9])[!-~]{20,}$/;
/** Longest name of a key, in UTF-16 units. */
export const KEY_NAME_LENGTH = 40;

/** A name on one line, without characters that nobody sees; empty when nothing is left. */
export function cleanKeyName(name: string): string {
	return withoutUnseen(name.replace(/\s+/gu, " ")).replace(/\s+/gu, " ").trim();
}

/** Under which two names are the same for people. */
function folded(name: string): string {
	return cleanKeyName(name).normalize("NFKC").toLowerCase();
}

/**
 * Why a text cannot be the name of a key; `undefined` where it can. It is one line of what can be seen, looks like no
 * key, and no other key of the place is called so.
 *
 * @param taken names of the other keys of the place
 */
export function keyNameProblem(name: string, taken: readonly string[]): Text | undefined {
	const cleaned = cleanKeyName(name);
	if (cleaned === "") return text("Enter a name, such as Team or Own.");
	if (cleaned !== name.trim()) {
		return text("The name has a character that nobody sees. Type it anew.");
	}
	// A name is shown and kept in a file, and a person who has copied a key pastes it into the first box that opens.
	if (LIKE_A_KEY.test(cleaned)) {
		return text("This looks like a key. Enter a name for it, such as Team or Own.");
	}
	if (cleaned.length > KEY_NAME_LENGTH) {
		return text(
			"The name is too long: {0} characters, at most {1} are possible.",
			cleaned.length,
			KEY_NAME_LENGTH,
		);
	}
	return taken.some((one) => folded(one) === folded(cleaned))
		? text("Another key is called {0}. Enter another name.", cleaned)
		: undefined;
}
