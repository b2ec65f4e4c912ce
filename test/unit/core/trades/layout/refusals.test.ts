import assert from "node:assert/strict";
import { genericTape } from "../../../../support/tapes/genericTape";
import { TAPE_LAYOUTS, tapeFile } from "../../../../support/tapes/tapes";
import { tapeHead } from "../../../../support/tapes/tapeHead";
import { understand } from "../../../../../src/core/trades/layout/understand";
import { csvOf, fileOf, refused, sentenceOf, understood } from "./reading";

const T = 1_704_204_000_000;
const CANDLES =
	"The file holds candles (open, high, low and close), not trades. Profiles and VWAP need single trades: choose a file of those.";
const BOOK = "The file holds an order book or quotes, not trades. Choose a file of trades.";

describe("a file that holds no trades is refused", () => {
	const cases: readonly (readonly [
		what: string,
		name: string,
		content: string | Uint8Array,
		sentence: string,
	])[] = [
		["no bytes", "a.csv", "", "The file is empty. Choose one that holds trades."],
		["blank lines", "a.csv", "\n\r\n  \n", "The file is empty. Choose one that holds trades."],
		[
			"a header alone",
			"a.csv",
			"time,price,size,side\n",
			"The file holds names of columns (time, price, size, side) and no rows. Choose one that holds trades.",
		],
		["an empty list", "a.json", "[]", "The file holds no rows. Choose one that holds trades."],
		[
			"an answer without trades",
			"a.json",
			'{"error":["EQuery:Unknown asset pair"]}',
			"The file holds no rows. Choose one that holds trades.",
		],
		[
			"klines of Binance, twelve columns without names",
			"BTCUSDT-1m-2024-01.csv",
			csvOf(undefined, 4, (at) => [
				T + at * 60_000,
				1,
				3,
				0.5,
				2,
				10,
				T + at * 60_000 + 59_999,
				100,
				5,
				4,
				40,
				0,
			]),
			CANDLES,
		],
		[
			"candles of CryptoDataDownload",
			"Bitstamp_BTCUSD_1h.csv",
			`https://www.CryptoDataDownload.com\n${csvOf("unix,date,symbol,open,high,low,close,Volume BTC,Volume USD", 3, (at) => [T / 1_000 - at, "2024-01-02 14:00:00", "BTC/USD", 1, 2, 0.5, 1.5, 10, 20])}`,
			CANDLES,
		],
		[
			"candles without names",
			"BTCUSD.csv",
			csvOf(undefined, 9, (at) => [
				T + at * 60_000,
				42_000 + at,
				42_010 + at,
				41_990 - at,
				42_005,
				10 + at,
			]),
			CANDLES,
		],
		[
			"candles as objects",
			"a.json",
			JSON.stringify([{ t: T, o: 1, h: 2, l: 0.5, c: 1.5, v: 10 }]),
			CANDLES,
		],
		[
			"an order book of Tardis",
			"book.csv",
			csvOf("exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount", 3, () => [
				"binance",
				"BTCUSDT",
				T * 1_000,
				T * 1_000,
				true,
				"bid",
				42,
				1,
			]),
			BOOK,
		],
		[
			"quotes",
			"ticker.csv",
			csvOf(
				"update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time",
				3,
				(at) => [at, 1, 2, 3, 4, T],
			),
			BOOK,
		],
		["a document of bids and asks", "a.json", '{"bids":[["1","2"]],"asks":[["2","3"]]}', BOOK],
		[
			"no price",
			"a.csv",
			`time,size\n${T},3\n`,
			"No column holds the prices of trades. The file has time, size. Choose a file of trades, or say which column it is.",
		],
		[
			"no size",
			"a.csv",
			`time,price,note\n${T},3,x\n`,
			"No column holds the sizes of trades. The file has time, price, note. Choose a file of trades, or say which column it is.",
		],
		[
			"a price that is none of trades",
			"a.csv",
			`time,mark_price,size\n${T},3,1\n`,
			"No column holds the prices of trades. The file has time, mark_price, size. Choose a file of trades, or say which column it is.",
		],
		[
			"a column of prices in which every third row holds none",
			"a.csv",
			csvOf("time,price,size", 30, (at) => [T + at, at % 3 === 0 ? "halted" : 100, 1]),
			"Too many rows of the column price hold no number, such as halted. Mend the file, or say which column it is.",
		],
		[
			"one column",
			"a.csv",
			"notes\nbuy milk\nsell shoes\n",
			"No column holds the times of trades. The file has notes. Choose a file of trades, or say which column it is.",
		],
		[
			"dates of which nobody knows the month",
			"a.csv",
			"Date,Price,Volume\n01/02/2024 14:00:00,42,1\n",
			"Dates like 01/02/2024 14:00:00 cannot be read for sure. Write date and time in one column, like 2024-01-31 09:30:00, or in milliseconds since 1970.",
		],
		[
			"seconds after midnight of an unknown day",
			"AAPL_message.csv",
			csvOf(undefined, 3, (at) => [34_200.5 + at, 4, at + 5, 100, 1_000_000, 1]),
			"The times count from midnight, and the file's name says no day. Name it like AAPL_2012-06-21_message.csv.",
		],
		[
			"several lists of trades",
			"a.json",
			`{"result":{"XXBTZUSD":[["1","2",${T / 1_000}.5,"b","l","",1]],"XETHZUSD":[["1","2",${T / 1_000}.5,"b","l","",1]]}}`,
			"The document holds several lists of trades (result.XXBTZUSD, result.XETHZUSD). Save each in a file of its own.",
		],
		[
			"a web page",
			"BTCUSDT.csv",
			"<!DOCTYPE html><html><body>Not found</body></html>",
			"The file is a web page, not trades. The download may have failed: load it again.",
		],
		[
			"a DBN file",
			"a.dbn",
			Uint8Array.of(0x44, 0x42, 0x4e, 1, 0, 0),
			"The file holds Databento DBN data, which cannot be read here. Save the trades as CSV, Parquet or JSON.",
		],
		[
			"bytes of no known format",
			"a.csv",
			Uint8Array.of(1, 2, 3, 0, 255, 7, 0, 9),
			"The file is in no known format. Save the trades as CSV, Parquet or JSON.",
		],
		[
			"UTF-16 that the engine cannot read",
			"a.csv",
			genericTape({ encoding: "utf-16be", hasByteOrderMark: true }).bytes,
			"The file is written in UTF-16 with the high byte first. Save it in UTF-8.",
		],
		[
			"dates in a form that the engine cannot read",
			"a.csv",
			"Date,Price,Volume\n2024-01-02 14:00:00 +02:00,42,1\n",
			"Dates like 2024-01-02 14:00:00 +02:00 cannot be read for sure. Write date and time in one column, like 2024-01-31 09:30:00, or in milliseconds since 1970.",
		],
		[
			"one long line",
			"a.txt",
			"x".repeat(5_000),
			`The file holds names of columns (${"x".repeat(39)}…) and no rows. Choose one that holds trades.`,
		],
		[
			"days that are written as numbers",
			"a.csv",
			"DATE,TIME_M,SYMBOL,SIZE,PRICE\n20240102,9:30:00.123,AAPL,100,185\n",
			"Dates like 20240102 cannot be read for sure. Write date and time in one column, like 2024-01-31 09:30:00, or in milliseconds since 1970.",
		],
		[
			"JSON that goes wrong",
			"a.json",
			'{"time":1,"price":}',
			"The file begins like JSON and does not go on like it. Save the trades again.",
		],
	];
	for (const [what, name, content, sentence] of cases) {
		it(what, () => {
			const refusal = refused(fileOf(name, content));
			assert.equal(sentenceOf(refusal), sentence);
			assert.equal(refusal.kind, "unreadable");
		});
	}

	it("never with an exception, wherever a file is cut or spoilt", () => {
		for (const layout of TAPE_LAYOUTS) {
			const { name, bytes } = tapeFile(layout, { trades: 6 });
			for (let end = 0; end <= bytes.length; end += 37) {
				for (const isWhole of [true, false]) {
					understand({ ...tapeHead({ name, bytes: bytes.subarray(0, end) }), isWhole });
				}
			}
		}
	});
});

