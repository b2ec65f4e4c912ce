import { type Decimal, writeDecimal } from "../../core/decimal";

/** A value of a statement with the type that the server is to take it as. */
export type Value =
	| { readonly type: "String"; readonly value: string }
	| { readonly type: "Int64" | "UInt64" | "Int128" | "Int256"; readonly value: bigint }
	| { readonly type: "Decimal"; readonly value: Decimal; readonly digits: number }
	/** Name of a database, table or column, from the server's own catalogue. */
	| { readonly type: "Identifier"; readonly value: string };

/** A piece of a statement: text of this program, with values and names in between. */
export class Statement {
	constructor(readonly parts: readonly (string | Value)[]) {}
}

/** A statement from its text, other pieces and values. Only {@link raw} brings text in, and only text made here. */
export function chql(
	strings: TemplateStringsArray,
	...between: readonly (Statement | Value | number)[]
): Statement {
	return new Statement(
		strings.flatMap((text, at) => {
			const next = between[at];
			if (next === undefined) return [text];
			if (next instanceof Statement) return [text, ...next.parts];
			return [text, typeof next === "number" ? String(next) : next];
		}),
	);
}

/** Text as it is: generated names, functions and whole numbers. */
export function raw(text: string): Statement {
	return new Statement([text]);
}

export function joined(pieces: readonly Statement[], separator: string): Statement {
	return new Statement(
		pieces.flatMap(({ parts }, at) => (at === 0 ? parts : [separator, ...parts])),
	);
}

export const textValue = (value: string): Value => ({ type: "String", value });
export const wholeValue = (value: bigint): Value => ({ type: "Int64", value });
export const name = (value: string): Value => ({ type: "Identifier", value });

const ESCAPES: Readonly<Record<string, string>> = {
	"\\": "\\\\",
	"'": "\\'",
	"`": "\\`",
	"\0": "\\0",
	"\b": "\\b",
	"\f": "\\f",
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
};

const escaped = (text: string) =>
	text.replace(/[\\'`\0\b\f\n\r\t]/g, (character) => ESCAPES[character] ?? character);

/** A text as a literal, whatever it holds. */
export function quoted(text: string): string {
	return `'${escaped(text)}'`;
}

/** A name as every version reads it, whatever it holds. */
export function quotedName(identifier: string): string {
	return `\`${escaped(identifier)}\``;
}

const DECIMAL_BITS: readonly (readonly [digits: number, bits: number])[] = [
	[18, 64],
	[38, 128],
	[76, 256],
];

function decimalBits(digits: number): number {
	const bits = DECIMAL_BITS.find(([most]) => digits <= most)?.[1];
	if (bits === undefined) throw new RangeError(`no decimal has ${digits} digits`);
	return bits;
}

function literal(value: Value): string {
	switch (value.type) {
		case "String":
			return quoted(value.value);
		case "Identifier":
			return quotedName(value.value);
		case "Decimal":
			return `toDecimal${decimalBits(value.digits)}('${writeDecimal(value.value)}', ${value.value.places})`;
		default:
			// A bare number would have the smallest type that holds it.
			return `to${value.type}('${value.value}')`;
	}
}

/** The statement as it can be copied and run, and as servers take it that know no parameters. */
export function filledIn({ parts }: Statement): string {
	return parts.map((part) => (typeof part === "string" ? part : literal(part))).join("");
}

/** A statement's text with the values that are sent beside it, by the names of their parameters. */
export interface SentStatement {
	readonly text: string;
	readonly parameters: Readonly<Record<string, string>>;
}

/** The statement for a server that takes values and names beside it. */
export function parameterised({ parts }: Statement): SentStatement {
	const parameters: Record<string, string> = {};
	const names = new Map<string, string>();
	const text = parts
		.map((part) => {
			if (typeof part === "string") return part;
			const type =
				part.type === "Decimal" ? `Decimal(${part.digits}, ${part.value.places})` : part.type;
			const value = sentValue(part);
			const key = JSON.stringify([type, value]);
			const known = names.get(key) ?? `v${names.size}`;
			names.set(key, known);
			parameters[known] = value;
			return `{${known}:${type}}`;
		})
		.join("");
	return { text, parameters };
}

function sentValue(value: Value): string {
	switch (value.type) {
		case "String":
		case "Identifier":
			return value.value;
		case "Decimal":
			return writeDecimal(value.value);
		default:
			return String(value.value);
	}
}
