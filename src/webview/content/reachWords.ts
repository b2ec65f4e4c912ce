import { lengthText } from "../../core/length";
import type { Words } from "../words";

/** A text that says so where it is of an interval in progress. */
export function withProgress(text: string, isOpen: boolean, { say }: Words): string {
	return isOpen ? `${text} · ${say("inProgress")}` : text;
}

/** How much of a stretch something is of, both in milliseconds: `4h of 9h covered`. */
export function coveredWords(covered: number, length: number, { say }: Words): string {
	return say("coveredOf", lengthText(covered), lengthText(length));
}
