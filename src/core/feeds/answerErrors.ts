import type { LimitName } from "../limits";

/**
 * An answer holds too much, although its form may be right. `ownLimit` names the limit of ours that it
 * exceeds.
 */
export class TooLargeError extends Error {
	override readonly name = "TooLargeError";

	constructor(
		readonly what: string,
		readonly ownLimit?: { readonly name: LimitName; readonly value: number },
	) {
		super(what);
	}
}

/** The answer is about something else than what was asked for. The path names where it says so. */
export class OtherAnswerError extends Error {
	override readonly name = "OtherAnswerError";

	constructor(
		readonly path: string,
		readonly asked: string,
		readonly answered: string,
	) {
		super(`${path} is ${answered}, not ${asked}`);
	}
}
