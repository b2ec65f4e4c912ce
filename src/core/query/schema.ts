import * as v from "valibot";
import { once } from "../once";
import { MOST_MARKETS_SHOWN } from "./combinations";
import { KAIKO_CODE, KIYOTAKA_INTERVALS, isKaikoInterval, isTradesInterval } from "./interval";
import { isLastRange, isValidRange } from "./range";
import { isSymbol } from "./symbol";
import { type ViewOptions, readViewOptions, unfitOption } from "./viewOptions";

/*
 * Schemas are made when something is first checked: making them takes longer than loading all else that a
 * window needs to start.
 */

const symbol = once(() =>
	v.pipe(v.string(), v.check(isSymbol, "use 1 to 64 characters that show")),
);

/** `{last}` counts back from the end of the interval in progress; `{from, to}` is ISO 8601 UTC, `to` exclusive. */
export const rangeSchema = once(() =>
	v.union([
		v.strictObject({ last: v.pipe(v.string(), v.check(isLastRange, "use forms like 24h or 7d")) }),
		v.pipe(
			v.strictObject({ from: v.string(), to: v.string() }),
			v.check(isValidRange, "use ISO 8601 times in UTC with from before to"),
		),
	]),
);
export type QueryRange = v.InferOutput<ReturnType<typeof rangeSchema>>;

export const kiyotakaProfileQuerySchema = once(() =>
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
		}),
		v.check(
			(query) =>
				[query.rawSymbol, query.coin, query.normalizedSymbol].filter((name) => name !== undefined)
					.length === 1,
			"give exactly one of rawSymbol, coin and normalizedSymbol",
		),
		v.check(
			(query) => query.rawSymbol === undefined || query.exchange.length === 1,
			"rawSymbol goes with one exchange; use coin or normalizedSymbol for several",
		),
		v.check(
			(query) => new Set(query.exchange).size === query.exchange.length,
			"name each exchange once",
		),
		v.check(
			(query) => query.aggregate === undefined || query.coin !== undefined,
			"aggregate needs coin",
		),
	),
);
export type KiyotakaProfileQuery = v.InferOutput<ReturnType<typeof kiyotakaProfileQuerySchema>>;

const kaikoCode = once(() =>
	v.pipe(v.string(), v.regex(KAIKO_CODE, "use a lower-case Kaiko code")),
);

export const kaikoVwapQuerySchema = once(() =>
	v.strictObject({
		kind: v.literal("vwap"),
		provider: v.literal("kaiko"),
		region: v.optional(v.picklist(["us", "eu"]), "us"),
		dataVersion: v.optional(v.picklist(["v1", "v2", "latest"]), "v1"),
		exchange: kaikoCode(),
		instrumentClass: kaikoCode(),
		instrument: kaikoCode(),
		interval: v.pipe(v.string(), v.check(isKaikoInterval, "use 1s to 1d, such as 90s, 5m or 1h")),
		range: rangeSchema(),
		aggregation: v.optional(v.picklist(["vwap", "count_ohlcv_vwap"]), "vwap"),
	}),
);
export type KaikoVwapQuery = v.InferOutput<ReturnType<typeof kaikoVwapQuerySchema>>;

export const tradesQuerySchema = once(() =>
	v.strictObject({
		kind: v.picklist(["volumeProfile", "vwap"]),
		provider: v.literal("trades"),
		/** Id of a data set; `sample` ships with the extension. */
		dataset: symbol(),
		symbol: symbol(),
		interval: v.pipe(v.string(), v.check(isTradesInterval, "use 1s to 1w, such as 15m or 1h")),
		range: rangeSchema(),
	}),
);
export type TradesQuery = v.InferOutput<ReturnType<typeof tradesQuerySchema>>;

export const marketQuerySchema = once(() =>
	v.union([kiyotakaProfileQuerySchema(), kaikoVwapQuerySchema(), tradesQuerySchema()]),
);

/** One question to one provider: the value that prompts, saved markets, panels, cache and API share. */
export type MarketQuery = v.InferOutput<ReturnType<typeof marketQuerySchema>>;
export type QueryKind = MarketQuery["kind"];

function unfitIssue(value: unknown): v.RawTransformIssueInfo<unknown> {
	if (typeof value !== "object" || value === null || Array.isArray(value)) {
		return { expected: "Object" };
	}
	const input: Record<string, unknown> = { ...value };
	const key = unfitOption(value) ?? "";
	return {
		message: "use a value that the option has",
		path: [{ type: "object", origin: "value", input, key, value: input[key] }],
	};
}

/** {@link readViewOptions} as a schema. */
export const viewOptionsSchema = once(() =>
	v.pipe(
		v.unknown(),
		v.rawTransform<unknown, ViewOptions>(({ dataset, addIssue, NEVER }) => {
			const view = readViewOptions(dataset.value);
			if (view !== undefined) return view;
			addIssue(unfitIssue(dataset.value));
			return NEVER;
		}),
	),
);

/** What a panel shows and what is saved under a name. */
export const chartViewSchema = once(() =>
	v.object({
		queries: v.pipe(v.array(marketQuerySchema()), v.minLength(1), v.maxLength(MOST_MARKETS_SHOWN)),
		view: viewOptionsSchema(),
	}),
);
export type ChartView = v.InferOutput<ReturnType<typeof chartViewSchema>>;
