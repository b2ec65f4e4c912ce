import { withoutUnseen } from "../unseen";

/** Longest symbol, coin, exchange code or data set name, in characters. */
export const SYMBOL_LENGTH = 64;

/**
 * Whether a text can be a symbol: one word that shows as it is, in letters of any script. Only the provider
 * knows which symbols exist.
 */
export function isSymbol(value: string): boolean {
	return (
		value !== "" &&
		!/\s/.test(value) &&
		withoutUnseen(value) === value &&
		[...value].length <= SYMBOL_LENGTH
	);
}

/**
 * Grammar of Kaiko's path codes: letters of any script but no capital letters, never dots only, never a
 * slash.
 */
export const KAIKO_CODE =
	/^(?![^\p{Lu}\p{Lt}]*[\p{Lu}\p{Lt}])[\p{L}\p{N}][\p{L}\p{M}\p{N}_.:\-*]{0,63}$/u;
