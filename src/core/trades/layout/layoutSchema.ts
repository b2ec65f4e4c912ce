import * as v from "valibot";
import { once } from "../../remembered";
import type { Entries } from "../../query/schema";
import { isSymbol } from "../../query/symbol";
import { text, type Text } from "../../text";
import type { ColumnRef, TradeColumns, TradesLayout } from "./fileLayout";
import { isTimeZone } from "../../wallClock";
import type { SaidLayout, SaidTableLayout } from "./understood";

/*
 * Layouts from outside: of stored data sets, and what other extensions say about a file. Made when something is
 * first checked, like the schemas of queries.
 */

const RULES = {
	column: (path: string) => text("{0} must be a column's name, or its number from 0.", path),
	zone: (path: string) => text("{0} must be a time zone such as Europe/London or UTC.", path),
	symbol: (path: string) =>
		text("{0} must have 1 to 64 letters, digits or signs and no spaces.", path),
} as const;
type Rule = keyof typeof RULES;
const rule = (name: Rule) => name;

/** More columns than any file has. */
const MOST_COLUMNS = 10_000;
const MOST_WORDS = 64;

function isColumnRef(value: unknown): boolean {
	return typeof value === "number"
		? Number.isInteger(value) && value >= 0 && value < MOST_COLUMNS
		: typeof value === "string" && value !== "" && value.length <= 1_024;
}

const column = once(() => v.custom<ColumnRef>(isColumnRef, rule("column")));
const word = once(() => v.pipe(v.string(), v.maxLength(256)));
const words = once(() => v.pipe(v.array(word()), v.maxLength(MOST_WORDS)));

const columnEntries = once(
	() =>
		({
			time: column(),
			price: column(),
			size: column(),
			side: v.exactOptional(column()),
			symbol: v.exactOptional(column()),
			id: v.exactOptional(column()),
		}) satisfies Entries<TradeColumns>,
);

const someColumns = once(() => {
	const entries = columnEntries();
	return {
		...entries,
		time: v.exactOptional(entries.time),
		price: v.exactOptional(entries.price),
		size: v.exactOptional(entries.size),
	} satisfies Entries<Partial<TradeColumns>>;
});

const fields = once(
	() =>
		({
			header: v.exactOptional(v.boolean()),
			timeUnit: v.exactOptional(v.picklist(["s", "ms", "us", "ns"])),
			zone: v.exactOptional(v.pipe(v.string(), v.check(isTimeZone, rule("zone")))),
			sideWords: v.exactOptional(v.strictObject({ buy: words(), sell: words() })),
			sideOf: v.exactOptional(v.picklist(["taker", "maker", "amountSign"])),
			priceScale: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(18))),
			sizeUnit: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(32))),
			decimalComma: v.exactOptional(v.boolean()),
			symbol: v.exactOptional(v.pipe(v.string(), v.check(isSymbol, rule("symbol")))),
			only: v.exactOptional(v.strictObject({ column: column(), values: words() })),
		}) satisfies Entries<Omit<TradesLayout, "columns">>,
);

/** A layout that names at least the columns of time, price and size. */
export const tradesLayoutSchema = once(() =>
	v.strictObject({
		...fields(),
		columns: v.strictObject(columnEntries()),
	} satisfies Entries<TradesLayout>),
);

const someFields = once(
	() =>
		({
			...fields(),
			columns: v.exactOptional(v.strictObject(someColumns())),
		}) satisfies Entries<SaidLayout>,
);

/** Any part of a layout. */
export const saidLayoutSchema = once(() => v.strictObject(someFields()));

/** Any part of a layout of a table. */
export const saidTableLayoutSchema = once(() =>
	v.strictObject({
		...someFields(),
		final: v.exactOptional(v.boolean()),
	} satisfies Entries<SaidTableLayout>),
);

export type ParsedLayout<T> =
	{ readonly ok: true; readonly layout: T } | { readonly ok: false; readonly problem: Text };

/** Checks a whole layout from outside; `problem` names the field: `layout.columns.price`. */
export function parseTradesLayout(value: unknown): ParsedLayout<TradesLayout> {
	return parsed(v.safeParse(tradesLayoutSchema(), value, { abortEarly: true }));
}

/** The same for a part of a layout: what is absent is found out. */
export function parseSaidLayout(value: unknown): ParsedLayout<SaidLayout> {
	return parsed(v.safeParse(saidLayoutSchema(), value, { abortEarly: true }));
}

function parsed<T>(
	result:
		| { readonly success: true; readonly output: T }
		| { readonly success: false; readonly issues: readonly [Issue, ...Issue[]] },
): ParsedLayout<T> {
	return result.success
		? { ok: true, layout: result.output }
		: { ok: false, problem: problemOf(result.issues[0]) };
}

/** The same for a table. */
export function parseSaidTableLayout(value: unknown): ParsedLayout<SaidTableLayout> {
	return parsed(v.safeParse(saidTableLayoutSchema(), value, { abortEarly: true }));
}

type Issue = v.BaseIssue<unknown>;

function pathOf({ path }: Issue): string {
	return (path ?? []).reduce(
		(whole, { key }) => (typeof key === "number" ? `${whole}[${key}]` : `${whole}.${String(key)}`),
		"layout",
	);
}

function problemOf(issue: Issue): Text {
	const path = pathOf(issue);
	if (Object.hasOwn(RULES, issue.message)) {
		return issue.type === "custom" && issue.received === "undefined"
			? text("{0} is missing. Add it.", path)
			: RULES[issue.message as Rule](path);
	}
	if (issue.received === "undefined") return text("{0} is missing. Add it.", path);
	if (issue.expected === "never") return text("{0} is not a field of a layout. Remove it.", path);
	switch (issue.type) {
		case "boolean":
			return text("{0} must be true or false.", path);
		case "string":
			return text("{0} must be text.", path);
		case "array":
			return text("{0} must be a list.", path);
		case "strict_object":
			return text("{0} must be an object.", path);
		case "min_length":
			return text("{0} must not be empty.", path);
		case "max_length":
			return text("{0} is too long.", path);
		case "number":
		case "integer":
		case "min_value":
		case "max_value":
			return text("{0} must be a whole number from 0 to 18.", path);
		default:
			return text(
				"{0} must be {1}.",
				path,
				(issue.expected ?? "").replace(/["()]/g, "").replaceAll(" | ", ", "),
			);
	}
}
