import assert from "node:assert/strict";
import fc from "fast-check";
import { estimateCost } from "../../../../src/core/cost/estimate";
import { fitsOf } from "../../../../src/core/cost/fitsOf";
import { planMisfit } from "../../../../src/core/cost/plan";
import { describeError } from "../../../../src/core/errors/errorText";
import { KIYOTAKA_PLANS } from "../../../../src/core/feeds/kiyotaka/plans";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import {
	KIYOTAKA_INTERVALS,
	type KiyotakaProfileQuery,
	type MarketQuery,
} from "../../../../src/core/query/query";
import { parseMarketQuery } from "../../../../src/core/query/parse";
import type { Session } from "../../../../src/core/session/session";
import { formatText } from "../../../../src/core/text";
import { epochMs } from "../../../../src/core/time";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";

const context = { now: epochMs(Date.UTC(2026, 2, 29, 16, 20)), limits: DEFAULT_LIMITS };
const FREE = KIYOTAKA_PLANS["free"] ?? {};
const profile = (more: Partial<KiyotakaProfileQuery>): KiyotakaProfileQuery => ({
	...BTCUSDT_PROFILE,
	...more,
});
const SUM = profile({
	rawSymbol: undefined,
	coin: "BTC",
	exchange: ["BINANCE_FUTURES", "BYBIT"],
	aggregate: "sum",
});

/** What is said of a query and offered in its place. */
function told(query: MarketQuery, plan: Parameters<typeof planMisfit>[1] = FREE) {
	const error = planMisfit(query, plan, context);
	if (error === undefined) return undefined;
	const fits = fitsOf(query, error.facts, context);
	return {
		text: formatText(describeError(error).text),
		actions: describeError(error).actions,
		fits: fits.map(({ label }) => formatText(label)),
	};
}

const US_CASH: Session = {
	name: "US cash",
	zone: "America/New_York",
	days: [1, 2, 3, 4, 5],
	from: "09:30",
	to: "16:00",
};

