import type * as v from "valibot";
import { text, type Text } from "../text";

type Issue = v.BaseIssue<unknown>;

/** What to do about each rule of the schemas, by the rule's own message. */
const RULES: Readonly<Record<string, (path: string) => Text>> = {
	"use 1 to 64 characters that show": (path) =>
		text("{0} must have 1 to 64 letters, digits or signs and no spaces.", path),
	"use forms like 24h or 7d": (path) =>
		text("{0} must be a length such as 90m, 24h, 7d or 4w.", path),
	"use ISO 8601 times in UTC with from before to": (path) =>
		text(
			"{0} needs ISO 8601 times in UTC, such as 2026-03-29T16:00:00Z, with from before to.",
			path,
		),
	"give exactly one of rawSymbol, coin and normalizedSymbol": () =>
		text("Give exactly one of rawSymbol, coin and normalizedSymbol."),
	"rawSymbol goes with one exchange; use coin or normalizedSymbol for several": () =>
		text("rawSymbol goes with one exchange. Use coin or normalizedSymbol for several."),
	"name each exchange once": () => text("exchange lists a venue twice. Name each once."),
	"aggregate needs coin": () => text("aggregate needs coin. Name the market by its coin."),
	"use a lower-case Kaiko code": (path) =>
		text("{0} must be a lower-case Kaiko code, such as cbse, spot or btc-usd.", path),
	"use 1s to 1d, such as 90s, 5m or 1h": (path) =>
		text("{0} must be from 1s to 1d, such as 90s, 5m or 1h.", path),
	"use a value that the option has": (path) =>
		text("{0} has a value that does not fit. Correct it, or leave it out.", path),
	"use 1s to 1w, such as 15m or 1h": (path) =>
		text("{0} must be from 1s to 1w, such as 15m, 1h or 1d.", path),
};

/**
 * Turns the first issue of a failed check into a sentence that names the field, `exchange[0]` or
 * `range.last`, and says what belongs there.
 */
export function decodeProblem(issue: Issue, parent: string): Text {
	const inner = issue.type === "union" ? matchingIssue(issue) : issue;
	if (inner === undefined) {
		return text(
			"{0} needs either last, such as 24h, or from and to as ISO 8601 times in UTC.",
			pathOf([issue], parent),
		);
	}
	const path = pathOf(inner === issue ? [issue] : [issue, inner], parent);
	const rule = RULES[inner.message];
	if (rule !== undefined) return rule(path);
	if (inner.received === "undefined") return text("{0} is missing. Add it.", path);
	if (inner.expected === "never") return text("{0} is not a field of this query. Remove it.", path);
	if (inner.type === "min_length") return text("{0} must not be empty.", path);
	if (inner.type === "max_length") return text("{0} is too long.", path);
	return text("{0} must be {1}.", path, words(inner.expected));
}

/** Of the issues of a union, those of the branch that the writer had in mind, told by the fields present. */
function matchingIssue(union: Issue): Issue | undefined {
	const input = union.input;
	if (typeof input !== "object" || input === null) return undefined;
	const isLast = "last" in input;
	if (isLast === ("from" in input || "to" in input)) return undefined;
	return union.issues?.find((issue) => {
		const key = issue.path?.[0]?.key;
		return isLast ? key === "last" : key === "from" || key === "to" || key === undefined;
	});
}

function pathOf(issues: readonly Issue[], parent: string): string {
	const keys = issues.flatMap((issue) => issue.path ?? []).map((item) => item.key);
	const path = keys.reduce<string>(
		(path, key) =>
			typeof key === "number"
				? `${path}[${key}]`
				: path === ""
					? String(key)
					: `${path}.${String(key)}`,
		parent,
	);
	return path === "" ? "query" : path;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
	string: "text",
	boolean: "true or false",
	Object: "an object",
	Array: "a list",
};

/** valibot's `("a" | "b")` and `Object` as they would be written in a sentence. */
function words(expected: string | null): string {
	const choices = (expected ?? "something else").replace(/^\(|\)$/g, "").split(" | ");
	return choices.map((choice) => TYPE_WORDS[choice] ?? choice.replace(/^"|"$/g, "")).join(", ");
}
