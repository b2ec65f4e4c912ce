/**
 * A piece of a statement: text of this program, with values in between that never become text when it runs, unless
 * somebody wants to read it.
 */
export class Template<Value> {
	constructor(readonly parts: readonly (string | Value)[]) {}
}

/** A tag for templates: their text, other pieces, values, and numbers, which become text. */
export function templateTag<Value extends object>() {
	return (
		strings: TemplateStringsArray,
		...between: readonly (Template<Value> | Value | number)[]
	): Template<Value> =>
		new Template(
			strings.flatMap((text, at) => {
				const next = between[at];
				if (next === undefined) return [text];
				if (next instanceof Template) return [text, ...next.parts];
				return [text, typeof next === "number" ? String(next) : next];
			}),
		);
}

/** Pieces one after the other, with a text between each two. */
export function joinedTemplates<Value>(
	pieces: readonly Template<Value>[],
	separator: string,
): Template<Value> {
	return new Template(
		pieces.flatMap(({ parts }, at) => (at === 0 ? parts : [separator, ...parts])),
	);
}

/** The text of a piece once something is written for each value. */
export function writtenOut<Value>(
	{ parts }: Template<Value>,
	write: (value: Value) => string,
): string {
	return parts.map((part) => (typeof part === "string" ? part : write(part))).join("");
}
