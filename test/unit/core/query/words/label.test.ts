import assert from "node:assert/strict";
import { queryLabel } from "../../../../../src/core/query/words/label";
import type { MarketQuery, TradesQuery } from "../../../../../src/core/query/query";
import { queryUnit } from "../../../../../src/core/query/unit";
import { formatText } from "../../../../../src/core/text";

const names: Readonly<Record<string, string>> = {
	BINANCE_FUTURES: "Binance Futures",
	BYBIT: "Bybit",
	cbse: "Coinbase",
};

function labelOf(query: MarketQuery) {
	const label = queryLabel(query, (_provider, code) => names[code] ?? code);
	return {
		...label,
		unit: queryUnit(query),
		kind: formatText(label.kind),
		venue: formatText(label.venue),
		interval: formatText(label.interval),
		range: formatText(label.range),
	};
}

const profile = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BINANCE_FUTURES"],
	interval: "HOUR",
	range: { last: "24h" },
} as const;

describe("a query in words", () => {
	it("names market, venue, provider, interval and range", () => {
		assert.deepEqual(labelOf({ ...profile, exchange: ["BINANCE_FUTURES"], rawSymbol: "BTCUSDT" }), {
			kind: "Volume profile",
			market: "BTCUSDT",
			venue: "Binance Futures",
			provider: "Kiyotaka",
			interval: "hourly",
			range: "24 h",
			filter: undefined,
			unit: undefined,
			isSum: false,
		});
	});

	it("names summed venues together with the unit asked for", () => {
		const label = labelOf({
			...profile,
			exchange: ["BINANCE_FUTURES", "BYBIT"],
			coin: "BTC",
			aggregate: "sum",
			quote: "USD",
		});
		assert.equal(label.market, "BTC");
		assert.equal(label.venue, "Binance Futures + Bybit");
		assert.equal(label.unit, "USD");
		assert.ok(label.isSum);
	});

	it("shortens a long list of venues", () => {
		const exchange = ["BINANCE_FUTURES", "BYBIT", "OKX", "DERIBIT"];
		assert.equal(
			labelOf({ ...profile, exchange, coin: "BTC" }).venue,
			"Binance Futures and 3 more",
		);
	});

	it("reads the unit from pairs", () => {
		const symbol = { ...profile, exchange: ["BYBIT"], normalizedSymbol: "ETH-USDT" };
		assert.equal(labelOf(symbol).unit, "ETH");
		const kaiko = labelOf({
			kind: "vwap",
			provider: "kaiko",
			region: "us",
			dataVersion: "v1",
			aggregation: "vwap",
			exchange: "cbse",
			instrumentClass: "spot",
			instrument: "btc-usd",
			interval: "5m",
			range: { last: "7d" },
		});
		assert.deepEqual([kaiko.market, kaiko.venue, kaiko.unit], ["BTC-USD", "Coinbase", "USD"]);
		assert.deepEqual([kaiko.interval, kaiko.range], ["5-minute", "7 d"]);
	});

	it("calls the sample data by its name, and another data set by its id where no name is known", () => {
		const query = {
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
			interval: "1d",
			range: { last: "7d" },
		} as const;
		const vwap = labelOf({ ...query, kind: "vwap" });
		assert.deepEqual([vwap.venue, vwap.provider, vwap.unit], ["Sample data", "Trades", "USDT"]);
		const other = labelOf({ ...query, kind: "volumeProfile", dataset: "trades.csv" });
		assert.deepEqual([other.venue, other.unit], ["trades.csv", "BTC"]);
	});
});

describe("a query of some trades alone", () => {
	const query: TradesQuery = {
		kind: "vwap",
		provider: "trades",
		dataset: "mine",
		symbol: "BTC-USDT",
		interval: "1h",
		range: { last: "7d" },
	};
	const words = (size: TradesQuery["size"], symbol = "BTC-USDT") => {
		const { filter } = queryLabel({ ...query, symbol, size });
		return filter === undefined ? undefined : formatText(filter);
	};

	it("says which sizes count, in their unit if it is known", () => {
		assert.equal(words(undefined), undefined);
		assert.equal(words({ min: 5 }), "trades ≥ 5 BTC");
		assert.equal(words({ max: 1e-7 }), "trades ≤ 0.0000001 BTC");
		assert.equal(words({ min: 1_000, max: 5_000, in: "notional" }), "trades 1000 to 5000 USDT");
		// Sizes of such a symbol may be contracts.
		assert.equal(words({ min: 5 }, "XBTUSD"), "trades ≥ 5");
		assert.equal(words({ min: 5, in: "notional" }, "XBTUSD"), "trades ≥ 5 notional");
	});
});
