import * as read from "../reader";
import type { Period } from "../session/periods";
import { isPeriod } from "../session/readSession";
import {
	CUMULATIVE_FROM,
	HEAT_SCALES,
	type ImbalanceSettings,
	NUMBER_MODES,
	RAMPS,
} from "./flowOptions";
import {
	ANCHORS,
	type AgreementBounds,
	type Anchor,
	BAND_KINDS,
	BAR_MODES,
	CARRIED,
	CELL_MODES,
	type IntervalSpan,
	LAYOUTS,
	LINKS,
	LONGEST_NAME,
	MOST_ANCHORS,
	MOST_BANDS,
	MOST_CARRIED,
	MOST_SELECTIONS,
	MOST_SPANS,
	type NodeSettings,
	PERCENT_BASES,
	PROFILE_OF,
	type Selection,
	STRIP_STATES,
	type ViewOptions,
} from "./viewOptions";

/** Longest list of what the legend has switched off. */
const MOST_HIDDEN = 32;

declare const valueType: unique symbol;

/**
 * What a value may be, as data: one table for the reader of what the page says, and for the schema, which
 * checks files, commands and the API (schema.ts).
 */
export type Rule =
	| { readonly type: "flag" }
	/** A day, week, month or session. */
	| { readonly type: "period" }
	| { readonly type: "text"; readonly longest: number }
	/** `UTC`, `local` or the IANA name of a zone. What a view has kept is not held to it: another machine may know it. */
	| { readonly type: "zone" }
	/** A moment in ISO 8601 UTC, or one of some names. What a view has kept is not held to it: former versions took any text. */
	| { readonly type: "moment"; readonly or?: readonly string[] }
	| { readonly type: "choice"; readonly of: readonly string[] }
	| {
			readonly type: "number";
			readonly least: number;
			readonly most: number;
			readonly only?: "whole" | "odd";
	  }
	| { readonly type: "list"; readonly item: Rule; readonly most: number }
	| { readonly type: "fields"; readonly fields: Readonly<Record<string, Rule>> }
	/** A field that may be absent. */
	| { readonly type: "maybe"; readonly of: Rule };

/** A rule whose values are `T`. */
type RuleOf<T> = Rule & { readonly [valueType]?: T };
/** A rule for each field of `T`: a field without one does not compile. */
type Rules<T> = { readonly [Name in keyof T]-?: RuleOf<T[Name]> };

// The bundler leaves out whatever nobody asks for, as long as it knows that making it does nothing else.
const flag: RuleOf<boolean> = { type: "flag" };
const aPeriod: RuleOf<Period> = { type: "period" };
const moment: RuleOf<string> = { type: "moment" };
/** Longest name of a zone. */
export const LONGEST_ZONE = 64;
/** Longest text of a moment. */
export const LONGEST_MOMENT = 32;
const maybe = /* @__NO_SIDE_EFFECTS__ */ <T>(of: RuleOf<T>): RuleOf<T> => ({ type: "maybe", of });
const text = /* @__NO_SIDE_EFFECTS__ */ (longest: number): RuleOf<string> => ({
	type: "text",
	longest,
});
const choice = /* @__NO_SIDE_EFFECTS__ */ <const T extends string>(
	of: readonly T[],
): RuleOf<T> => ({ type: "choice", of });
const number = /* @__NO_SIDE_EFFECTS__ */ (
	least: number,
	most: number,
	only?: "whole" | "odd",
): RuleOf<number> => ({
	type: "number",
	least,
	most,
	...(only === undefined ? {} : { only }),
});
const list = /* @__NO_SIDE_EFFECTS__ */ <T>(
	item: RuleOf<T>,
	most: number,
): RuleOf<readonly T[]> => ({
	type: "list",
	item,
	most,
});
const fields = /* @__NO_SIDE_EFFECTS__ */ <T extends object>(rules: Rules<T>): RuleOf<T> => ({
	type: "fields",
	fields: rules,
});

/** What the bounds of a vendor check may be, in the options of a view and in the settings. */
export const AGREEMENT_RULES = {
	volumePercent: { type: "number", least: 0, most: 100 },
	pocRows: { type: "number", least: 0, most: 1_000 },
	vwapBps: { type: "number", least: 0, most: 1_000 },
} as const satisfies Rules<AgreementBounds>;

