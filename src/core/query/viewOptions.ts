import * as read from "../reader";

/** How the panel is arranged. Which of them make sense follows from the queries' kinds. */
const LAYOUTS = [
	/** Profiles: one, or one beside the other on one price axis. */
	"profile",
	/** The intervals of a profile over time, their sum at the side. */
	"timePrice",
	/** Lines over time. */
	"line",
	/** A VWAP and a profile of the same market on one price axis. */
	"overProfile",
	/** VWAP implied by a profile against the VWAP of the same market. */
	"crossCheck",
] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What the bars of a profile show. */
export const BAR_MODES = ["stacked", "total", "sides", "delta", "cumulative"] as const;
export type BarMode = (typeof BAR_MODES)[number];

/** What stands for an interval in the view over time and price. */
export const CELL_MODES = ["volume", "delta", "profiles"] as const;
export type CellMode = (typeof CELL_MODES)[number];

/** Named places where a running VWAP begins anew; a time is one too. */
export const ANCHORS = ["session", "week", "month", "first", "highestVolume"] as const;
export type NamedAnchor = (typeof ANCHORS)[number];

export const BAND_KINDS = ["sigma", "percent", "none"] as const;
export type BandKind = (typeof BAND_KINDS)[number];

/** Intervals of a composite, ISO 8601 UTC, half-open. */
export interface IntervalSpan {
	readonly from: string;
	readonly to: string;
}

/** Parameters of high and low volume nodes (definitions D10). */
export interface NodeSettings {
	/** Rows of the centred moving average, odd; 1 is none. */
	readonly smoothing: number;
	/** Rows on both sides that a node is compared with. */
	readonly reach: number;
	/** Least share of the POC's volume for a high node, and most for a low one. */
	readonly highPercent: number;
	readonly lowPercent: number;
}

/** How a chart is looked at. Every part is optional; what is absent takes its default. */
export interface ViewOptions {
	/** Id of the series shown when several came. */
	readonly series?: string;
	/** Start of the single interval shown, ISO 8601 UTC; absent is the composite of the range. */
	readonly interval?: string;
	/** Which intervals the composite holds; absent is all. */
	readonly intervals?: readonly IntervalSpan[];
	/** Whether the table of the numbers is open. */
	readonly table?: boolean;
	readonly layout?: Layout;
	readonly bars?: BarMode;
	readonly cells?: CellMode;
	/** How many of the provider's rows are joined into one. */
	readonly rows?: number;
	/** The same by the most rows that are left; `rows` wins. */
	readonly rowCount?: number;
	/** Share of the value area and how it grows; absent takes the settings. */
	readonly percent?: number;
	readonly method?: "pairs" | "single";
	/** Whether levels are shown at the outer edges of their rows. */
	readonly edges?: boolean;
	readonly nodes?: boolean;
	readonly nodeSettings?: NodeSettings;
	readonly developing?: boolean;
	readonly naked?: boolean;
	/** Whether the steps that led to the value area are open. */
	readonly explain?: boolean;
	/** Where the running VWAP begins anew: a name or a time in ISO 8601 UTC; absent is none. */
	readonly anchor?: string;
	readonly bands?: BandKind;
	/** Distances of the bands, in sigma or percent. */
	readonly multipliers?: readonly number[];
	readonly candles?: boolean;
	readonly volume?: boolean;
	readonly deviation?: boolean;
	/** Whether the strip that shows and moves the visible stretch of time stands under the chart. */
	readonly brush?: boolean;
	readonly log?: boolean;
	/** `UTC`, `local` or an IANA name; absent takes the setting. */
	readonly zone?: string;
	/** Ids of lines and marks that the legend has switched off. */
	readonly hidden?: readonly string[];
}

/** Longest lists that a view may carry. */
export const MOST_SPANS = 150;
const MOST_MULTIPLIERS = 3;
const MOST_HIDDEN = 32;

declare const valueType: unique symbol;

/**
 * What a value may be, as data: one table for the page's reader, which checks messages, and for the schema,
 * which checks files, commands and the API and which the page does not load (schema.ts).
 */
export type Rule =
	| { readonly type: "flag" }
	| { readonly type: "text"; readonly longest: number }
	| { readonly type: "choice"; readonly of: readonly string[] }
	| {
			readonly type: "number";
			readonly least: number;
			readonly most: number;
			readonly only?: "whole" | "odd";
	  }
	| { readonly type: "list"; readonly item: Rule; readonly most: number }
	| { readonly type: "fields"; readonly fields: Readonly<Record<string, Rule>> };

/** A rule whose values are `T`. */
type RuleOf<T> = Rule & { readonly [valueType]?: T };
/** A rule for each field of `T`: a field without one does not compile. */
type Rules<T> = { readonly [Name in keyof T]-?: RuleOf<T[Name]> };

const flag: RuleOf<boolean> = { type: "flag" };
const text = (longest: number): RuleOf<string> => ({ type: "text", longest });
const choice = <const T extends string>(of: readonly T[]): RuleOf<T> => ({ type: "choice", of });
const number = (least: number, most: number, only?: "whole" | "odd"): RuleOf<number> => ({
	type: "number",
	least,
	most,
	...(only === undefined ? {} : { only }),
});
const list = <T>(item: RuleOf<T>, most: number): RuleOf<readonly T[]> => ({
	type: "list",
	item,
	most,
});
const fields = <T extends object>(rules: Rules<T>): RuleOf<T> => ({
	type: "fields",
	fields: rules,
});

/** What each option may be. */
export const VIEW_RULES: Rules<ViewOptions> = {
	series: text(256),
	interval: text(32),
	intervals: list(fields<IntervalSpan>({ from: text(32), to: text(32) }), MOST_SPANS),
	table: flag,
	layout: choice(LAYOUTS),
	bars: choice(BAR_MODES),
	cells: choice(CELL_MODES),
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
	anchor: text(32),
	bands: choice(BAND_KINDS),
	multipliers: list(number(0.01, 100), MOST_MULTIPLIERS),
	candles: flag,
	volume: flag,
	deviation: flag,
	brush: flag,
	log: flag,
	zone: text(64),
	hidden: list(text(256), MOST_HIDDEN),
};

function readerOf(rule: Rule): read.Reader<unknown> {
	switch (rule.type) {
		case "flag":
			return read.flag;
		case "text":
			return read.text(rule.longest);
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
			// Fields inside an option that a newer version gave a meaning stay.
			return (value) => (check(value), value);
		}
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
export const viewOptions: read.Reader<ViewOptions> = read.fields(
	mapFields(VIEW_RULES, (rule) => read.optional(readerOf(rule))),
);

/** The options that this version does not know: a newer one gave them a meaning, so they are kept as they are. */
export function unknownOptions(value: unknown): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(read.recordOf(value) ?? {}).filter(([name]) => !Object.hasOwn(VIEW_RULES, name)),
	);
}
