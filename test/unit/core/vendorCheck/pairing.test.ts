import assert from "node:assert/strict";
import { checkQueries, combinationProblem, isCheck } from "../../../../src/core/query/combinations";
import type { MarketQuery } from "../../../../src/core/query/query";
import { DAY_MS, epochMs, HOUR_MS } from "../../../../src/core/time";
import {
	editedCheck,
	fixedRange,
	likenessTo,
	ownQuery,
	ownStretches,
	rankedMarkets,
	sureMarket,
} from "../../../../src/core/vendorCheck/pairing";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";

const T0 = Date.UTC(2026, 2, 1);
const NOW = epochMs(T0 + 400 * DAY_MS);
const coin: MarketQuery = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BINANCE", "COINBASE"],
	coin: "BTC",
	aggregate: "sum",
	interval: "HOUR",
	range: { last: "24h" },
};

describe("finding one's own trades of a vendor's market", () => {
	it("takes coin and currency as both sides write them", () => {
		const cases = [
			[BTCUSDT_PROFILE, "BTC-USDT", "same"],
			[BTCUSDT_PROFILE, "btcusdt", "same"],
			[BTCUSDT_PROFILE, "BTCUSDC", "sameCoin"],
			[BTCUSDT_PROFILE, "ETHUSDT", "other"],
			[BTCUSDT_PROFILE, "trades", "unknown"],
			[BTC_USD_VWAP, "XBTUSD", "same"],
			[BTC_USD_VWAP, "BTC-USDT", "sameCoin"],
			[coin, "BTC/USDT", "sameCoin"],
			[coin, "SOLUSDT", "other"],
		] as const;
		for (const [query, symbol, likeness] of cases)
			assert.equal(likenessTo(query, symbol), likeness, symbol);
	});

	it("is sure of the only one of the same coin and currency, and lists the likeliest first", () => {
		const of = (...symbols: readonly string[]) =>
			rankedMarkets(
				BTCUSDT_PROFILE,
				symbols.map((symbol, at) => ({ dataset: `tape-${at}`, symbol })),
			);
		const one = of("ETHUSDT", "tape", "BTCUSDC", "BTCUSDT");
		assert.deepEqual(
			one.map(({ symbol }) => symbol),
			["BTCUSDT", "BTCUSDC", "tape", "ETHUSDT"],
		);
		assert.equal(sureMarket(one)?.dataset, "tape-3");
		assert.equal(sureMarket(of("BTCUSDT", "BTC-USDT")), undefined);
		assert.equal(sureMarket(of("BTCUSDC")), undefined);
	});

	it("never holds an instrument of a data set against itself", () => {
		const own = ownQuery(BTCUSDT_PROFILE, { dataset: "a", symbol: "BTCUSDT" });
		const ranked = rankedMarkets(own, [
			{ dataset: "a", symbol: "BTCUSDT" },
			{ dataset: "b", symbol: "BTCUSDT" },
		]);
		assert.deepEqual(
			ranked.map(({ dataset }) => dataset),
			["b"],
		);
	});

	it("asks both sides for the same kind, interval and range", () => {
		const range = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };
		const own = ownQuery(
			BTCUSDT_PROFILE,
			{ dataset: "tape", symbol: "BTC-USDT", step: "0.5" },
			range,
		);
		assert.deepEqual(own, {
			kind: "volumeProfile",
			provider: "trades",
			dataset: "tape",
			symbol: "BTC-USDT",
			interval: "1h",
			range,
			step: "0.5",
		});
		// A VWAP has no rows.
		assert.equal(ownQuery(BTC_USD_VWAP, own).step, undefined);
		const [vendor, , exact, ...more] = checkQueries(BTCUSDT_PROFILE, own);
		assert.equal(vendor, BTCUSDT_PROFILE);
		assert.deepEqual([exact?.kind, more], ["vwap", []]);
		assert.equal(checkQueries({ ...own, dataset: "other" }, own).length, 4);
	});

	it("makes views that charts take", () => {
		const own = ownQuery(BTCUSDT_PROFILE, { dataset: "tape", symbol: "BTC-USDT" });
		const queries = checkQueries(BTCUSDT_PROFILE, own);
		assert.ok(isCheck(queries));
		assert.equal(combinationProblem(queries), undefined);
		assert.ok(isCheck([BTC_USD_VWAP, ownQuery(BTC_USD_VWAP, own)]));
		// Another coin, the own side first, and an exact VWAP of something else are no checks.
		assert.equal(isCheck([BTCUSDT_PROFILE, { ...own, symbol: "ETH-USDT" }]), false);
		assert.equal(isCheck([own, BTCUSDT_PROFILE]), false);
		const [vendor, mine] = queries;
		assert.ok(vendor && mine);
		const stray: MarketQuery = { ...own, kind: "vwap", symbol: "BTC-USDC" };
		assert.equal(isCheck([vendor, mine, stray]), false);
		assert.notEqual(combinationProblem([vendor, mine, stray]), undefined);
	});

	it("follows when one side is edited, so that both stay comparable", () => {
		const own = ownQuery(BTCUSDT_PROFILE, { dataset: "tape", symbol: "BTC-USDT" });
		const before = checkQueries(BTCUSDT_PROFILE, own);
		const range = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };
		const daily: MarketQuery = { ...BTCUSDT_PROFILE, interval: "DAY", range };
		const [, followed, exact] = editedCheck([daily, ...before.slice(1)], "vendor");
		assert.deepEqual([followed?.interval, followed?.range, exact?.interval], ["1d", range, "1d"]);
		const [vendor, , newExact] = editedCheck(
			[BTCUSDT_PROFILE, { ...own, symbol: "BTCUSDT", range }, ...before.slice(2)],
			"own",
		);
		assert.deepEqual(vendor, { ...BTCUSDT_PROFILE, range });
		assert.ok(newExact && "symbol" in newExact && newExact.symbol === "BTCUSDT");
	});

	it("offers what the trades cover in whole intervals, and their last days", () => {
		const span = { from: epochMs(T0 + 90_000), to: epochMs(T0 + 10 * DAY_MS + 1) };
		const stretches = ownStretches(span, BTCUSDT_PROFILE, NOW);
		assert.deepEqual(
			stretches.map(({ days, range }) => [days, range.from, range.to]),
			[
				["all", "2026-03-01T00:00:00Z", "2026-03-11T01:00:00Z"],
				[1, "2026-03-10T01:00:00Z", "2026-03-11T01:00:00Z"],
				[7, "2026-03-04T01:00:00Z", "2026-03-11T01:00:00Z"],
			],
		);
	});

	it("counts a length back from the end of one's own trades", () => {
		const end = epochMs(T0 + HOUR_MS);
		assert.deepEqual(fixedRange({ last: "1h" }, end), {
			from: "2026-03-01T00:00:00Z",
			to: "2026-03-01T01:00:00Z",
		});
		const fixed = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };
		assert.equal(fixedRange(fixed, end), fixed);
	});
});
