import { KAIKO_CODE, isSymbol } from "../query/symbol";
import { withoutUnseen } from "../unseen";

/*
 * Texts that a provider's lists hold end in rows that people read and in requests. What could be neither is left out.
 */

const LONGEST_NAME = 60;

/** A code of Kaiko's that could be asked for; `undefined` for anything else. */
export function readKaikoCode(value: unknown): string | undefined {
	return typeof value === "string" && KAIKO_CODE.test(value) && withoutUnseen(value) === value
		? value
		: undefined;
}

/** A symbol, coin or exchange code that could be asked for; `undefined` for anything else. */
export function readSymbol(value: unknown): string | undefined {
	return typeof value === "string" && isSymbol(value) ? value : undefined;
}

/** A name that people see: one line of at most 60 characters, without what nobody sees. */
export function readName(value: unknown): string | undefined {
	if (typeof value !== "string") return undefined;
	const line = withoutUnseen(value.slice(0, 1_024).replace(/\s+/g, " "))
		.replace(/\s+/g, " ")
		.trim();
	if (line === "") return undefined;
	const characters = [...line];
	return characters.length <= LONGEST_NAME
		? line
		: `${characters.slice(0, LONGEST_NAME - 1).join("")}…`;
}