/** What each option may be. */
export const VIEW_RULES: Rules<ViewOptions> = {
	series: text(256),
	interval: moment,
	intervals: list(fields<IntervalSpan>({ from: moment, to: moment }), MOST_SPANS),
	profileOf: choice(PROFILE_OF),
	selections: list(
		fields<Selection>({ name: text(LONGEST_NAME), from: moment, to: moment }),
		MOST_SELECTIONS,
	),
	selected: text(LONGEST_NAME),
	table: flag,
	layout: choice(LAYOUTS),
	session: aPeriod,
	separators: flag,
	carried: list(choice(CARRIED), MOST_CARRIED),
	openingRange: number(1, 1_440, "whole"),
	initialBalance: flag,
	extensions: flag,
	lastSessions: number(1, MOST_SPANS, "whole"),
	bars: choice(BAR_MODES),
	cells: choice(CELL_MODES),
	ramp: choice(RAMPS),
	heatScale: choice(HEAT_SCALES),
	numbers: choice(NUMBER_MODES),
	totals: flag,
	imbalances: flag,
	imbalanceSettings: fields<ImbalanceSettings>({
		ratio: number(1, 1_000),
		least: number(0, 1e12),
	}),
	cumulativeDelta: choice(CUMULATIVE_FROM),
	rows: number(1, 1e9, "whole"),
	rowCount: number(1, 1e6, "whole"),
	percent: number(1, 100),
	method: choice(["pairs", "single"]),
	edges: flag,
	nodes: flag,
	nodeSettings: fields<NodeSettings>({
		smoothing: number(1, 99, "odd"),
		reach: number(1, 99, "whole"),
		highPercent: number(0, 100),
		lowPercent: number(0, 100),
	}),
	developing: flag,
	naked: flag,
	explain: flag,
	anchor: { type: "moment", or: ANCHORS },
	anchors: list(
		fields<Anchor>({
			at: moment,
			name: maybe(text(LONGEST_NAME)),
			bands: maybe(list(number(0.01, 100), MOST_BANDS)),
			color: maybe(number(1, MOST_ANCHORS, "whole")),
		}),
		MOST_ANCHORS,
	),
	bands: choice(BAND_KINDS),
	multipliers: list(number(0.01, 100), MOST_BANDS),
	agreement: fields<AgreementBounds>(AGREEMENT_RULES),
	candles: flag,
	volume: flag,
	deviation: flag,
	brush: flag,
	log: flag,
	percentFrom: { type: "moment", or: PERCENT_BASES },
	distances: flag,
	snap: flag,
	link: choice(LINKS),
	zone: { type: "zone" },
	hidden: list(text(256), MOST_HIDDEN),
	strip: choice(STRIP_STATES),
};

function readerOf(rule: Rule): read.Reader<unknown> {
	switch (rule.type) {
		case "flag":
			return read.flag;
		case "period":
			return read.where((value: unknown) => value, isPeriod, "a day, week, month or session");
		case "text":
			return read.text(rule.longest);
		case "zone":
			return read.text(LONGEST_ZONE);
		case "moment":
			return read.text(LONGEST_MOMENT);
		case "choice":
			return read.oneOf(rule.of);
		case "number": {
			const number = read.between(rule.least, rule.most);
			if (rule.only === undefined) return number;
			return rule.only === "whole"
				? read.where(number, Number.isInteger, "a whole number")
				: read.where(number, isOdd, "an odd number");
		}
		case "list":
			return read.list(readerOf(rule.item), rule.most);
		case "fields": {
			const check = read.fields(mapFields(rule.fields, readerOf));
			// Fields inside of an option that only a newer version knows are kept.
			return (value) => (check(value), value);
		}
		case "maybe":
			return read.optional(readerOf(rule.of));
	}
}

export function isOdd(value: number): boolean {
	return value % 2 === 1;
}

/** The same object with something else in place of each rule. */
export function mapFields<T>(
	rules: Readonly<Record<string, Rule>>,
	make: (rule: Rule) => T,
): Record<string, T> {
	return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, make(rule)]));
}

/** Reads view options from a message: options that this version does not know are dropped. */
export const viewOptions: read.Reader<ViewOptions> = /* @__PURE__ */ read.fields(
	/* @__PURE__ */ mapFields(VIEW_RULES, (rule) => read.optional(readerOf(rule))),
);

/** The options that this version does not know. A newer version wrote them, so they are kept as they are. */
export function unknownOptions(value: unknown): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(read.recordOf(value) ?? {}).filter(([name]) => !Object.hasOwn(VIEW_RULES, name)),
	);
}
