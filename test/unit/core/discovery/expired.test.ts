import assert from "node:assert/strict";
import { withExpiry } from "../../../../src/core/discovery/expired";
import { rankMarkets } from "../../../../src/core/discovery/rank";
import {
	lastTradedRanges,
	outsideTrading,
	rangeToBeginWith,
} from "../../../../src/core/discovery/tradedRange";
import { epochMs } from "../../../../src/core/time";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16));
const market = (symbol: string, more = {}) => ({ exchange: "BINANCE_DELIVERY", symbol, ...more });
const dayOf = (symbol: string, now = NOW) => withExpiry(market(symbol), now).expired;

describe("the day in the name of a dated market", () => {
	for (const [symbol, day] of [
		["BTCUSD_250926", Date.UTC(2025, 8, 26)],
		["BTC-USD-250926", Date.UTC(2025, 8, 26)],
		["BTC-26SEP25", Date.UTC(2025, 8, 26)],
		["BTC-26SEP25-60000-C", Date.UTC(2025, 8, 26)],
		["BTC-USD-20240229", Date.UTC(2024, 1, 29)],
	] as const) {
		it(`is that of its end: ${symbol}`, () => assert.equal(dayOf(symbol), day));
	}

	it("says nothing before that day is over, and nothing of a day that no calendar has", () => {
		const end = Date.UTC(2026, 2, 27);
		assert.equal(dayOf("BTCUSD_260327", epochMs(end + 86_399_999)), undefined);
		assert.equal(dayOf("BTCUSD_260327", epochMs(end + 86_400_000)), end);
		assert.equal(dayOf("BTC-USD-20250229"), undefined);
		assert.equal(dayOf("BTCUSDT"), undefined);
		assert.equal(dayOf("BTC-USDT-SWAP"), undefined);
	});

	it("counts less than what the provider says of it", () => {
		const lastTrade = epochMs(Date.UTC(2025, 8, 20));
		assert.equal(withExpiry(market("BTCUSD_250926", { lastTrade }), NOW).expired, undefined);
		const perpetual = market("ABC_250926", { group: "PERPETUAL" });
		assert.equal(withExpiry(perpetual, NOW).expired, undefined);
	});

	it("puts it behind those that still trade", () => {
		const listed = ["BTCUSD_250926", "BTCUSD_261225", "BTCUSD_PERP"].map((symbol) =>
			withExpiry(market(symbol), NOW),
		);
		const symbols = (typed: string) =>
			rankMarkets(typed, listed, 5).map(({ market: { symbol } }) => symbol);
		assert.deepEqual(symbols(""), ["BTCUSD_261225", "BTCUSD_PERP", "BTCUSD_250926"]);
		assert.deepEqual(symbols("btcusd_"), ["BTCUSD_261225", "BTCUSD_PERP", "BTCUSD_250926"]);
	});
});

describe("the range of a market that expired", () => {
	const span = { expired: epochMs(Date.UTC(2025, 8, 26)) };
	const lastDay = { from: "2025-09-26T00:00:00.000Z", to: "2025-09-27T00:00:00.000Z" };
	const always = () => true;

	it("ends with that day", () => {
		assert.deepEqual(lastTradedRanges(span)[0]?.range, lastDay);
		assert.equal(outsideTrading({ last: "24h" }, span, NOW), "after");
		assert.equal(outsideTrading(lastDay, span, NOW), undefined);
		const after = { from: "2025-09-27T00:00:00Z", to: "2025-09-28T00:00:00Z" };
		assert.equal(outsideTrading(after, span, NOW), "after");
	});

	it("begins with its last day where nothing can come for the usual one, and else with that", () => {
		assert.deepEqual(rangeToBeginWith({ last: "24h" }, span, NOW, always), lastDay);
		assert.deepEqual(rangeToBeginWith({ last: "52w" }, span, NOW, always), { last: "52w" });
		assert.deepEqual(rangeToBeginWith({ last: "24h" }, {}, NOW, always), { last: "24h" });
		const untraded = { isUntraded: true };
		assert.deepEqual(rangeToBeginWith({ last: "24h" }, untraded, NOW, always), { last: "24h" });
	});

	it("is longer where the last day alone cannot be asked for", () => {
		const isWeek = ({ from, to }: { from: string; to: string }) =>
			Date.parse(to) - Date.parse(from) >= 7 * 86_400_000;
		const range = rangeToBeginWith(
			{ last: "24h" },
			span,
			NOW,
			(one) => "from" in one && isWeek(one),
		);
		assert.deepEqual(range, { from: "2025-09-20T00:00:00.000Z", to: lastDay.to });
		assert.deepEqual(
			rangeToBeginWith({ last: "24h" }, span, NOW, () => false),
			{ last: "24h" },
		);
	});
});
