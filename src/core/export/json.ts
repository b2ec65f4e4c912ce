import { deliveredText } from "../plainText";
import type { QueryResult } from "../result/result";
import type { TextColumn } from "../result/series";

/** Values of a column that are joined in one go, so that a long export never blocks for long. */
const VALUES_AT_ONCE = 5_000;

/**
 * The `QueryResult` as JSON, in pieces that follow one another: columns are plain arrays on one line each, a
 * gap (NaN) is `null`, and `rawPrice` keeps the provider's own decimal texts. Ends with a newline.
 */
export function* resultJson(result: QueryResult): Generator<string> {
	yield* write(result, "");
	yield "\n";
}

function isTextColumn(value: object): value is TextColumn {
	return "length" in value && "at" in value && typeof value.at === "function";
}

function* write(value: unknown, indent: string): Generator<string, void, void> {
	const deeper = `${indent}\t`;
	if (typeof value !== "object" || value === null) {
		yield primitive(value);
	} else if (value instanceof Float64Array || value instanceof Uint32Array) {
		yield* column(value);
	} else if (Array.isArray(value) && value.some(isObject)) {
		const items = value.map((item: unknown): Entry => ["", item]);
		yield* block("[", items, "]", deeper, indent);
	} else if (isTextColumn(value)) {
		yield* column(value);
	} else {
		const entries = Object.entries(value)
			.filter(([, item]) => item !== undefined)
			.map(([name, item]): Entry => [`${JSON.stringify(name)}: `, item]);
		yield* block("{", entries, "}", deeper, indent);
	}
}

function isObject(value: unknown): boolean {
	return typeof value === "object" && value !== null;
}

type Entry = readonly [heading: string, value: unknown];

function* block(
	start: string,
	entries: readonly Entry[],
	end: string,
	deeper: string,
	indent: string,
): Generator<string, void, void> {
	if (entries.length === 0) return yield start + end;
	yield start;
	for (const [at, [heading, value]] of entries.entries()) {
		yield `${at === 0 ? "" : ","}\n${deeper}${heading}`;
		yield* write(value, deeper);
	}
	yield `\n${indent}${end}`;
}

function* column(values: {
	readonly length: number;
	at(index: number): unknown;
}): Generator<string, void, void> {
	yield "[";
	for (let from = 0; from < values.length; from += VALUES_AT_ONCE) {
		const count = Math.min(VALUES_AT_ONCE, values.length - from);
		const texts = Array.from({ length: count }, (_, at) => primitive(values.at(from + at)));
		yield `${from === 0 ? "" : ","}${texts.join(",")}`;
	}
	yield "]";
}

/** Plain decimals (definitions D24). JSON has no NaN and no infinity; both mean "no number here". */
function primitive(value: unknown): string {
	if (typeof value === "number") return Number.isFinite(value) ? deliveredText(value) : "null";
	return JSON.stringify(value) ?? "null";
}
