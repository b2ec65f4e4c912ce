import * as vscode from "vscode";
import { nearestCodes } from "../../../core/query/words/nearest";
import type { Choice } from "./choices";

/**
 * Choices for listed codes that are similar to a typed one. They stand below the typed text, which is what
 * Enter takes: another coin may be one letter away.
 */
export function didYouMean<T>(
	typed: string,
	known: readonly string[],
	toChoice: (code: string) => Choice<T>,
): readonly Choice<T>[] {
	return nearestCodes(typed, known).map((code) => ({
		...toChoice(code),
		label: vscode.l10n.t("Did you mean {0}?", code),
		isGuess: true,
	}));
}
