import * as v from "valibot";
import { once } from "../remembered";
import { isKaikoInterval, isTradesInterval } from "./intervalGrammar";
import {
	type CalendarRange,
	type ChartView,
	KAIKO_AGGREGATIONS,
	KAIKO_DATA_VERSIONS,
	KAIKO_REGIONS,
	KIYOTAKA_INTERVALS,
	type KaikoVwapQuery,
	type KiyotakaProfileQuery,
	MOST_MARKETS_SHOWN,
	type MarketQuery,
	type QueryRange,
	type SessionRange,
	type TradeSizes,
	type TradesQuery,
} from "./query";
import type { RuleMessage } from "./words/parseProblem";
import { isLastRange, isValidRange } from "./range";
import { isStep } from "./step";
import { KAIKO_CODE, isSymbol } from "./symbol";
import { CALENDAR_PERIODS, type Period } from "../session/periods";
import { isPeriod } from "../session/readSession";
import { MOST_AGO } from "../session/periodRange";
import { type Session, sessionFault, WEEKDAYS } from "../session/session";
import { parseIso } from "../time";
import { isTimeZone } from "../wallClock";
import type { ViewOptions } from "./viewOptions";
import { LONGEST_MOMENT, LONGEST_ZONE, type Rule, VIEW_RULES, isOdd, mapFields } from "./viewRules";

/*
 * Schemas are made when something is first checked, because making them takes longer than everything else
 * that a window needs to start.
 */

/** A schema for each field of `T`: an entry that `T` lacks does not compile, nor does a field without one. */
export type Entries<T> = { readonly [Name in keyof T]-?: v.GenericSchema<unknown, T[Name]> };

const rule = (message: RuleMessage) => message;

const symbol = once(() =>
	v.pipe(v.string(), v.check(isSymbol, rule("use 1 to 64 characters that show"))),
);

const sessionSchema = once(() =>
	v.pipe(
		v.strictObject({
			name: v.string(),
			zone: v.string(),
			days: v.array(v.picklist(WEEKDAYS)),
			from: v.string(),
			to: v.string(),
		} satisfies Entries<Session>),
		v.check(
			(session) => sessionFault(session) === undefined,
			rule("name a session, its zone, days from 1 to 7 and times such as 09:30"),
		),
	),
);

const ago = once(() =>
	v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_AGO))),
);

const rangeSchema = once(() =>
	v.union([
		v.strictObject({
			since: v.picklist(CALENDAR_PERIODS),
			zone: v.pipe(
				v.string(),
				v.check(isTimeZone, rule("use UTC or a name such as America/New_York")),
			),
			ago: ago(),
		} satisfies Entries<CalendarRange>),
		v.strictObject({ since: sessionSchema(), ago: ago() } satisfies Entries<SessionRange>),
		v.strictObject({
			last: v.pipe(v.string(), v.check(isLastRange, rule("use forms like 24h or 7d"))),
		}),
		v.pipe(
			v.strictObject({ from: v.string(), to: v.string() }),
			v.check(isValidRange, rule("use ISO 8601 times in UTC with from before to")),
		),
	]),
);

const kiyotakaProfileQuerySchema = once(() =>
	v.pipe(
		v.strictObject({
			kind: v.literal("volumeProfile"),
			provider: v.literal("kiyotaka"),
			exchange: v.pipe(v.array(symbol()), v.minLength(1), v.maxLength(32)),
			rawSymbol: v.optional(symbol()),
			coin: v.optional(symbol()),
			normalizedSymbol: v.optional(symbol()),
			category: v.optional(symbol()),
			interval: v.picklist(KIYOTAKA_INTERVALS),
			range: rangeSchema(),
			aggregate: v.optional(v.literal("sum")),
			quote: v.optional(v.literal("USD")),
		} satisfies Entries<KiyotakaProfileQuery>),
		v.check(
			(query) =>
				[query.rawSymbol, query.coin, query.normalizedSymbol].filter((name) => name !== undefined)
					.length === 1,
			rule("give exactly one of rawSymbol, coin and normalizedSymbol"),
		),
		v.check(
			(query) => query.rawSymbol === undefined || query.exchange.length === 1,
			rule("rawSymbol goes with one exchange; use coin or normalizedSymbol for several"),
		),
		v.check(
			(query) => new Set(query.exchange).size === query.exchange.length,
			rule("name each exchange once"),
		),
		v.check(
			(query) => query.aggregate === undefined || query.coin !== undefined,
			rule("aggregate needs coin"),
		),
	),
);

const kaikoCode = once(() =>
	v.pipe(v.string(), v.regex(KAIKO_CODE, rule("use a lower-case Kaiko code"))),
);

const kaikoVwapQuerySchema = once(() =>
	v.strictObject({
		kind: v.literal("vwap"),
		provider: v.literal("kaiko"),
		region: v.optional(v.picklist(KAIKO_REGIONS), "us"),
		dataVersion: v.optional(v.picklist(KAIKO_DATA_VERSIONS), "v1"),
		exchange: kaikoCode(),
		instrumentClass: kaikoCode(),
		instrument: kaikoCode(),
		interval: v.pipe(
			v.string(),
			v.check(isKaikoInterval, rule("use 1s to 1d, such as 90s, 5m or 1h")),
		),
		range: rangeSchema(),
		aggregation: v.optional(v.picklist(KAIKO_AGGREGATIONS), "vwap"),
	} satisfies Entries<KaikoVwapQuery>),
);

