/*
 * The beginning of a JSON text, read as far as it goes. Numbers keep the digits that they are written with: an
 * id or a time in nanoseconds has more than a double holds.
 */

/** A value that holds no others: its text, or `null`. */
export interface JsonScalar {
	readonly text: string | null;
	readonly isQuoted: boolean;
}

export interface JsonList {
	readonly items: readonly JsonValue[];
}

export interface JsonFields {
	readonly fields: ReadonlyMap<string, JsonValue>;
}

export type JsonValue = JsonScalar | JsonList | JsonFields;

export const isList = (value: JsonValue): value is JsonList => "items" in value;
export const isFields = (value: JsonValue): value is JsonFields => "fields" in value;

/** The text ended before the value did. */
const CUT = Symbol("cut");
/** No JSON text goes on like this. */
const WRONG = Symbol("wrong");

/** Deeper than any document of trades; a text of brackets must not exhaust the stack. */
const DEEPEST = 32;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

export interface JsonStart {
	/** What was read; of containers that the text cuts, what stands in front of the cut. */
	readonly value: JsonValue | undefined;
	/** Where reading ended. */
	readonly end: number;
	readonly state: "whole" | "cut" | "wrong";
}

class JsonReader {
	state: JsonStart["state"] = "whole";

	constructor(
		private readonly content: string,
		public at: number,
		private readonly most: number,
	) {}

	/** A value; containers that end too early come back with what they have, and `state` says so. */
	value(depth: number): JsonValue | undefined {
		this.skip();
		const letter = this.content[this.at];
		if (letter === undefined) return this.stop(CUT);
		if (depth > DEEPEST) return this.stop(WRONG);
		if (letter === "{") return this.fields(depth);
		if (letter === "[") return this.list(depth);
		if (letter === '"') {
			const text = this.quoted();
			return text === undefined ? undefined : { text, isQuoted: true };
		}
		return this.bare();
	}

	private stop(why: typeof CUT | typeof WRONG): undefined {
		this.state = why === CUT ? "cut" : "wrong";
		return undefined;
	}

	private skip(): void {
		SPACE.lastIndex = this.at;
		SPACE.test(this.content);
		this.at = SPACE.lastIndex;
	}

	private take(letter: string): boolean {
		this.skip();
		if (this.content[this.at] !== letter) return false;
		this.at++;
		return true;
	}

	private bare(): JsonScalar | undefined {
		for (const form of [NUMBER, WORD]) {
			form.lastIndex = this.at;
			const [text] = form.exec(this.content) ?? [];
			if (text === undefined) continue;
			this.at += text.length;
			// A number at the very end may go on behind it.
			if (this.at === this.content.length && form === NUMBER) return this.stop(CUT);
			return { text: text === "null" ? null : text, isQuoted: false };
		}
		const rest = this.content.slice(this.at, this.at + "false".length);
		const isBegun = rest === "-" || ["true", "false", "null"].some((word) => word.startsWith(rest));
		return this.stop(isBegun ? CUT : WRONG);
	}

	private quoted(): string | undefined {
		const begin = this.at;
		for (let at = begin + 1; at < this.content.length; at++) {
			if (this.content[at] === "\\") at++;
			else if (this.content[at] === '"') {
				this.at = at + 1;
				try {
					return JSON.parse(this.content.slice(begin, at + 1)) as string;
				} catch {
					return this.stop(WRONG);
				}
			}
		}
		return this.stop(CUT);
	}

	private list(depth: number): JsonList {
		this.at++;
		const items: JsonValue[] = [];
		if (this.take("]")) return { items };
		for (;;) {
			const item = this.value(depth + 1);
			// An item that is cut would be a row that lacks values, unless it is the one that holds them all.
			if (item !== undefined && (this.state === "whole" || items.length === 0)) items.push(item);
			if (this.state !== "whole" || items.length >= this.most) {
				if (this.state === "whole") this.state = "cut";
				return { items };
			}
			if (this.take("]")) return { items };
			if (!this.take(",")) {
				this.stop(this.at >= this.content.length ? CUT : WRONG);
				return { items };
			}
		}
	}

	private fields(depth: number): JsonFields {
		this.at++;
		const fields = new Map<string, JsonValue>();
		if (this.take("}")) return { fields };
		for (;;) {
			this.skip();
			if (this.content[this.at] !== '"') {
				this.stop(this.at >= this.content.length ? CUT : WRONG);
				return { fields };
			}
			const name = this.quoted();
			if (name === undefined) return { fields };
			if (!this.take(":")) {
				this.stop(this.at >= this.content.length ? CUT : WRONG);
				return { fields };
			}
			const value = this.value(depth + 1);
			if (value !== undefined) fields.set(name, value);
			if (this.state !== "whole") return { fields };
			if (this.take("}")) return { fields };
			if (!this.take(",")) {
				this.stop(this.at >= this.content.length ? CUT : WRONG);
				return { fields };
			}
		}
	}
}

/** Reads one value that begins at `from`; lists end after `most` items. */
export function readJson(content: string, from = 0, most = Infinity): JsonStart {
	const reader = new JsonReader(content, from, most);
	const value = reader.value(0);
	return { value, end: reader.at, state: reader.state };
}

/** Values by name, those of objects inside joined with a point; lists are left out. */
export function flatFields({ fields }: JsonFields, prefix = ""): Map<string, JsonScalar> {
	const flat = new Map<string, JsonScalar>();
	for (const [name, value] of fields) {
		if (isFields(value)) {
			for (const [inner, scalar] of flatFields(value, `${prefix}${name}.`)) flat.set(inner, scalar);
		} else if (!isList(value)) flat.set(prefix + name, value);
	}
	return flat;
}
