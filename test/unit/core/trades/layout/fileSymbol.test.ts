import assert from "node:assert/strict";
import { dayInName, symbolInName } from "../../../../../src/core/trades/layout/fileSymbol";

describe("the instrument in a file's name", () => {
	const NAMES: Readonly<Record<string, string | undefined>> = {
		"/a/b/BTCUSDT-trades-2024-01-01.csv": "BTCUSDT",
		"C:\\trades\\BTCUSDT-aggTrades-2024-01.csv.gz": "BTCUSDT",
		"BTCUSD_PERP-trades-2024-01-01.zip": "BTCUSD_PERP",
		"BTCUSD_240329-aggTrades-2024-01-02.csv": "BTCUSD_240329",
		"BTCUSDT2024-01-02.csv.gz": "BTCUSDT",
		"BTCUSDT_2024-01-02.csv.gz": "BTCUSDT",
		"1000PEPEUSDT2024-01-02.csv.gz": "1000PEPEUSDT",
		"BTC-USD-00017.parquet": "BTC-USD",
		"BTCUSDT-trades-part-3.csv": "BTCUSDT",
		"BTC-USD-240329.csv": "BTC-USD-240329",
		"XBTUSD.csv": "XBTUSD",
		"BTC-USDT-SWAP-trades-2024-01-01.zip": "BTC-USDT-SWAP",
		"BTC_USDT-202401.csv.gz": "BTC_USDT",
		"BTCUSDT_UMCBL_20240101_001.zip": "BTCUSDT",
		"binance-futures_trades_2024-01-02_ETHUSDT.csv.gz": "ETHUSDT",
		"AAPL_2012-06-21_34200000_57600000_message_5.csv": "AAPL",
		"kraken_xbtusd.parquet": "xbtusd",
		"tBTCUSD.json": "tBTCUSD",
		"btc-usd.ndjson": "btc-usd",
		"ES.csv": "ES",
		"trades.csv": undefined,
		"my trades.csv": undefined,
		"20240102.csv": undefined,
		"TAPE_2024.csv": undefined,
		"export-2024-01-02.csv": undefined,
		"deribit_trades.json": undefined,
		"glbx-mdp3-20240102.trades.csv.zst": undefined,
	};
	for (const [name, symbol] of Object.entries(NAMES)) {
		it(`${name}: ${symbol ?? "none"}`, () => assert.equal(symbolInName(name), symbol));
	}

	it("a day is read where all of it stands there", () => {
		assert.equal(dayInName("/x/AAPL_2012-06-21_34200000_57600000_message_5.csv"), "2012-06-21");
		assert.equal(dayInName("AAPL_20120621.csv"), "2012-06-21");
		assert.equal(dayInName("/2012-06-21/AAPL.csv"), undefined);
		assert.equal(dayInName("AAPL_2012-02-30_message.csv"), undefined);
		assert.equal(dayInName("AAPL_2012-02-29_message.csv"), "2012-02-29");
	});
});
