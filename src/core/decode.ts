import type { LimitName } from "./limits";
import { DecodeError } from "./reader";

export { DecodeError };

/** Too much of something came; the form may be fine. `ownLimit` is the limit of ours that it passes. */
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

/** The parsed body when it is a JSON object. */
export function bodyRecord(body: unknown): Readonly<Record<string, unknown>> | undefined {
	return typeof body === "object" && body !== null && !Array.isArray(body)
		? (body as Readonly<Record<string, unknown>>)
		: undefined;
}

export function readRecord(value: unknown, path: string): Readonly<Record<string, unknown>> {
	const record = bodyRecord(value);
	if (record === undefined) throw new DecodeError(path, "an object");
	return record;
}

export function readArray(value: unknown, path: string): readonly unknown[] {
	if (!Array.isArray(value)) throw new DecodeError(path, "a list");
	return value as readonly unknown[];
}

/** A list that a sender may leave out when it is empty. */
export function readOptionalArray(value: unknown, path: string): readonly unknown[] {
	return value === undefined || value === null ? [] : readArray(value, path);
}

/** A short text that may be absent; longer than `maxLength` characters is not one. */
export function readOptionalText(
	value: unknown,
	path: string,
	maxLength = 256,
): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value !== "string") throw new DecodeError(path, "a text");
	if (value.length > maxLength)
		throw new DecodeError(path, `a text of at most ${maxLength} characters`);
	return value;
}
