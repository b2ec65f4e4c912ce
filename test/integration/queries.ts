import type { MarketQuery } from "../../src/host/api";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../support/queries";

export const PROFILE = { ...BTCUSDT_PROFILE, exchange: [...BTCUSDT_PROFILE.exchange] };
export const VWAP = BTC_USD_VWAP;

export const SAMPLE: MarketQuery = {
	kind: "volumeProfile",
	provider: "trades",
	dataset: "sample",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "24h" },
};
