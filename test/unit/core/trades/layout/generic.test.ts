import assert from "node:assert/strict";
import * as fc from "fast-check";
import { formatText } from "../../../../../src/core/text";
import { saidLayout } from "../../../../../src/core/trades/layout/saidLayout";
import { understand } from "../../../../../src/core/trades/layout/understand";
import type { SaidLayout } from "../../../../../src/core/trades/layout/understood";
import { type GenericColumn, genericTape } from "../../../../support/tapes/genericTape";
import { tapeHead } from "../../../../support/tapes/tapeHead";
import { assertRead, csvOf, type File, fileOf, tradesOf, understood } from "./reading";

const T = 1_704_204_000_000;

/** What people call the columns of their own files. */
const NAMES: Readonly<Record<GenericColumn, readonly string[]>> = {
	time: [
		"time",
		"Timestamp",
		"ts",
		"datetime",
		"date",
		"trade_time",
		"created_at_ts",
		"unix",
		"Time (UTC)",
	],
	price: ["price", "Price", "px", "trade_price", "tradePrice", "last", "价格"],
	size: ["size", "qty", "Quantity", "amount", "volume", "vol", "trade_size", "base_qty", "数量"],
	side: ["side", "taker_side", "Direction", "aggressor", "aggressor_side", "交易方向"],
	symbol: ["symbol", "instrument", "pair", "Ticker", "product_id", "inst_id"],
	id: ["id", "trade_id", "tradeId", "tid"],
};

