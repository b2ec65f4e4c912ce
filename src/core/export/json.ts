import { deliveredText } from "../plainText";
import type { QueryResult } from "../result";
import type { TextColumn } from "../series";

/**
 * The `QueryResult` as JSON: columns are plain arrays on one line each, a gap (NaN) is `null`, and
 * `rawPrice` keeps the provider's own decimal texts. Ends with a newline.
 */
export function resultJson(result: QueryResult): string {
	return `${write(result, "")}\n`;
}

function isTextColumn(value: object): value is TextColumn {
	return "length" in value && "at" in value && typeof value.at === "function";
}

function write(value: unknown, indent: string): string {
	if (typeof value !== "object" || value === null) return primitive(value);
	if (value instanceof Float64Array || value instanceof Uint32Array) {
		return `[${Array.from(value, primitive).join(",")}]`;
	}
	const deeper = `${indent}\t`;
	if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null)) {
		return block(
			"[",
			value.map((item: unknown) => write(item, deeper)),
			"]",
			indent,
		);
	}
	if (isTextColumn(value)) {
		return `[${Array.from({ length: value.length }, (_, i) => primitive(value.at(i))).join(",")}]`;
	}
	const entries = Object.entries(value)
		.filter(([, item]) => item !== undefined)
		.map(([name, item]) => `${JSON.stringify(name)}: ${write(item, deeper)}`);
	return block("{", entries, "}", indent);
}

function block(start: string, lines: readonly string[], end: string, indent: string): string {
	if (lines.length === 0) return start + end;
	return `${start}\n${lines.map((line) => `${indent}\t${line}`).join(",\n")}\n${indent}${end}`;
}

/** Plain decimals (definitions D24). JSON has no NaN and no infinity; both mean "no number here". */
function primitive(value: unknown): string {
	if (typeof value === "number") return Number.isFinite(value) ? deliveredText(value) : "null";
	return JSON.stringify(value) ?? "null";
}
