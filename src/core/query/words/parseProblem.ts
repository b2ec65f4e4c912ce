import type * as v from "valibot";
import { text, type Text } from "../../text";
import { MOST_MARKETS_SHOWN } from "../query";

type Issue = v.BaseIssue<unknown>;
type Sentence = (path: string) => Text;

/** What to do about each rule of the schemas, by the rule's own message. */
const RULES = {
	"use 1 to 64 characters that show": (path) =>
		text("{0} must have 1 to 64 letters, digits or signs and no spaces.", path),
	"use forms like 24h or 7d": (path) =>
		text("{0} must be a length such as 90m, 24h, 7d or 4w.", path),
	"use ISO 8601 times in UTC with from before to": (path) =>
		text(
			"{0} needs ISO 8601 times in UTC, such as 2026-03-29T16:00:00Z, with from before to.",
			path,
		),
	"use a time such as 2026-03-29T16:00:00Z": (path) =>
		text("{0} must be a time in ISO 8601 UTC, such as 2026-03-29T16:00:00Z.", path),
	"use a known name such as first, or a time such as 2026-03-29T16:00:00Z": (path) =>
		text(
			"{0} must be one of its names, such as first, or a time in ISO 8601 UTC, such as 2026-03-29T16:00:00Z.",
			path,
		),
	"use UTC or a name such as America/New_York": (path) =>
		text("{0} must be UTC or the name of a time zone, such as America/New_York.", path),
	"name a session, its zone, days from 1 to 7 and times such as 09:30": (path) =>
		text(
			"{0} needs a name, a zone such as America/New_York, days from 1 (Monday) to 7, and from and to as times such as 09:30.",
			path,
		),
	"use a lower-case Kaiko code": (path) =>
		text("{0} must be a lower-case Kaiko code, such as cbse, spot or btc-usd.", path),
	"use 1s to 1d, such as 90s, 5m or 1h": (path) =>
		text("{0} must be from 1s to 1d, such as 90s, 5m or 1h.", path),
	"use 1s to 1w, such as 15m or 1h": (path) =>
		text("{0} must be from 1s to 1w, such as 15m, 1h or 1d.", path),
	"use decimal text above zero, such as 0.5": (path) =>
		text('{0} must be a decimal number above zero as text, such as "0.5" or "10".', path),
	"use min, max or both, min not above max": (path) =>
		text("{0} needs min, max or both as numbers, min not above max.", path),
	"use day, week, month or a session": (path) =>
		text("{0} must be day, week, month or a session with name, zone, days, from and to.", path),
	"use an odd number": (path) => text("{0} must be an odd number.", path),
} satisfies Record<string, Sentence>;

/** The same for rules about a query as a whole. A query that stands alone needs no name. */
const QUERY_RULES = {
	"give exactly one of rawSymbol, coin and normalizedSymbol": {
		alone: text("Give exactly one of rawSymbol, coin and normalizedSymbol."),
		among: (path) => text("{0} needs exactly one of rawSymbol, coin and normalizedSymbol.", path),
	},
	"rawSymbol goes with one exchange; use coin or normalizedSymbol for several": {
		alone: text("rawSymbol goes with one exchange. Use coin or normalizedSymbol for several."),
		among: (path) =>
			text("{0}.rawSymbol goes with one exchange. Use coin or normalizedSymbol for several.", path),
	},
	"name each exchange once": {
		alone: text("exchange lists a venue twice. Name each once."),
		among: (path) => text("{0}.exchange lists a venue twice. Name each once.", path),
	},
	"step goes with a volume profile": {
		alone: text("step is the height of a volume profile's rows. Remove it."),
		among: (path) => text("{0}.step is the height of a volume profile's rows. Remove it.", path),
	},
	"aggregate needs coin": {
		alone: text("aggregate needs coin. Name the market by its coin."),
		among: (path) => text("{0}.aggregate needs coin. Name the market by its coin.", path),
	},
} satisfies Record<string, { readonly alone: Text; readonly among: Sentence }>;

/** The message of a schema's rule: one without a sentence for people does not compile. */
export type RuleMessage = keyof typeof RULES | keyof typeof QUERY_RULES;

function ofTable<T>(table: Readonly<Record<string, T>>, message: string): T | undefined {
	return Object.hasOwn(table, message) ? table[message] : undefined;
}

