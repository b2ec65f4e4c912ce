import type { ChartView } from "../../../src/core/query/schema";

export const PROFILE_VIEW: ChartView = {
	queries: [
		{
			kind: "volumeProfile",
			provider: "kiyotaka",
			exchange: ["BINANCE_FUTURES"],
			rawSymbol: "BTCUSDT",
			interval: "HOUR",
			range: { last: "24h" },
		},
	],
	view: { table: true },
};

export const VWAP_VIEW: ChartView = {
	queries: [
		{
			kind: "vwap",
			provider: "kaiko",
			region: "us",
			dataVersion: "v1",
			exchange: "cbse",
			instrumentClass: "spot",
			instrument: "btc-usd",
			interval: "1h",
			range: { last: "7d" },
			aggregation: "vwap",
		},
	],
	view: {},
};
