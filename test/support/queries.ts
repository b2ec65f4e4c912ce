import type { KaikoVwapQuery, KiyotakaProfileQuery } from "../../src/core/query/query";

/** One day of hourly profiles of the market that most tests look at. */
export const BTCUSDT_PROFILE: KiyotakaProfileQuery = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BINANCE_FUTURES"],
	rawSymbol: "BTCUSDT",
	interval: "HOUR",
	range: { last: "24h" },
};

/** One day of hourly VWAPs, with every default spelled out as the parser gives it. */
export const BTC_USD_VWAP: KaikoVwapQuery = {
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
