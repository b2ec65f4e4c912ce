import assert from "node:assert/strict";
import { estimateCost } from "../../../../src/core/cost/estimate";
import { NO_COST, type QueryCost } from "../../../../src/core/cost/cost";
import { costWords } from "../../../../src/core/cost/costWords";
import { isProviderError } from "../../../../src/core/errors/errors";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import type { KiyotakaProfileQuery, MarketQuery } from "../../../../src/core/query/query";
import { formatText } from "../../../../src/core/text";
import { epochMs, HOUR_MS } from "../../../../src/core/time";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16, 20));
const context = { now: NOW, limits: DEFAULT_LIMITS };
const costOf = (query: MarketQuery) => estimateCost(query, context);
const profile = (more: Partial<KiyotakaProfileQuery>): KiyotakaProfileQuery => ({
	...BTCUSDT_PROFILE,
	...more,
});
const sum = (exchange: readonly string[]) => ({
	exchange,
	rawSymbol: undefined,
	coin: "BTC",
	aggregate: "sum" as const,
});

describe("the cost of a query", () => {
	it("at Kiyotaka is the weight of the published examples (R10)", () => {
		const weights = [
			profile({ range: { last: "1h" } }),
			profile({ range: { last: "24h" } }),
			profile({ interval: "MINUTE", range: { last: "24h" } }),
			profile({ interval: "FIVE_MINUTES", range: { last: "7d" } }),
			profile({ interval: "MINUTE", range: { last: "7d" } }),
			profile(sum(["BINANCE_FUTURES", "BYBIT"])),
			profile(sum(["BINANCE_FUTURES", "BYBIT", "OKEX_SWAP"])),
			profile({ range: { last: "365d" } }),
		].map((query) => costOf(query).weight);
		assert.deepEqual(weights, [2, 2, 4, 6, 22, 3, 4, 18]);
	});

	it("counts a request for each window of the plan", () => {
		assert.deepEqual(costOf(profile({ interval: "MINUTE", range: { last: "7d" } })), {
			requests: 11,
			intervals: 10_080,
			cachedIntervals: 0,
			weight: 22,
		});
	});

	it("of several exchanges side by side is that of one", () => {
		const several = profile({
			exchange: ["BYBIT", "OKEX_SWAP"],
			rawSymbol: undefined,
			coin: "BTC",
		});
		assert.equal(costOf(several).weight, 2);
	});

	it("at Kaiko is requests and rows, of which no more are counted than come", () => {
		const day = costOf(BTC_USD_VWAP);
		assert.deepEqual(day, {
			requests: 1,
			intervals: 24,
			cachedIntervals: 0,
			requestsPerMinute: 6_000,
		});
		const year = costOf({ ...BTC_USD_VWAP, interval: "1m", range: { last: "365d" } });
		assert.deepEqual([year.requests, year.intervals], [2, DEFAULT_LIMITS.rows]);
	});

	it("counts no rows of intervals that have not begun", () => {
		const range = { from: "2026-03-29T12:00:00Z", to: "2026-03-30T12:00:00Z" };
		assert.equal(costOf({ ...BTC_USD_VWAP, range }).intervals, 5);
	});

	it("of trades is nothing", () => {
		const range = { last: "24h" };
		const trades = {
			kind: "vwap",
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
		} as const;
		assert.deepEqual(costOf({ ...trades, interval: "1h", range }), NO_COST);
	});

	it("is refused as the query would be", () => {
		const long = profile({ interval: "MINUTE", range: { last: "365d" } });
		assert.throws(
			() => costOf(long),
			(error) => isProviderError(error) && error.facts.ownLimit === "kiyotakaIntervals",
		);
	});

	it("is told in a line, of several queries together", () => {
		const line = (...queries: readonly MarketQuery[]) =>
			costWords(queries.map(costOf)).map(formatText).join(" · ");
		const hour = profile({ range: { last: "1h" } });
		assert.equal(line(hour), "1 request · 1 interval · weight 2");
		assert.equal(line(BTC_USD_VWAP), "1 request · 24 intervals");
		assert.equal(line(hour, BTC_USD_VWAP), "2 requests · 25 intervals · weight 2");
		const trades = { provider: "trades", dataset: "sample", symbol: "BTC-USDT" } as const;
		const own = { ...trades, kind: "vwap", interval: "1h", range: { last: "1d" } } as const;
		assert.equal(line(own), "costs nothing: no provider is asked");
		assert.equal(line(own, hour), line(hour));
	});

	/** Hours before the one in progress. */
	const ago = (from: number, to: number) => {
		const hour = Date.UTC(2026, 2, 29, 16);
		return { from: epochMs(hour - from * HOUR_MS), to: epochMs(hour - to * HOUR_MS) };
	};

	it("leaves out what is known, but for what a request for the rest brings anyway", () => {
		const days = profile({ range: { from: "2026-03-20T00:00:00Z", to: "2026-03-25T00:00:00Z" } });
		const all = { from: epochMs(Date.UTC(2026, 2, 20)), to: epochMs(Date.UTC(2026, 2, 25)) };
		assert.deepEqual(estimateCost(days, context, [all]), {
			requests: 0,
			intervals: 0,
			cachedIntervals: 120,
			weight: 0,
		});
		const newest = { ...all, from: epochMs(Date.UTC(2026, 2, 21)) };
		assert.deepEqual(estimateCost(days, context, [newest]), {
			requests: 1,
			intervals: 24,
			cachedIntervals: 96,
			weight: 2,
		});
		const middle = {
			from: epochMs(Date.UTC(2026, 2, 21)),
			to: epochMs(Date.UTC(2026, 2, 22)),
		};
		const { requests, cachedIntervals } = estimateCost(days, context, [middle]);
		assert.deepEqual([requests, cachedIntervals], [1, 0]);
	});

	it("says what the cache has, and a share of the limit only where it is a notable one", () => {
		const line = (query: MarketQuery, covers = [ago(1_000, 2)], more: Partial<QueryCost> = {}) =>
			costWords([{ ...estimateCost(query, context, covers), ...more }])
				.map(formatText)
				.join(" · ");
		const day = profile({ range: { last: "24h" } });
		assert.equal(line(day), "1 request · 3 intervals · weight 2 · 21 more in the cache");
		const over = { from: "2026-03-28T00:00:00Z", to: "2026-03-29T00:00:00Z" };
		const nothing = "costs nothing: all of it is in the cache";
		assert.equal(line(profile({ range: over })), nothing);
		assert.equal(line({ ...BTC_USD_VWAP, range: over }), nothing);
		assert.match(line(day, [], { weightPerMinute: 10 }), /weight 2$/);
		assert.match(line(day, [], { weightPerMinute: 8 }), /weight 2 of 8 per minute$/);
		assert.match(line(BTC_USD_VWAP, [], { requests: 1_500 }), /^1500 requests of 6000 per minute/);
	});
});