describe("a file of trades that no source publishes", () => {
	it("is read whatever the order of its columns and their usual names", () => {
		const columns = fc.shuffledSubarray<GenericColumn>(["side", "symbol", "id"]).chain((others) =>
			fc.shuffledSubarray<GenericColumn>(["time", "price", "size", ...others], {
				minLength: 3 + others.length,
			}),
		);
		const names = fc.record({
			time: fc.constantFrom(...NAMES.time),
			price: fc.constantFrom(...NAMES.price),
			size: fc.constantFrom(...NAMES.size),
			side: fc.constantFrom(...NAMES.side),
			symbol: fc.constantFrom(...NAMES.symbol),
			id: fc.constantFrom(...NAMES.id),
		});
		const form = fc.record({
			columns,
			names,
			delimiter: fc.constantFrom(",", ";", "\t", "|"),
			hasDecimalComma: fc.boolean(),
			hasExponents: fc.boolean(),
			hasQuotes: fc.boolean(),
			hasByteOrderMark: fc.boolean(),
			hasCrLf: fc.boolean(),
			encoding: fc.constantFrom("utf-8", "utf-16le"),
			time: fc.constantFrom("s", "ms", "us", "ns", "utc", "zoneless", "offset"),
			sideWords: fc.constantFrom(["buy", "sell"], ["BUY", "SELL"], ["B", "S"], ["Buy", "Sell"]),
			trades: fc.integer({ min: 2, max: 60 }),
			seed: fc.nat(1_000),
		} as const);
		fc.assert(
			fc.property(form, (wish) => {
				// The maker's side that Coinbase writes cannot be told from another's by these names alone.
				const isCoinbase = (text: string) =>
					/^\W*(time|trade_id|price|size|side)(\W+(time|trade_id|price|size|side)){4}\W*$/.test(
						text,
					);
				const file = genericTape(wish);
				fc.pre(!isCoinbase(file.text.split(/\r?\n/)[0] ?? ""));
				assertRead(file);
			}),
			{ numRuns: 300 },
		);
	});

	it("may have one row", () => {
		assertRead(genericTape({ trades: 1 }));
	});

	it("may have lines above its header", () => {
		const { layout } = assertRead(genericTape({ banner: ["made by hand", "on a Sunday"] }));
		assert.equal(layout.csv?.skippedLines, 3);
	});

	it("is read without header where price, then size follow the time", () => {
		const { layout, header } = assertRead(genericTape({ isHeadless: true }));
		assert.equal(header, false);
		assert.equal(layout.csv?.skippedLines, 0);
	});

	it("keeps rows that are cut or too long as bad ones", () => {
		const { bytes } = genericTape({ trades: 10 });
		const text = new TextDecoder().decode(bytes);
		const spoilt = fileOf("BTC-USD.csv", `${text}1704204000000,42\n1704204000000,1,2,buy,5\n`);
		const { rows } = understood(spoilt);
		assert.deepEqual(
			rows.slice(10).map(({ reading }) => reading),
			[
				{ kind: "bad", problem: "cut" },
				{ kind: "bad", problem: "tooLong" },
			],
		);
	});

	it("says of each row that is no trade why", () => {
		const rows = [
			"1704204000000,42,1",
			"1704204000001,0,1",
			"1704204000002,42,-1",
			"x,42,1",
			"1704204000003,42,NaN",
		];
		const more = Array.from({ length: 40 }, (_, at) => `17042040000${at + 10},42.5,${at + 1}`);
		const file = fileOf("BTC-USD.csv", ["time,price,size", ...rows, ...more, ""].join("\n"));
		const problems = tradesOf(understood(file)).map((row) =>
			row.kind === "bad" ? row.problem : row.kind,
		);
		assert.deepEqual(problems.slice(0, 6), ["trade", "price", "size", "time", "size", "trade"]);
	});

	it("drops the row that the end of the head cuts", () => {
		const file = genericTape({ trades: 100 });
		const result = understand(tapeHead(file, 2_000));
		assert.ok(result.ok);
		const rows = file.text.slice(0, 2_000).split("\n").length - 2;
		assert.equal(result.rowsLookedAt, rows);
	});

	it("takes quotes with delimiters and ends of lines inside for one cell", () => {
		const csv = csvOf("time,price,size,note", 4, (at) => [
			1704204000000 + at,
			42 + at,
			at + 1,
			'"one, ""two""\nthree"',
		]);
		const { rows } = understood(fileOf("BTC-USD.csv", csv));
		assert.equal(rows.length, 4);
		assert.equal(rows[2]?.cells[3], 'one, "two"\nthree');
	});

	it("is read in its zone where that is said, winter and summer", () => {
		const csv = "time,price,size\n2024-01-02 09:30:00,42,1\n2024-07-02 09:30:00,42,1\n";
		const { rows } = understood(fileOf("AAPL.csv", csv), { zone: "America/New_York" });
		assert.deepEqual(
			rows.map(({ reading }) => reading.kind === "trade" && reading.time),
			["2024-01-02T14:30:00.000Z", "2024-07-02T13:30:00.000Z"],
		);
	});

	it("counts a row of first and last ids as that many trades", () => {
		const csv = csvOf("time,price,size,first_trade_id,last_trade_id", 3, (at) => [
			1704204000000,
			42,
			1,
			10,
			10 + at,
		]);
		const { rows } = understood(fileOf("BTCUSD.csv", csv));
		assert.deepEqual(
			rows.map(({ reading }) => reading.kind === "trade" && reading.count),
			[1, 2, 3],
		);
	});

	it("shows long cells in part", () => {
		const csv = csvOf("time,price,size,note", 2, () => [1704204000000, 42, 1, "x".repeat(9_000)]);
		const { rows } = understood(fileOf("BTCUSD.csv", csv));
		assert.equal(rows[0]?.cells[3], `${"x".repeat(199)}…`);
	});

	it("takes the size for the base where another column is its value", () => {
		const csv = csvOf("time,price,amount,volume", 8, (at) => [
			1704204000000 + at,
			42 + at,
			(42 + at) * (at + 1),
			at + 1,
		]);
		const { layout, notes, questions } = understood(fileOf("BTCUSD.csv", csv));
		assert.equal(layout.columns.size, 3);
		assert.deepEqual(questions, []);
		assert.deepEqual(notes.map(formatText), [
			"The column amount is size times price in every row and is left aside.",
		]);
	});

	it("takes the sign of the size for the side where about half are below zero", () => {
		const csv = csvOf("time,price,amount", 10, (at) => [
			1704204000000 + at,
			42,
			at % 2 === 0 ? 1 : -1,
		]);
		const { sideRule, rows } = understood(fileOf("BTCUSD.csv", csv));
		assert.equal(
			formatText(sideRule),
			"The sign of amount is the side: below zero the taker sold.",
		);
		assert.deepEqual(
			rows.slice(0, 2).map(({ reading }) => reading.kind === "trade" && reading.side),
			["buy", "sell"],
		);
	});

	it("takes a few sizes below zero for bad rows", () => {
		const csv = csvOf("time,price,amount", 20, (at) => [1704204000000 + at, 42, at === 3 ? -1 : 1]);
		const { layout, rows } = understood(fileOf("BTCUSD.csv", csv));
		assert.equal(layout.side.of, "nobody");
		assert.deepEqual(rows[3]?.reading, { kind: "bad", problem: "size" });
	});

	it("understands flags by their names", () => {
		const side = (name: string) => {
			const csv = csvOf(`time,price,size,${name}`, 2, (at) => [1704204000000, 42, 1, at === 0]);
			return understood(fileOf("BTCUSD.csv", csv)).rows.map(
				({ reading }) => reading.kind === "trade" && reading.side,
			);
		};
		assert.deepEqual(side("is_buyer_maker"), ["sell", "buy"]);
		assert.deepEqual(side("isBuyerMaker"), ["sell", "buy"]);
		assert.deepEqual(side("taker_side_sell"), ["sell", "buy"]);
		assert.deepEqual(side("taker_is_buyer"), ["buy", "sell"]);
		assert.deepEqual(side("is_buy"), ["buy", "sell"]);
	});

	it("takes the maker's side where a column says that it is", () => {
		const csv = csvOf("time,price,size,maker_side", 2, (at) => [
			1704204000000,
			42,
			1,
			at === 0 ? "buy" : "sell",
		]);
		const { rows, sideRule } = understood(fileOf("BTCUSD.csv", csv));
		assert.deepEqual(
			rows.map(({ reading }) => reading.kind === "trade" && reading.side),
			["sell", "buy"],
		);
		assert.equal(
			formatText(sideRule),
			"maker_side buy: the maker bought, so the taker sold; sell: the taker bought.",
		);
	});
});