describe("what is said of a file that contradicts it", () => {
	const file = genericTape();
	const said = (layout: Parameters<typeof refused>[1]) => refused(file, layout);

	it("names the columns that there are", () => {
		const refusal = said({ columns: { price: "px" } });
		assert.equal(refusal.kind, "badRequest");
		assert.equal(
			sentenceOf(refusal),
			"There is no column px. The file has time, price, size, side.",
		);
		assert.equal(
			sentenceOf(said({ columns: { id: 9 } })),
			"There is no column 9, counted from 0. The file has 4 columns: time, price, size, side.",
		);
	});

	it("is refused where a column holds something else", () => {
		assert.equal(
			sentenceOf(said({ columns: { size: "side" } })),
			`The column side holds no numbers: ${file.trades[0]?.side}. Choose another one.`,
		);
		assert.match(
			sentenceOf(said({ columns: { time: "side" } })),
			/^The column side holds no such times: /,
		);
	});

	it("is refused where there is no such zone", () => {
		assert.equal(
			sentenceOf(said({ zone: "Mars/Base" })),
			"There is no time zone Mars/Base. Write it like Europe/London or UTC.",
		);
	});

	it("is refused where a column is to be two things", () => {
		const binance = tapeFile("binance usd-m aggTrades", { seed: 1, trades: 20 });
		const csv = fileOf(
			"BTC-USD.csv",
			csvOf("time,price,size,side,number", 9, (at) => [T + at, 42, 1, "buy", at]),
		);
		for (const [file, columns, sentence] of [
			[csv, { price: "size", size: "size" }, /The column size cannot be both price and size\./],
			[csv, { id: "price" }, /The column price cannot be both price and id\./],
			[csv, { side: "time" }, /The column time cannot be both time and side\./],
			[csv, { id: "time", time: 0 }, /The column time cannot be both time and id\./],
			[csv, { symbol: "side", side: "side" }, /The column side cannot be both side and symbol\./],
			[binance, { price: "quantity" }, /The column quantity cannot be both price and size\./],
		] as const) {
			const refusal = refused(file, { columns });
			assert.equal(refusal.kind, "badRequest");
			assert.match(sentenceOf(refusal), sentence);
		}
		// What is not read is no second thing.
		const said = { columns: { id: "side", side: "side" }, sideWords: { buy: [], sell: [] } };
		assert.equal(understood(csv, said).layout.side.of, "nobody");
		// What was only found gives way to what is said.
		assert.equal(understood(csv, { columns: { id: "side" } }).layout.columns.side, undefined);
	});

	it("when a word is to mean both sides", () => {
		const file = fileOf("a.csv", `time,price,size,side\n${T},3,1,x\n${T + 1},3,1,y\n`);
		const said = { sideWords: { buy: ["x", "Z"], sell: ["y", "z"] } };
		assert.equal(
			sentenceOf(refused(file, said)),
			"Z cannot mean both that the taker bought and that the taker sold.",
		);
	});
});
