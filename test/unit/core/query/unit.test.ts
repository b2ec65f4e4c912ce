import assert from "node:assert/strict";
import type { MarketQuery } from "../../../../src/core/query/query";
import { arePricesOfOneCoin } from "../../../../src/core/query/unit";

const at = (exchange: string, instrument: string): MarketQuery => ({
	kind: "vwap",
	provider: "kaiko",
	region: "us",
	dataVersion: "v1",
	exchange,
	instrumentClass: "spot",
	instrument,
	interval: "1h",
	aggregation: "vwap",
	range: { last: "24h" },
});
const sample = (symbol: string): MarketQuery => ({
	kind: "vwap",
	provider: "trades",
	dataset: "sample",
	symbol,
	interval: "1h",
	range: { last: "24h" },
});

describe("prices that stand on one axis", () => {
	it("are those of one coin in one currency, whatever the venue and the dollar", () => {
		for (const same of [
			[at("cbse", "btc-usd"), at("krkn", "btc-usd")],
			[at("cbse", "btc-usd"), at("binc", "btc-usdt"), sample("BTC-USDT")],
			[at("krkn", "eth-eur"), at("stmp", "eth-eur")],
			[at("binc", "币安人生-usdt"), at("okex", "币安人生-usdc")],
		]) {
			assert.ok(arePricesOfOneCoin(same));
		}
	});

	it("are not those of two coins, of two currencies, or of what a symbol does not tell", () => {
		for (const other of [
			[at("cbse", "btc-usd"), at("cbse", "eth-usd")],
			[at("cbse", "btc-usd"), at("krkn", "btc-eur")],
			[at("drbt", "btc-27mar26"), at("cbse", "btc-usd")],
			[at("okex", "btc-usd-260327"), at("okex", "btc-usd-260626")],
		]) {
			assert.ok(!arePricesOfOneCoin(other));
		}
	});
});