describe("a query that a plan cannot give", () => {
	it("R10: is explained where it costs more than can be used at once, with what would fit", () => {
		const week = profile({ interval: "MINUTE", range: { last: "6d" } });
		assert.equal(told(week), undefined);
		const more = profile({ interval: "MINUTE", range: { last: "7d" } });
		assert.deepEqual(told(more), {
			text: "BTCUSDT on Binance Futures: Kiyotaka was not asked: this needs a weight of 22, and 20 can be used at once. Choose longer intervals or a shorter range.",
			actions: ["sendAnyway", "changeRange", "openSettings"],
			fits: ["Use 5-minute intervals (6)", "Use 6 days (18)"],
		});
	});

	it("S6: is explained where it lies before the plan's history", () => {
		const month = profile({ range: { last: "30d" } });
		const { text = "", fits } = told(month) ?? {};
		assert.match(text, /your plan has 7 days of history, and this range begins 30 days ago/);
		assert.deepEqual(fits, ["Use 7 days"]);
		const fixed = profile({ range: { from: "2026-03-01T00:00:00Z", to: "2026-03-28T00:00:00Z" } });
		assert.deepEqual(told(fixed)?.fits, ["Begin at 2026-03-22"]);
		const past = profile({ range: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" } });
		assert.deepEqual(told(past)?.fits, ["Use 7 days"]);
	});

	it("S6: is explained where it sums exchanges", () => {
		assert.match(told(SUM)?.text ?? "", /was not asked: your plan does not sum exchanges/);
		assert.deepEqual(told(SUM)?.fits, ["Show exchanges one by one"]);
	});

	it("is explained where the day has not so much left, with what would fit", () => {
		const day = profile({ interval: "MINUTE", range: { last: "6d" } });
		assert.equal(told(day, { ...FREE, leftToday: 18 }), undefined);
		assert.deepEqual(told(day, { ...FREE, leftToday: 7 }), {
			text: "BTCUSDT on Binance Futures: Kiyotaka was not asked: this needs a weight of 18, and your plan has 7 left until 00:00 UTC. Choose longer intervals or a shorter range, or wait.",
			actions: ["sendAnyway", "changeRange", "openSettings"],
			fits: ["Use 5-minute intervals (4)", "Use 2 days (6)"],
		});
		assert.deepEqual(told(day, { ...FREE, leftToday: 1 })?.fits, []);
	});

	it("is not held back by what is not known, nor at another provider", () => {
		const deep = profile({ interval: "MINUTE", range: { last: "60d" } });
		assert.equal(told(deep, {}), undefined);
		assert.equal(told(SUM, {}), undefined);
		assert.equal(told({ ...BTC_USD_VWAP, range: { last: "3650d" } }), undefined);
	});

	it("keeps to a period that is over, and to intervals on whose grid its edges lie", () => {
		const fits = (
			range: KiyotakaProfileQuery["range"],
			condition: "history" | "weight",
			limit = 7,
		) =>
			fitsOf(profile({ interval: "MINUTE", range }), { condition, limit }, context).map(
				({ query }) => [query.interval, query.range],
			);
		const lastWeek = { since: "week", zone: "UTC", ago: 1 } as const;
		assert.deepEqual(fits(lastWeek, "history"), [
			["MINUTE", { from: "2026-03-22T16:20:00.000Z", to: "2026-03-23T00:00:00.000Z" }],
		]);
		const [, shorter] = fits(lastWeek, "weight", 10);
		assert.deepEqual(shorter, [
			"MINUTE",
			{ from: "2026-03-20T00:00:00.000Z", to: "2026-03-23T00:00:00.000Z" },
		]);
		const days = { since: "month", zone: "Asia/Kolkata", ago: 1 } as const;
		const intervals = fits(days, "weight", 3).map(([interval]) => interval);
		assert.deepEqual(intervals, ["MINUTE"]);
	});

	it("fits once what is offered is taken, whatever the query and the plan", () => {
		const day = fc.integer({ min: 1, max: 69 });
		fc.assert(
			fc.property(
				fc.constantFrom(...KIYOTAKA_INTERVALS),
				fc.oneof(
					day.map((days) => ({ last: `${days}d` })),
					fc.tuple(day, day).map(([back, long]) => {
						const to = Date.UTC(2026, 2, 29) - back * 86_400_000;
						const iso = (time: number) => new Date(time).toISOString();
						return { from: iso(to - long * 86_400_000), to: iso(to) };
					}),
					fc
						.tuple(fc.constantFrom("day", "week", "month"), fc.nat({ max: 3 }))
						.map(([since, ago]) => ({ since, ago, zone: "Asia/Kolkata" })),
					fc.nat({ max: 80 }).map((ago) => ({ since: US_CASH, ago })),
				),
				fc.boolean(),
				fc.constantFrom(...Object.values(KIYOTAKA_PLANS)),
				fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
				(interval, range, isSum, said, leftToday) => {
					const plan = { ...said, ...(leftToday !== undefined && { leftToday }) };
					const query: KiyotakaProfileQuery = {
						...(isSum ? SUM : BTCUSDT_PROFILE),
						interval,
						range,
					};
					fc.pre(parseMarketQuery(query).ok);
					const error = planMisfit(query, plan, context);
					if (error === undefined) return;
					const { condition } = error.facts;
					for (const fit of fitsOf(query, error.facts, context)) {
						assert.notDeepEqual(fit.query, query);
						assert.ok(parseMarketQuery(fit.query).ok);
						assert.notEqual(planMisfit(fit.query, plan, context)?.facts.condition, condition);
						if (condition !== "weight" && condition !== "day") continue;
						const { weight = 0 } = estimateCost(fit.query, context);
						assert.ok(formatText(fit.label).endsWith(`(${weight})`));
					}
				},
			),
			{ numRuns: 300 },
		);
	});
});
