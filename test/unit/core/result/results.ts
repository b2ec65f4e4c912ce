import fc from "fast-check";
import { ERROR_KINDS } from "../../../../src/core/errors/errors";
import { LIMIT_NAMES } from "../../../../src/core/limits";
import type { MarketQuery } from "../../../../src/core/query/query";
import { PARTIAL_CODES, type QueryResult } from "../../../../src/core/result/result";
import {
	type Series,
	VOLUME_UNITS,
	type VolumeProfileSeries,
	type VwapSeries,
} from "../../../../src/core/result/series";
import { durationMs, epochMs } from "../../../../src/core/time";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";

const time = fc.integer({ min: 0, max: 4_102_444_800_000 }).map(epochMs);
const volume = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e9, noNaN: true }));

const QUERIES: readonly MarketQuery[] = [
	BTCUSDT_PROFILE,
	{ ...BTC_USD_VWAP, range: { from: "2026-03-29T16:00:00Z", to: "2026-03-29T17:00:00Z" } },
];

const shared = {
	id: fc.string({ maxLength: 20 }),
	market: fc.record(
		{ exchange: fc.string(), symbol: fc.string(), coin: fc.string() },
		{ requiredKeys: [] },
	),
	interval: fc.integer({ min: 1_000, max: 604_800_000 }).map(durationMs),
	open: fc.boolean(),
	rejected: fc.record(
		{
			points: fc.nat(),
			levels: fc.nat(),
			duplicates: fc.nat(),
			outOfRange: fc.nat(),
			strays: fc.record({ count: fc.nat(), first: time, last: time }),
		},
		{ requiredKeys: ["points", "levels", "duplicates", "outOfRange"] },
	),
};

const times = fc
	.uniqueArray(time, { maxLength: 12 })
	.map((values) => Float64Array.from(values).sort());

/** Any profile series, with empty intervals and without any row among them. */
export const profileSeries: fc.Arbitrary<VolumeProfileSeries> = fc
	.record({
		...shared,
		times,
		unit: fc.constantFrom(...VOLUME_UNITS),
		unitName: fc.option(fc.string({ maxLength: 8 }), { nil: undefined }),
		hasUnknown: fc.boolean(),
		hasSteps: fc.boolean(),
		step: fc.option(fc.constantFrom(0.5, 6, 10), { nil: undefined }),
		rowPrice: fc.option(fc.constant("lowerEdge" as const), { nil: undefined }),
		seed: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { maxLength: 6 }), {
			minLength: 12,
			maxLength: 12,
		}),
		volumes: fc.array(fc.tuple(volume, volume), { minLength: 72, maxLength: 72 }),
	})
	.map(({ seed, volumes, step, rowPrice, unitName, hasUnknown, hasSteps, ...rest }) => {
		const rows = [...rest.times].map((_, i) => (seed[i] ?? []).toSorted((a, b) => a - b));
		const prices = Float64Array.from(rows.flat());
		const offsets = Uint32Array.from([
			0,
			...rows.map((_, i) => rows.slice(0, i + 1).flat().length),
		]);
		const column = (side: 0 | 1) => Float64Array.from(prices, (_, i) => volumes[i]?.[side] ?? 0);
		return {
			...rest,
			kind: "volumeProfile",
			...(step === undefined ? {} : { step }),
			...(rowPrice === undefined ? {} : { rowPrice }),
			...(unitName === undefined ? {} : { unitName }),
			...(hasUnknown ? { unknown: column(1) } : {}),
			...(hasSteps ? { steps: Float64Array.from(rest.times, (_, i) => i + 0.5) } : {}),
			offsets,
			prices,
			buy: column(0),
			sell: column(1),
		};
	});

const decimal = fc
	.tuple(fc.nat({ max: 1_000_000 }), fc.stringMatching(/^[0-9]{0,12}$/))
	.map(([whole, part]) => (part === "" ? String(whole) : `${whole}.${part}`));
const rawText = fc.oneof(
	{ weight: 8, arbitrary: decimal },
	{ weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 8 }) },
	{ weight: 2, arbitrary: fc.constant(null) },
);

/** Any VWAP series, with gaps, with and without the optional columns. */
export const vwapSeries: fc.Arbitrary<VwapSeries> = fc
	.record({
		...shared,
		times,
		texts: fc.array(rawText, { minLength: 12, maxLength: 12 }),
		withVolume: fc.boolean(),
	})
	.map(({ texts, withVolume, ...rest }) => {
		const rawPrice = [...rest.times].map((_, i) => texts[i] ?? null);
		const price = Float64Array.from(rawPrice, (raw) => (raw === null ? NaN : Number(raw)));
		const numbers = Float64Array.from(rest.times, (_, i) => i / 3);
		const extras = withVolume
			? {
					volume: numbers,
					volumeUnit: "contracts" as const,
					volumeUnitName: "100 USD",
					high: numbers.slice(),
					count: numbers,
				}
			: {};
		return { ...rest, kind: "vwap", price, rawPrice, ...extras };
	});

/** Any result that a feed could bring. */
export const queryResult: fc.Arbitrary<QueryResult> = fc.record(
	{
		query: fc.constantFrom(...QUERIES),
		range: fc.record({ from: time, to: time }),
		series: fc.array(fc.oneof<fc.Arbitrary<Series>[]>(profileSeries, vwapSeries), {
			maxLength: 3,
		}),
		warnings: fc.array(
			fc.record({
				code: fc.string(),
				text: fc.record({
					message: fc.string(),
					args: fc.array(fc.oneof(fc.string(), fc.integer())),
				}),
			}),
			{ maxLength: 3 },
		),
		fetchedAt: time,
		fromCache: fc.constantFrom("none" as const, "some" as const, "all" as const),
		partial: fc.record(
			{
				code: fc.constantFrom(...PARTIAL_CODES),
				error: fc.record({
					kind: fc.constantFrom(...ERROR_KINDS),
					facts: fc.record(
						{
							status: fc.nat(),
							host: fc.string(),
							ownLimit: fc.constantFrom(...LIMIT_NAMES),
							asked: fc.string(),
							answered: fc.string(),
							strays: fc.nat(),
							straysFrom: time,
							isMarketKnown: fc.boolean(),
						},
						{ requiredKeys: [] },
					),
				}),
				completeFrom: time,
				completeUntil: time,
			},
			{ requiredKeys: ["code"] },
		),
		access: fc.record({ from: time, to: time }, { requiredKeys: [] }),
		resolved: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.string(), {
			noNullPrototype: true,
		}),
	},
	{
		requiredKeys: ["query", "range", "series", "warnings", "fetchedAt", "fromCache"],
		noNullPrototype: true,
	},
);

/** The same numbers and words as plain arrays and objects, so that results from different sources compare. */
export function plain<Result extends Pick<QueryResult, "series">>(result: Result): unknown {
	const { series, ...rest } = result;
	return JSON.parse(
		JSON.stringify({ ...rest, series: series.map(plainSeries) }, (_, value: unknown) =>
			typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
		),
	);
}

/** A series as plain values, its texts included. */
export function plainSeries(series: Series): unknown {
	return Object.fromEntries(
		Object.entries(series).map(([name, value]: [string, unknown]) => {
			if (name === "rawPrice" && series.kind === "vwap") {
				const texts = Array.from({ length: series.rawPrice.length }, (_, i) =>
					series.rawPrice.at(i),
				);
				return [name, texts];
			}
			const isColumn = value instanceof Float64Array || value instanceof Uint32Array;
			return [name, isColumn ? [...value] : value];
		}),
	);
}