/** What belongs in a field, by valibot's name of what it expects. */
const TYPES: Readonly<Record<string, Sentence>> = {
	string: (path) => text("{0} must be text.", path),
	number: (path) => text("{0} must be a number.", path),
	boolean: (path) => text("{0} must be true or false.", path),
	Object: (path) => text("{0} must be an object.", path),
	Array: (path) => text("{0} must be a list.", path),
};

/**
 * Turns the first issue of a failed check into a sentence that names the field, `exchange[0]` or
 * `queries[1].range.last`, and says what belongs there.
 */
export function decodeProblem(issue: Issue): Text {
	const keys = keysOf(issue);
	if (keys.length === 1 && keys[0] === "queries") {
		return text("queries must be a list of 1 to {0} queries.", MOST_MARKETS_SHOWN);
	}
	if (issue.type === "variant") return variantProblem(issue, keys);
	if (issue.type !== "union") return fieldProblem(issue, keys);
	const inner = meantIssue(issue);
	return inner === undefined
		? text(
				"{0} needs last, such as 24h, or since, such as day, with zone, or from and to as ISO 8601 times in UTC.",
				pathOf(keys),
			)
		: fieldProblem(inner, [...keys, ...keysOf(inner)]);
}

function fieldProblem(issue: Issue, keys: readonly Key[]): Text {
	const path = pathOf(keys);
	const ofQuery = ofTable(QUERY_RULES, issue.message);
	if (ofQuery !== undefined) return keys.length === 0 ? ofQuery.alone : ofQuery.among(path);
	const rule = ofTable(RULES, issue.message);
	if (rule !== undefined) return rule(path);
	if (issue.received === "undefined") return text("{0} is missing. Add it.", path);
	if (issue.expected === "never") return text("{0} is not a field of this query. Remove it.", path);
	switch (issue.type) {
		case "min_length":
			return text("{0} must not be empty.", path);
		case "max_length":
			return text("{0} is too long.", path);
		case "finite":
			return text("{0} must be a number.", path);
		case "integer":
			return text("{0} must be a whole number.", path);
		case "min_value":
			return text("{0} must be at least {1}.", path, Number(issue.requirement));
		case "max_value":
			return text("{0} must be at most {1}.", path, Number(issue.requirement));
		default:
			return TYPES[issue.expected ?? ""]?.(path) ?? text("{0} must be {1}.", path, choices(issue));
	}
}

/** The problem when a query is no object, or names no provider. */
function variantProblem({ expected, path }: Issue, keys: readonly Key[]): Text {
	const isObject = expected !== "Object" && !Array.isArray(path?.at(-1)?.input);
	return isObject
		? text("{0} must be kiyotaka, kaiko or trades.", pathOf(keys))
		: text(
				"{0} must be an object with kind, provider, interval and range.",
				pathOf(expected === "Object" ? keys : keys.slice(0, -1)),
			);
}

/** Whether an issue is of a range that begins with a session, rather than with a day, week or month. */
function isOfSession({ path, type, expected }: Issue): boolean {
	const key = path?.[0]?.key;
	if (path !== undefined && path.length > 1) return true;
	return key === "zone" ? expected === "never" : key === "since" && type !== "picklist";
}

/** Fields that only one form of a range has. */
const RANGE_FORMS: readonly (readonly string[])[] = [["last"], ["since"], ["from", "to"]];

/** The issue of that form of a range which the writer meant, judged by the fields that are present. */
function meantIssue(union: Issue): Issue | undefined {
	const input = union.input;
	if (typeof input !== "object" || input === null) return undefined;
	const [form, ...others] = RANGE_FORMS.filter((keys) => keys.some((key) => key in input));
	if (form === undefined || others.length > 0) return undefined;
	const isSession = "since" in input && typeof input.since === "object";
	return union.issues?.find((issue) => {
		const key = issue.path?.[0]?.key;
		if (form.includes("since")) return key === "ago" || isSession === isOfSession(issue);
		return form.some((name) => name === key) || (form.includes("from") && key === undefined);
	});
}

type Key = string | number;

function keysOf(issue: Issue): readonly Key[] {
	return (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
}

function pathOf(keys: readonly Key[]): string {
	const path = keys.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
	return path === "" ? "query" : path.replace(/^\./, "");
}

/** valibot's `("a" | "b")` as it would be written in a sentence. */
function choices({ expected }: Issue): string {
	const choices = (expected ?? "something else").replace(/^\(|\)$/g, "").split(" | ");
	return choices.map((choice) => choice.replace(/^"|"$/g, "")).join(", ");
}