const tradeSizesSchema = once(() => {
	const bound = v.pipe(v.number(), v.finite(), v.minValue(0));
	return v.pipe(
		v.strictObject({
			min: v.optional(bound),
			max: v.optional(bound),
			in: v.optional(v.picklist(["base", "notional"])),
		} satisfies Entries<TradeSizes>),
		v.check(
			({ min, max }) => (min ?? max) !== undefined && (min ?? 0) <= (max ?? Infinity),
			rule("use min, max or both, min not above max"),
		),
	);
});

const tradesQuerySchema = once(() =>
	v.pipe(
		v.strictObject({
			kind: v.picklist(["volumeProfile", "vwap"]),
			provider: v.literal("trades"),
			dataset: symbol(),
			symbol: symbol(),
			interval: v.pipe(
				v.string(),
				v.check(isTradesInterval, rule("use 1s to 1w, such as 15m or 1h")),
			),
			range: rangeSchema(),
			step: v.optional(
				v.pipe(v.string(), v.check(isStep, rule("use decimal text above zero, such as 0.5"))),
			),
			size: v.optional(tradeSizesSchema()),
		} satisfies Entries<TradesQuery>),
		v.check(
			({ kind, step }) => kind === "volumeProfile" || step === undefined,
			rule("step goes with a volume profile"),
		),
	),
);

/** The provider tells which fields there are, so a problem is reported for the branch that was meant. */
export const marketQuerySchema = once(() =>
	v.variant("provider", [
		kiyotakaProfileQuerySchema(),
		kaikoVwapQuerySchema(),
		tradesQuerySchema(),
	]),
);
/** The queries of one chart, each checked alone; `combinationProblem` tells whether they go together. */
export const queriesSchema = once(() =>
	v.pipe(v.array(marketQuerySchema()), v.minLength(1), v.maxLength(MOST_MARKETS_SHOWN)),
);

/** @param isKept whether a former version may have written it, whose moments could be any text */
function schemaOf(form: Rule, isKept: boolean): v.GenericSchema {
	switch (form.type) {
		case "flag":
			return v.boolean();
		case "period":
			return v.custom<Period>(isPeriod, rule("use day, week, month or a session"));
		case "text":
			return v.pipe(v.string(), v.maxLength(form.longest));
		case "zone": {
			const kept = v.pipe(v.string(), v.maxLength(LONGEST_ZONE));
			return isKept
				? kept
				: v.pipe(
						kept,
						v.check(
							(name) => name === "local" || isTimeZone(name),
							rule("use UTC or a name such as America/New_York"),
						),
					);
		}
		case "moment": {
			const kept = v.pipe(v.string(), v.maxLength(LONGEST_MOMENT));
			if (isKept) return kept;
			const names = form.or ?? [];
			return v.pipe(
				kept,
				v.check(
					(text) => names.includes(text) || parseIso(text) !== undefined,
					rule(
						names.length === 0
							? "use a time such as 2026-03-29T16:00:00Z"
							: "use a known name such as first, or a time such as 2026-03-29T16:00:00Z",
					),
				),
			);
		}
		case "choice":
			return v.picklist(form.of);
		case "number": {
			const { least, most, only } = form;
			const bounds = [v.minValue<number, number>(least), v.maxValue<number, number>(most)] as const;
			if (only === undefined) return v.pipe(v.number(), ...bounds);
			return only === "whole"
				? v.pipe(v.number(), v.integer(), ...bounds)
				: v.pipe(v.number(), ...bounds, v.check(isOdd, rule("use an odd number")));
		}
		case "list":
			return v.pipe(v.array(schemaOf(form.item, isKept)), v.maxLength(form.most));
		case "fields":
			return v.looseObject(mapFields(form.fields, (field) => schemaOf(field, isKept)));
		case "maybe":
			return v.optional(schemaOf(form.of, isKept));
	}
}

function optionsSchema(isKept: boolean): v.GenericSchema<unknown, ViewOptions> {
	return v.object(mapFields(VIEW_RULES, (form) => v.optional(schemaOf(form, isKept))));
}

/** View options by the rules that messages are read by. Options that this version does not know are dropped. */
export const viewOptionsSchema = once(() => optionsSchema(false));
/** The same as a file or a page has kept them: a moment that cannot be read stays, and the chart says that nothing is there. */
export const keptOptionsSchema = once(() => optionsSchema(true));

/** What a panel shows and what is saved under a name. */
export const chartViewSchema = once(() =>
	v.object({ queries: queriesSchema(), view: viewOptionsSchema() } satisfies Entries<ChartView>),
);
/** What a page has kept. */
export const keptViewSchema = once(() =>
	v.object({ queries: queriesSchema(), view: keptOptionsSchema() } satisfies Entries<ChartView>),
);

/** Types without `readonly`, which schemas do not infer. */
type Plain<T> = T extends object ? { -readonly [Name in keyof T]: Plain<T[Name]> } : T;
type IsSame<A, B> =
	(<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Holds<T extends true> = T;
type Output<Make extends () => v.GenericSchema> = Plain<v.InferOutput<ReturnType<Make>>>;

/** Does not compile while a schema and its type differ in a field, its type or whether it may be absent. */
export type SchemasAgree = [
	Holds<IsSame<Output<typeof rangeSchema>, Plain<QueryRange>>>,
	Holds<IsSame<Output<typeof kiyotakaProfileQuerySchema>, Plain<KiyotakaProfileQuery>>>,
	Holds<IsSame<Output<typeof kaikoVwapQuerySchema>, Plain<KaikoVwapQuery>>>,
	Holds<IsSame<Output<typeof tradesQuerySchema>, Plain<TradesQuery>>>,
	Holds<IsSame<Output<typeof marketQuerySchema>, Plain<MarketQuery>>>,
	Holds<IsSame<Output<typeof chartViewSchema>, Plain<ChartView>>>,
];
