import { seenPart } from "./unseen";

/**
 * A sentence for people that is not translated yet: an English template with `{0}` placeholders.
 * The host turns it into the user's language; the template is the key of the translation.
 */
export interface Text {
	readonly message: string;
	readonly args: readonly (string | number)[];
}

/**
 * Builds a {@link Text}. Call it with a literal template, so that the translation bundle finds it. What is put in may
 * come from outside, such as the name of a file: it loses the marks by which it would turn the words around it.
 */
export function text(message: string, ...args: (string | number)[]): Text {
	return {
		message,
		args: args.map((value) => (typeof value === "string" ? seenPart(value) : value)),
	};
}

/** The English sentence of a {@link Text}. */
export function formatText({ message, args }: Text): string {
	return message.replace(/\{(\d+)\}/g, (placeholder, index: string) => {
		const value = args[Number(index)];
		return value === undefined ? placeholder : String(value);
	});
}
