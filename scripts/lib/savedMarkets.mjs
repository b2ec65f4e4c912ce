import { join } from "node:path";
import { OUT } from "./paths.mjs";

/** What stands in the tree of `npm start`. */
export const SAVED_MARKETS = [
	{
		name: "BTC profile, Binance Futures",
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
		view: {},
	},
	{
		name: "BTC in US dollars, three venues",
		queries: [
			{
				kind: "volumeProfile",
				provider: "kiyotaka",
				exchange: ["BINANCE_FUTURES", "BYBIT", "OKEX_SWAP"],
				coin: "BTC",
				interval: "HOUR",
				range: { last: "7d" },
				aggregate: "sum",
				quote: "USD",
			},
		],
		view: {},
	},
	{
		name: "BTC VWAP, Coinbase",
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
	},
];

/** Writes the markets where the extension keeps its own, with the extension's own code. */
export async function saveMarkets(globalStorage) {
	const { MarketStore } = await import(join(OUT, "src", "app", "markets", "marketStore.js"));
	const quiet = () => undefined;
	const store = new MarketStore({
		folder: join(globalStorage, "value-area.value-area", "markets"),
		log: { debug: quiet, info: quiet, warn: console.warn, error: console.error },
		now: Date.now,
	});
	for (const { name, ...view } of SAVED_MARKETS) await store.add(name, view);
}
