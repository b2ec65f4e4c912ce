import type { MarketQuery } from "../../src/core/query/schema";

export const PROFILE: MarketQuery = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BINANCE_FUTURES"],
	rawSymbol: "BTCUSDT",
	interval: "HOUR",
	range: { last: "24h" },
};

export const VWAP: MarketQuery = {
	kind: "vwap",
	provider: "kaiko",
	region: "us",
	dataVersion: "v1",
	exchange: "cbse",
	instrumentClass: "spot",
	instrument: "btc-usd",
	interval: "1h",
	range: { last: "24h" },
	aggregation: "vwap",
};

export const SAMPLE: MarketQuery = {
	kind: "volumeProfile",
	provider: "trades",
	dataset: "sample",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "24h" },
};
