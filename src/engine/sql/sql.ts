import { joinedTemplates, Template, templateTag, writtenOut } from "../template";

/** A value that is sent beside the text of a statement. */
export type SqlValue =
	| { readonly type: "VARCHAR"; readonly value: string }
	| { readonly type: "VARCHAR[]"; readonly value: readonly string[] }
	| { readonly type: "BIGINT[]"; readonly value: readonly bigint[] }
	| { readonly type: "BLOB"; readonly value: Uint8Array };

/** A piece of a statement. */
export type Sql = Template<SqlValue>;

/**
 * A statement from its text, other pieces and values. Only {@link raw} brings text in, and only text that this
 * program made itself: names are generated, values are bound.
 */
export const sql = templateTag<SqlValue>();

/** Text as it is: generated names, types and whole numbers. */
export function raw(text: string): Sql {
	return new Template<SqlValue>([text]);
}

export const join = joinedTemplates<SqlValue>;

export const textValue = (value: string): SqlValue => ({ type: "VARCHAR", value });
export const textList = (value: readonly string[]): SqlValue => ({ type: "VARCHAR[]", value });
export const wholeList = (value: readonly bigint[]): SqlValue => ({ type: "BIGINT[]", value });
export const bytesValue = (value: Uint8Array): SqlValue => ({ type: "BLOB", value });

/** A statement with numbered parameters, and their values in order. */
export function bound(statement: Sql): {
	readonly text: string;
	readonly values: readonly SqlValue[];
} {
	const values: SqlValue[] = [];
	const text = writtenOut(statement, (value) => `$${values.push(value)}`);
	return { text, values };
}

/** A text as a literal, whatever it holds. */
export function quoted(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

function literal({ type, value }: SqlValue): string {
	switch (type) {
		case "VARCHAR":
			return quoted(value);
		case "VARCHAR[]":
			return `[${value.map(quoted).join(", ")}]`;
		case "BIGINT[]":
			return `[${value.join(", ")}]::BIGINT[]`;
		case "BLOB":
			return `from_hex('${Buffer.from(value).toString("hex")}')`;
	}
}

/** The statement as it can be copied and run: values stand in it as literals. */
export function filledIn(statement: Sql): string {
	return writtenOut(statement, literal);
}

/** A path that is a pattern nowhere: what a database would expand stands for itself. */
export function exactPath(path: string): string {
	return path.replace(/[[*?]/g, "[$&]");
}
