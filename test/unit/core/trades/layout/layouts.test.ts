import assert from "node:assert/strict";
import { formatText } from "../../../../../src/core/text";
import { parseTradesLayout } from "../../../../../src/core/trades/layout/layoutSchema";
import { saidLayout } from "../../../../../src/core/trades/layout/saidLayout";
import { understand } from "../../../../../src/core/trades/layout/understand";
import { tapeHead } from "../../../../support/tapes/tapeHead";
import { TAPE_LAYOUTS, tapeFile, type TapeLayout } from "../../../../support/tapes/tapes";
import { shownTrades, tradesOf, understood } from "./reading";

const SOURCES: Readonly<Record<TapeLayout, string>> = {
	"binance spot trades": "Binance spot trades",
	"binance spot trades, microseconds": "Binance spot trades",
	"binance spot aggTrades": "Binance spot aggregated trades",
	"binance usd-m trades": "Binance USD-M futures trades",
	"binance usd-m trades, 2019": "Binance USD-M futures trades",
	"binance usd-m aggTrades": "Binance futures aggregated trades",
	"binance usd-m aggTrades, without header": "Binance futures aggregated trades",
	"binance coin-m trades": "Binance COIN-M futures trades",
	"binance coin-m aggTrades": "Binance futures aggregated trades",
	"bybit linear": "Bybit contracts",
	"bybit linear, RPI": "Bybit contracts",
	"bybit inverse, newest first": "Bybit contracts",
	"bybit spot": "Bybit spot trades",
	"bybit spot, rpi": "Bybit spot trades",
	"okx spot": "OKX trades",
	"okx swap, source": "OKX trades",
	"okx options": "OKX trades",
	"okx older": "OKX trades, older form",
	"okx older, without header": "OKX trades, older form",
	bitget: "Bitget trades",
	"coinbase json": "Coinbase Exchange trades",
	"coinbase ndjson": "Coinbase Exchange trades",
	"kraken time and sales": "Time and sales (Kraken, bitcoincharts)",
	"kraken rest": "Kraken REST trades",
	bitmex: "BitMEX trades",
	"bitmex, trdType": "BitMEX trades",
	"bitstamp json": "Bitstamp trades",
	bitcoincharts: "Time and sales (Kraken, bitcoincharts)",
	"deribit json": "Deribit trades",
	"deribit ndjson": "Deribit trades",
	"kaiko csv": "Kaiko trades (CSV)",
	"kaiko rest": "Kaiko trades (REST)",
	tardis: "Tardis trades",
	databento: "Databento trades",
	"databento, pretty": "Databento trades",
	"ccxt json": "ccxt trades",
	"ccxt ndjson": "ccxt trades",
	"bitfinex json": "Bitfinex trades",
	"bitfinex csv": "Bitfinex trades",
	"lobster messages": "LOBSTER messages",
	"time, price, size": "Trades of no known source, by the names of the columns",
	"time, price, size, side": "Trades of no known source, by the names of the columns",
};

describe("what a file of trades holds", () => {
	for (const layout of TAPE_LAYOUTS) {
		describe(layout, () => {
			const file = tapeFile(layout);

			it("is told by its source's name, without a question", () => {
				const { sourceName, questions } = understood(file);
				assert.equal(formatText(sourceName), SOURCES[layout]);
				assert.deepEqual(questions, []);
			});

			it("has its first rows read as they were made", () => {
				const shown = tradesOf(understood(file));
				assert.ok(shown.length >= 10);
				assert.deepEqual(shown, shownTrades(file.trades.slice(0, shown.length)));
			});

			it("is the same when the head ends in the middle of a row", () => {
				const whole = understood(file);
				const cut = understand(tapeHead(file, Math.floor(file.bytes.length * 0.7)));
				assert.ok(cut.ok);
				assert.deepEqual(
					{ ...cut, rowsLookedAt: 0, symbols: [] },
					{ ...whole, rowsLookedAt: 0, symbols: [] },
				);
			});

			it("is read alike by what was understood, said again", () => {
				const first = understood(file);
				const said = saidLayout(first);
				assert.ok(parseTradesLayout(said).ok);
				const again = understood(file, said);
				assert.deepEqual(again.layout, first.layout);
				assert.deepEqual(again.rows, first.rows);
				assert.deepEqual(again.questions, []);
			});

			it("names the instruments", () => {
				const { symbols } = understood(file);
				assert.deepEqual(
					[...symbols].sort(),
					[...new Set(file.trades.map(({ symbol }) => symbol))].sort(),
				);
			});
		});
	}
});
