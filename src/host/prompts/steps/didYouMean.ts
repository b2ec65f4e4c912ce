import * as vscode from "vscode";
import { nearestCodes } from "../../../core/query/words/nearest";
import type { Choice } from "./choices";

/**
 * A choice as a guess at what was meant. The editor puts rows whose labels hold what was typed before all others, and Enter
 * takes the first row: so what is guessed stands in the description.
 */
export function asGuess<T>(choice: Choice<T>, guessed = choice.code): Choice<T> {
	const words = [vscode.l10n.t("{0}?", guessed), choice.description];
	return {
		...choice,
		label: vscode.l10n.t("Did you mean"),
		description: words.filter((one) => one !== undefined).join(" · "),
		isGuess: true,
	};
}

/**
 * Choices for listed codes that are similar to a typed one. They stand below the typed text, which is what
 * Enter takes: another coin may be one letter away.
 */
export function didYouMean<T>(
	typed: string,
	known: readonly string[],
	toChoice: (code: string) => Choice<T>,
): readonly Choice<T>[] {
	return nearestCodes(typed, known).map((code) => asGuess(toChoice(code), code));
}
