import assert from "node:assert/strict";
import { linkBetween } from "../../../../src/core/query/links";
import type { ChartView, MarketQuery } from "../../../../src/core/query/query";
import type { Link } from "../../../../src/core/query/viewOptions";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";

const USDT_VWAP: MarketQuery = { ...BTC_USD_VWAP, instrument: "btc-usdt" };
const ETH: MarketQuery = { ...BTCUSDT_PROFILE, rawSymbol: "ETHUSDT" };
const chart = (link: Link | undefined, ...queries: readonly MarketQuery[]): ChartView => ({
	queries,
	view: link === undefined ? {} : { link },
});

describe("a link between two charts", () => {
	it("is there where both are linked and show a pair in common, whoever they ask", () => {
		const one = chart("market", BTCUSDT_PROFILE);
		for (const other of [chart("market", USDT_VWAP), chart("all", USDT_VWAP)]) {
			assert.deepEqual(linkBetween(one, other), { isSameMarket: true });
			assert.deepEqual(linkBetween(other, one), { isSameMarket: true });
		}
		assert.equal(linkBetween(one, chart(undefined, USDT_VWAP)), undefined);
		assert.equal(linkBetween(chart(undefined, USDT_VWAP), one), undefined);
	});

	it("is between all markets only where both charts want that, and then has no common price", () => {
		const [all, market] = [chart("all", ETH), chart("market", ETH)];
		assert.deepEqual(linkBetween(all, chart("all", USDT_VWAP)), { isSameMarket: false });
		assert.equal(linkBetween(all, chart("market", USDT_VWAP)), undefined);
		assert.equal(linkBetween(market, chart("all", USDT_VWAP)), undefined);
	});

	it("takes any market of a chart with several, and knows bitcoin by both of its names", () => {
		const several = chart("market", ETH, BTCUSDT_PROFILE);
		assert.ok(linkBetween(several, chart("market", USDT_VWAP)));
		const xbt: MarketQuery = { ...BTCUSDT_PROFILE, rawSymbol: "XBTUSDT" };
		assert.ok(linkBetween(chart("market", xbt), chart("market", USDT_VWAP)));
		assert.equal(linkBetween(several, chart("market", BTC_USD_VWAP)), undefined);
	});

	it("needs a known pair to be of one market", () => {
		const coin: MarketQuery = { ...BTCUSDT_PROFILE, rawSymbol: undefined, coin: "BTC" };
		assert.equal(linkBetween(chart("market", coin), chart("market", coin)), undefined);
	});
});
