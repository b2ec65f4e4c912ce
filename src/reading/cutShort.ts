/** What may stand at a place of a JSON document. */
type Expected = "value" | "valueOrEnd" | "name" | "nameOrEnd" | "colon" | "commaOrEnd";

const SPACE = /[ \t\n\r]*/y;
/** The inside of a string up to its quote, an escape, or a character that no string may hold. */
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const ESCAPE_BEGUN = /^\\(?:u[0-9a-fA-F]{0,3})?$/;
const WORD = /[-+.\w]+/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
const NUMBER_BEGUN = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*|(?:\.\d+)?[eE][-+]?)?)?$/;
const LITERALS = ["true", "false", "null"];

/** Index at which a match of a sticky expression at `at` ends; `undefined` when it does not match. */
function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : undefined;
}

/**
 * Index at which the string at `at` ends; `"cut"` when the text ends first, `undefined` when the string is
 * faulty.
 */
function stringEnd(text: string, at: number): number | "cut" | undefined {
	for (let place = at + 1; ;) {
		place = matchEnd(PLAIN, text, place) ?? place;
		if (place === text.length) return "cut";
		if (text[place] === '"') return place + 1;
		const next = matchEnd(ESCAPE, text, place);
		if (next === undefined) return ESCAPE_BEGUN.test(text.slice(place, place + 6)) ? "cut" : next;
		place = next;
	}
}

/** Index at which the number or literal at `at` ends, with the same other results. */
function wordEnd(text: string, at: number): number | "cut" | undefined {
	const end = matchEnd(WORD, text, at);
	if (end === undefined) return undefined;
	const word = text.slice(at, end);
	if (NUMBER.test(word) || LITERALS.includes(word)) return end;
	const isBegun = NUMBER_BEGUN.test(word) || LITERALS.some((literal) => literal.startsWith(word));
	return end === text.length && isBegun ? "cut" : undefined;
}

function closes(char: string, inner: "{" | "[" | undefined): boolean {
	return (inner === "{" && char === "}") || (inner === "[" && char === "]");
}

/**
 * Whether a text is only the beginning of a JSON document: it has no fault up to its end. Looks at the text
 * and not at the parser's message, which differs between engines.
 */
export function isCutShort(text: string): boolean {
	const open: ("{" | "[")[] = [];
	let expected: Expected = "value";
	for (let at = 0; ;) {
		at = matchEnd(SPACE, text, at) ?? at;
		const char = text[at];
		if (char === undefined) return open.length > 0 || expected === "value";
		const inner = open.at(-1);
		const isName: boolean = expected === "name" || expected === "nameOrEnd";
		const isValue: boolean = expected === "value" || expected === "valueOrEnd";
		if (char === ":" && expected === "colon") {
			expected = "value";
			at += 1;
		} else if (char === "," && expected === "commaOrEnd" && inner !== undefined) {
			expected = inner === "{" ? "name" : "value";
			at += 1;
		} else if (closes(char, inner) && expected.endsWith("OrEnd")) {
			open.pop();
			expected = "commaOrEnd";
			at += 1;
		} else if (isValue && (char === "{" || char === "[")) {
			open.push(char);
			expected = char === "{" ? "nameOrEnd" : "valueOrEnd";
			at += 1;
		} else if (isValue || (isName && char === '"')) {
			const end = char === '"' ? stringEnd(text, at) : wordEnd(text, at);
			if (end === "cut" || end === undefined) return end === "cut";
			expected = isName ? "colon" : "commaOrEnd";
			at = end;
		} else return false;
	}
}
