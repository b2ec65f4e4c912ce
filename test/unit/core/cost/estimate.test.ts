import assert from "node:assert/strict";
import { estimateCost } from "../../../../src/core/cost/estimate";
import { costWords } from "../../../../src/core/cost/costWords";
import { isProviderError } from "../../../../src/core/errors/errors";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import type { KiyotakaProfileQuery, MarketQuery } from "../../../../src/core/query/query";
import { formatText } from "../../../../src/core/text";
import { epochMs } from "../../../../src/core/time";
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
		assert.deepEqual(day, { requests: 1, intervals: 24, requestsPerMinute: 6_000 });
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
		assert.deepEqual(costOf({ ...trades, interval: "1h", range }), { requests: 0, intervals: 0 });
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
		assert.equal(line(BTC_USD_VWAP), "1 request of 6000 per minute · 24 intervals");
		assert.equal(line(hour, BTC_USD_VWAP), "2 requests · 25 intervals · weight 2");
		const trades = { provider: "trades", dataset: "sample", symbol: "BTC-USDT" } as const;
		const own = { ...trades, kind: "vwap", interval: "1h", range: { last: "1d" } } as const;
		assert.equal(line(own), "costs nothing: no provider is asked");
		assert.equal(line(own, hour), line(hour));
	});
});
