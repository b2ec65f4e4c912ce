import assert from "node:assert/strict";
import fc from "fast-check";
import { estimateCost } from "../../../../src/core/cost/estimate";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import { providerOf } from "../../../../src/core/providers/providers";
import { parseMarketQuery } from "../../../../src/core/query/parse";
import {
	KIYOTAKA_INTERVALS,
	type MarketQuery,
	type PeriodRange,
} from "../../../../src/core/query/query";
import { resolveRange } from "../../../../src/core/query/range";
import {
	isStillLast,
	type LastValue,
	lastValueOf,
	lastValueQuery,
} from "../../../../src/core/result/lastValue";
import type { Series } from "../../../../src/core/result/series";
import type { Session } from "../../../../src/core/session/session";
import { epochMs, HOUR_MS } from "../../../../src/core/time";
import { answerOf } from "../../../support/answers";
import { packed } from "../../../support/packed";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";
import { MIDNIGHT, profileSeries, vwapSeries } from "../../../support/series";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16, 20));
const last = (series: Series, query: MarketQuery = BTC_USD_VWAP) =>
	lastValueOf(packed(answerOf(query, series)));
const hour = (index: number) => MIDNIGHT + index * HOUR_MS;

describe("the last value of an answer", () => {
	it("is the VWAP of the newest closed interval that traded", () => {
		const value = last(vwapSeries([66_000.125, 66_116.0712, NaN]));
		const expected: LastValue = {
			kind: "vwap",
			price: 66_116.0712,
			decimals: 2,
			from: epochMs(hour(1)),
			to: epochMs(hour(2)),
			isOpen: false,
		};
		assert.deepEqual(value, expected);
	});

	it("is of the interval in progress only where no closed one traded, and says so", () => {
		assert.equal(last(vwapSeries([1, 2, 3], undefined, { open: true }))?.price, 2);
		const value = last(vwapSeries([NaN, 3], undefined, { open: true }));
		assert.deepEqual([value?.price, value?.isOpen], [3, true]);
		assert.equal(last(vwapSeries([NaN, NaN])), undefined);
		assert.equal(last(vwapSeries([])), undefined);
	});

	it("is the point of control of the newest closed profile, with the decimals of its grid", () => {
		const series = profileSeries([
			[
				[100, 9, 9],
				[110, 1, 0],
			],
			[
				[100, 1, 0],
				[110, 5, 4],
				[120, 1, 1],
			],
			[],
		]);
		const value = last(series, BTCUSDT_PROFILE);
		assert.deepEqual(
			[value?.kind, value?.price, value?.decimals, value?.from],
			["volumeProfile", 110, 0, hour(1)],
		);
	});

	it("counts volume whose taker is not known", () => {
		const series = profileSeries(
			[
				[
					[100, 1, 1],
					[110, 2, 2],
				],
			],
			{ unknown: Float64Array.of(9, 0) },
		);
		assert.equal(last(series, BTCUSDT_PROFILE)?.price, 100);
	});

	it("is that of the series which the chart shows", () => {
		const all = [vwapSeries([1]), vwapSeries([2], undefined, { id: "other" })];
		const answer = packed({ ...answerOf(BTC_USD_VWAP, vwapSeries([1])), series: all });
		assert.equal(lastValueOf(answer, "other")?.price, 2);
		assert.equal(lastValueOf(answer, "gone")?.price, 1);
	});
});

describe("the query for a last value", () => {
	const range = fc.oneof(
		fc
			.tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom("m", "h", "d", "w"))
			.map(([count, unit]) => ({
				last: `${count}${unit}`,
			})),
		fc.tuple(fc.nat({ max: 1_000 }), fc.integer({ min: 1, max: 5_000 })).map(([from, length]) => ({
			from: new Date(MIDNIGHT - (from + length) * HOUR_MS).toISOString(),
			to: new Date(MIDNIGHT - from * HOUR_MS).toISOString(),
		})),
	);
	const query: fc.Arbitrary<MarketQuery> = fc.oneof(
		fc.record({ range, interval: fc.constantFrom(...KIYOTAKA_INTERVALS) }).map((more) => ({
			...BTCUSDT_PROFILE,
			...more,
		})),
		fc
			.record({ range, interval: fc.constantFrom("1s", "90s", "5m", "1h", "1d") })
			.map((more) => ({ ...BTC_USD_VWAP, ...more })),
	);

	it("is a query of the same market, ends where it ended and costs no more", () => {
		fc.assert(
			fc.property(query, (whole) => {
				const small = lastValueQuery(whole, NOW);
				assert.ok(parseMarketQuery(small).ok);
				assert.deepEqual({ ...small, range: whole.range }, whole);
				const interval = providerOf(whole).intervalLength(whole);
				const [asked, all] = [small, whole].map((one) => resolveRange(one.range, interval, NOW));
				assert.ok(asked !== undefined && all !== undefined);
				assert.equal(asked.to, all.to);
				// The whole minutes of a range may hold many short intervals.
				assert.ok(asked.to - asked.from <= Math.max(3 * interval, 120_000));
				assert.ok(asked.from >= all.from - interval);
			}),
		);
	});

	it("asks Kiyotaka for two intervals where the chart asks for months", () => {
		const months: MarketQuery = { ...BTCUSDT_PROFILE, range: { last: "90d" } };
		const cost = (of: MarketQuery) => estimateCost(of, { now: NOW, limits: DEFAULT_LIMITS });
		assert.deepEqual(lastValueQuery(months, NOW).range, { last: "2h" });
		assert.ok((cost(lastValueQuery(months, NOW)).weight ?? 0) < (cost(months).weight ?? 0));
		assert.equal(cost(lastValueQuery(months, NOW)).requests, 1);
	});
});