describe("a Parquet file of trades", () => {
	const head = (names: readonly string[], types: readonly string[], rows: readonly string[][]) => ({
		version: { path: "/trades/BTC-USDT.parquet", size: 1, mtimeMs: 0 },
		compression: "none" as const,
		bytes: new Uint8Array(),
		isWhole: false,
		partitions: {},
		parquet: { columns: names.map((name, at) => ({ name, type: types[at] ?? "" })), rows },
	});

	it("is told by names and values, columns by their names", () => {
		const result = understand(
			head(
				["timestamp", "price", "qty", "side"],
				["TIMESTAMP WITH TIME ZONE", "DECIMAL(18,8)", "DOUBLE", "VARCHAR"],
				[["2024-01-02 14:00:00.5+00", "42.50000000", "0.5", "sell"]],
			),
		);
		assert.ok(result.ok);
		assert.deepEqual(result.layout.columns, {
			time: "timestamp",
			price: "price",
			size: "qty",
			side: "side",
		});
		assert.equal(result.layout.time, "text");
		assert.deepEqual(result.rows[0]?.reading, {
			kind: "trade",
			time: "2024-01-02T14:00:00.500Z",
			price: "42.5",
			size: "0.5",
			side: "sell",
			symbol: "BTC-USDT",
			count: 1,
		});
	});

	it("of a known source is told by it", () => {
		const names = "exchange symbol timestamp local_timestamp id side price amount".split(" ");
		const row = [
			"binance",
			"BTCUSDT",
			"1704204000000000",
			"1704204000000001",
			"5",
			"buy",
			"42",
			"1",
		];
		const result = understand(head(names, [], [row]));
		assert.ok(result.ok);
		assert.equal(result.source, "tardis");
	});

	it("takes its instrument from its folder", () => {
		const plain = head(["time", "price", "size"], [], [["1704204000000", "42", "1"]]);
		const result = understand({ ...plain, partitions: { symbol: "ETH-EUR" } });
		assert.ok(result.ok);
		assert.deepEqual(result.symbols, ["ETH-EUR"]);
	});
});

describe("the words of sides that tell something about a file", () => {
	const wordsOf = (sides: readonly string[], said?: SaidLayout) =>
		understood(
			fileOf(
				"BTC-USD.csv",
				csvOf("time,price,size,side", 6, (at) => [T + at, 42, 1, sides[at % sides.length]]),
			),
			said,
		).sideWords;

	it("are those that it shows, and the first of a side that it does not show yet", () => {
		assert.deepEqual(wordsOf(["B", "S", "S"]), { buy: ["b"], sell: ["s"] });
		assert.deepEqual(wordsOf(["sell", "sold"]), { buy: ["buy"], sell: ["sell", "sold"] });
		assert.deepEqual(wordsOf(["unknown", "buy"]), { buy: ["buy"], sell: ["sell"] });
	});

	it("are all that somebody said, also those that it does not show", () => {
		const sideWords = { buy: ["long", "b"], sell: ["short"] };
		assert.deepEqual(wordsOf(["long", "short"], { sideWords }), sideWords);
		// Words of the other side that nobody typed are none that somebody said.
		const { layout } = understood(
			fileOf(
				"BTC-USD.csv",
				csvOf("time,price,size,side", 6, (at) => [T + at, 42, 1, "sell"]),
			),
		);
		assert.ok("sell" in layout.side);
		const kept = { buy: ["purchase"], sell: layout.side.sell };
		assert.deepEqual(wordsOf(["purchase", "sell"], { sideWords: kept }), {
			buy: ["purchase"],
			sell: ["sell"],
		});
	});

	it("are none where there is no column of sides", () => {
		assert.equal(wordsOf(["buy"], { sideWords: { buy: [], sell: [] } }), undefined);
	});
});

