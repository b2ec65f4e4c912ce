import { type Decimal, writeDecimal } from "../../core/decimal";
import { joinedTemplates, Template, templateTag, writtenOut } from "../template";

/** A value of a statement with the type that the server is to take it as. */
export type Value =
	| { readonly type: "String"; readonly value: string }
	| { readonly type: "Int64" | "UInt64" | "Int128" | "Int256"; readonly value: bigint }
	| { readonly type: "Decimal"; readonly value: Decimal; readonly digits: number }
	/** Name of a database, table or column, from the server's own catalogue. */
	| { readonly type: "Identifier"; readonly value: string };

/** A piece of a statement, with values and names in between. */
export type Statement = Template<Value>;

/** A statement from its text, other pieces and values. Only {@link raw} brings text in, and only text made here. */
export const chql = templateTag<Value>();

/** Text as it is: generated names, functions and whole numbers. */
export function raw(text: string): Statement {
	return new Template<Value>([text]);
}

export const joined = joinedTemplates<Value>;

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
export function filledIn(statement: Statement): string {
	return writtenOut(statement, literal);
}

/** A statement's text with the values that are sent beside it, by the names of their parameters. */
export interface SentStatement {
	readonly text: string;
	readonly parameters: Readonly<Record<string, string>>;
}

/** The statement for a server that takes values and names beside it. */
export function parameterised(statement: Statement): SentStatement {
	const parameters: Record<string, string> = {};
	const names = new Map<string, string>();
	const text = writtenOut(statement, (value) => {
		const type =
			value.type === "Decimal" ? `Decimal(${value.digits}, ${value.value.places})` : value.type;
		const sent = sentValue(value);
		const key = JSON.stringify([type, sent]);
		const known = names.get(key) ?? `v${names.size}`;
		names.set(key, known);
		parameters[known] = sent;
		return `{${known}:${type}}`;
	});
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