describe("the last value of a range of the calendar", () => {
	const time = (iso: string) => epochMs(Date.parse(iso));
	const london: Session = {
		name: "London",
		zone: "Europe/London",
		days: [1, 2, 3, 4, 5],
		from: "08:00",
		to: "17:00",
	};
	const asked = (range: PeriodRange, now: string, more: object = {}) =>
		lastValueQuery({ ...BTC_USD_VWAP, interval: "1h", ...more, range }, time(now)).range;
	const hours = (day: string, from: string, to: string) => ({
		from: `${day}T${from}:00:00.000Z`,
		to: `${day}T${to}:00:00.000Z`,
	});

	it("is at the end of a period that is over, be it an earlier one or a session that has closed", () => {
		assert.deepEqual(asked({ since: "month", zone: "UTC", ago: 1 }, "2026-04-10T12:30:00Z"), {
			from: "2026-03-31T22:00:00.000Z",
			to: "2026-04-01T00:00:00.000Z",
		});
		assert.deepEqual(
			asked({ since: london }, "2026-03-27T21:10:00Z"),
			hours("2026-03-27", "15", "17"),
		);
		assert.deepEqual(
			asked({ since: london }, "2026-03-29T12:00:00Z"),
			hours("2026-03-27", "15", "17"),
		);
	});

	it("is the newest of a period in progress, and nothing from before it", () => {
		assert.deepEqual(asked({ since: london }, "2026-03-27T12:10:00Z"), { last: "2h" });
		const young = { since: london };
		assert.equal(asked(young, "2026-03-27T08:10:00Z"), young);
		const recorded = { provider: "trades", dataset: "sample", symbol: "BTC-USDT" };
		const yesterday = { since: "day", zone: "UTC", ago: 1 } as const;
		assert.equal(asked(yesterday, "2027-03-27T08:10:00Z", recorded), yesterday);
		const today = { since: "day", zone: "UTC" } as const;
		assert.equal(asked(today, "2026-03-27T01:10:00Z"), today);
		assert.deepEqual(asked(today, "2026-03-27T02:10:00Z"), { last: "2h" });
	});

	it("stays the last one only while the period does", () => {
		const value = (iso: string) => ({
			kind: "vwap" as const,
			price: 1,
			decimals: 0,
			from: time(iso),
			to: epochMs(time(iso) + HOUR_MS),
			isOpen: false,
		});
		const isLast = (range: PeriodRange, from: string, now: string) =>
			isStillLast(value(from), { ...BTC_USD_VWAP, interval: "1h", range }, time(now));
		const yesterday = { since: "day", zone: "UTC", ago: 1 } as const;
		assert.equal(isLast(yesterday, "2026-03-26T23:00:00Z", "2026-03-27T20:00:00Z"), true);
		assert.equal(isLast(yesterday, "2026-03-26T23:00:00Z", "2026-03-28T00:00:00Z"), false);
		assert.equal(isLast({ since: london }, "2026-03-27T16:00:00Z", "2026-03-29T12:00:00Z"), true);
		assert.equal(isLast({ since: london }, "2026-03-27T16:00:00Z", "2026-03-30T07:10:00Z"), false);
		assert.equal(isLast({ since: london }, "2026-03-27T12:00:00Z", "2026-03-27T21:00:00Z"), false);
		const today = { since: "day", zone: "UTC" } as const;
		assert.equal(isLast(today, "2026-03-26T23:00:00Z", "2026-03-27T00:30:00Z"), false);
		assert.equal(isLast(today, "2026-03-27T03:00:00Z", "2026-03-27T04:30:00Z"), true);
	});
});

describe("a last value that is kept", () => {
	const value = last(vwapSeries([1, 2]));
	assert.ok(value !== undefined);
	const at = (hours: number) => epochMs(hour(hours));

	it("is the last one until a later interval can have closed", () => {
		const query: MarketQuery = { ...BTC_USD_VWAP, range: { last: "24h" } };
		assert.equal(isStillLast(value, query, epochMs(at(3) - 1)), true);
		assert.equal(isStillLast(value, query, at(3)), false);
		assert.equal(isStillLast({ ...value, isOpen: true }, query, at(2)), false);
	});

	it("stays the last one of a fixed range and of the sample, and is read again of trades that are recorded on", () => {
		const fixed: MarketQuery = {
			...BTC_USD_VWAP,
			range: { from: "2026-03-29T00:00:00Z", to: "2026-03-29T02:00:00Z" },
		};
		assert.equal(isStillLast(value, fixed, at(9_000)), true);
		const recorded = (dataset: string): MarketQuery => ({
			kind: "vwap",
			provider: "trades",
			dataset,
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "24h" },
		});
		for (const shipped of ["sample", "sample-b"])
			assert.equal(isStillLast(value, recorded(shipped), at(9_000)), true);
		assert.equal(isStillLast(value, recorded("tape"), at(2)), false);
		const tape: MarketQuery = { ...recorded("tape"), range: fixed.range };
		assert.equal(isStillLast(value, tape, at(9_000)), false);
	});
});