describe("a column that is called as the side", () => {
	const fileWith = (header: string, ...columns: readonly (readonly string[])[]) =>
		fileOf(
			"BTC-USD.csv",
			csvOf(`time,price,size,${header}`, Math.max(...columns.map((one) => one.length)), (at) => [
				T + at,
				42,
				1,
				...columns.map((words) => words[at] ?? ""),
			]),
		);
	const readingOf = (file: File, said?: SaidLayout) => {
		const { rows, notes, questions } = understood(file, said);
		return {
			sides: rows.map(({ reading }) => (reading.kind === "trade" ? reading.side[0] : "-")).join(""),
			notes: notes.map(formatText),
			asked: questions.map(({ id }) => id),
		};
	};
	const also = (name: string, words: string) =>
		`The column ${name} also holds: ${words}. Those trades have an unknown side.`;
	const notTaken = (name: string, words: string) =>
		`The column ${name} is not taken for the side: its words do not say who bought (${words}). All trades have an unknown side.`;

	for (const [name, words, sides, notes] of [
		["side", "Buy SELL b S - bid", "bsbsuu", ["bid"]],
		["side", "buy sell bid", "bsu", ["bid"]],
		["side", "B S SS BC", "bsuu", ["ss, bc"]],
		["side", "buy sell unknown", "bsu", []],
		["side", "buy sell side", "bsu", []],
		["side", "buy cross auction block", "buuu", ["cross, auction, block"]],
		["aggressor_side", "buy sell c1 c2 c3 c4 c5 c6", "bsuuuuuu", ["c1, c2, c3, c4, c5, …"]],
		["maker_side", "buy sell bid ask", "sbuu", ["bid, ask"]],
		["type", "buy sell liquidation settlement", "bsuu", ["liquidation, settlement"]],
	] as const) {
		it(`is used with the words that are known: ${name} of ${words}`, () => {
			assert.deepEqual(readingOf(fileWith(name, words.split(" "))), {
				sides,
				notes: notes.map((others) => also(name, others)),
				asked: [],
			});
		});
	}

	for (const words of ["A B", "purchase sell", "long short flat", "bid ask"]) {
		it(`is asked about where few words do not tell both sides: ${words}`, () => {
			const { sides, notes, asked } = readingOf(fileWith("side", words.split(" ")));
			assert.match(sides, /^u+$/);
			assert.deepEqual([notes, asked], [[], ["side"]]);
		});
	}

	for (const [name, words, shown] of [
		["side", "A B C D", "a, b, c, d"],
		["direction", "north east south west", "north, east, south, west"],
		["taker", "0x1 0x2 0x3 0x4 0x5 0x6", "0x1, 0x2, 0x3, 0x4, 0x5, …"],
	] as const) {
		it(`is named where it is not taken: ${name} of ${words}`, () => {
			const { sides, notes, asked } = readingOf(fileWith(name, words.split(" ")));
			assert.match(sides, /^u+$/);
			assert.deepEqual([notes, asked], [[notTaken(name, shown)], []]);
		});
	}

	it("is not spoken of where another column says the side, or its name says something else", () => {
		const letters = "A B C D".split(" ");
		const flags = "true false true false".split(" ");
		assert.deepEqual(readingOf(fileWith("side,is_buyer_maker", letters, flags)), {
			sides: "sbsb",
			notes: [],
			asked: [],
		});
		for (const name of ["type", "maker", "side_id"]) {
			const { notes, asked } = readingOf(fileWith(name, letters));
			assert.deepEqual([notes, asked], [[], []], name);
		}
	});

	it("has no word left over once somebody says what all mean", () => {
		const file = fileWith("side", "buy sell bid".split(" "));
		const sideWords = { buy: ["buy", "bid"], sell: ["sell"] };
		assert.deepEqual(readingOf(file, { sideWords }), { sides: "bsb", notes: [], asked: [] });
	});

	it("says the same of the same file where its reading is said again", () => {
		for (const words of ["buy sell bid", "A B C D"]) {
			const file = fileWith("side", words.split(" "));
			assert.deepEqual(readingOf(file, saidLayout(understood(file))), readingOf(file), words);
		}
	});
});
