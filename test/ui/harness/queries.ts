/** A day that is long over, so that every run draws the same chart. */
const DAY = { from: "2026-03-29T00:00:00Z", to: "2026-03-30T00:00:00Z" };

/** Hourly profiles of a day, from the loopback service. */
export const dayProfile = (rawSymbol = "BTCUSDT", exchange = "BINANCE_FUTURES") => ({
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: [exchange],
	rawSymbol,
	interval: "HOUR",
	range: DAY,
});

/** VWAPs of a day from the loopback service, with prices alone. */
export const dayVwap = (instrument = "btc-usd", exchange = "cbse", interval = "15m") => ({
	kind: "vwap",
	provider: "kaiko",
	exchange,
	instrumentClass: "spot",
	instrument,
	interval,
	range: DAY,
});

/** The sample data's week, which needs no request. */
export const sample = (kind: "volumeProfile" | "vwap", interval: string, symbol = "BTC-USDT") => ({
	kind,
	provider: "trades",
	dataset: "sample",
	symbol,
	interval,
	range: { last: "7d" },
});
