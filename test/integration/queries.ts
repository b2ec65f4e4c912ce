import type { MarketQuery } from "../../src/core/query/schema";

export { BTCUSDT_PROFILE as PROFILE, BTC_USD_VWAP as VWAP } from "../support/queries";

export const SAMPLE: MarketQuery = {
	kind: "volumeProfile",
	provider: "trades",
	dataset: "sample",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "24h" },
};
