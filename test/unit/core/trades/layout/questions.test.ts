import assert from "node:assert/strict";
import { formatText } from "../../../../../src/core/text";
import {
	type QuestionId,
	type SaidLayout,
	withAnswer,
} from "../../../../../src/core/trades/layout/understood";
import { genericTape } from "../../../../support/tapes/genericTape";
import { tapeFile } from "../../../../support/tapes/tapes";
import { csvOf, type File, fileOf, understood } from "./reading";

const T = 1_704_204_000_000;

function question(file: File, id: QuestionId, said?: SaidLayout) {
	const found = understood(file, said).questions.find((one) => one.id === id);
	assert.ok(found !== undefined, `${id} is not asked`);
	return found;
}

/** What a file is understood as once the questions are answered by the choices. */
function answered(file: File, ...choices: readonly (readonly [QuestionId, number])[]) {
	let said: SaidLayout = {};
	for (const [id, at] of choices) {
		const choice = question(file, id, said).choices[at];
		assert.ok(choice !== undefined);
		said = withAnswer(said, choice.answer);
	}
	const result = understood(file, said);
	assert.deepEqual(result.questions, []);
	return result;
}

const sidesOf = ({ rows }: ReturnType<typeof understood>) =>
	rows.slice(0, 2).map(({ reading }) => reading.kind === "trade" && reading.side);

describe("what a file does not tell is asked", () => {
	for (const words of [
		["0", "1"],
		["1", "2"],
		["1", "-1"],
		["long", "short"],
		["bid", "ask"],
		["A", "B"],
	] as const) {
		it(`sides written ${words.join(" and ")}`, () => {
			const csv = csvOf("time,price,size,side", 5, (at) => [T + at, 42, 1, words[at % 2]]);
			const file = fileOf("BTC-USD.csv", csv);
			const { choices, recommended, sentence } = question(file, "side");
			assert.equal(recommended, undefined);
			assert.equal(
				formatText(sentence),
				"Which word of the column side says that the taker bought?",
			);
			const [one = "", other = ""] = words.map((word) => word.toLowerCase());
			assert.deepEqual(
				choices.map(({ label }) => formatText(label)),
				[
					`${one}: the taker bought; ${other}: the taker sold`,
					`${other}: the taker bought; ${one}: the taker sold`,
					"Leave the sides unknown",
				],
			);
			assert.deepEqual(sidesOf(understood(file)), ["unknown", "unknown"]);
			assert.deepEqual(sidesOf(answered(file, ["side", 0])), ["buy", "sell"]);
			assert.deepEqual(sidesOf(answered(file, ["side", 1])), ["sell", "buy"]);
			assert.deepEqual(sidesOf(answered(file, ["side", 2])), ["unknown", "unknown"]);
		});
	}

	it("flags whose name does not say what they mean", () => {
		const csv = csvOf("time,price,size,maker", 4, (at) => [T + at, 42, 1, at % 2 === 0]);
		assert.equal(question(fileOf("BTC-USD.csv", csv), "side").choices.length, 3);
	});

	it("two columns of prices, with values of each", () => {
		const csv = csvOf("time,price,last_price,size", 4, (at) => [T + at, 42 + at, 43 + at, 1]);
		const file = fileOf("BTC-USD.csv", csv);
		const { choices, recommended } = question(file, "price");
		assert.deepEqual(
			choices.map(({ examples }) => examples),
			[
				["42", "43", "44"],
				["43", "44", "45"],
			],
		);
		assert.equal(recommended, 0);
		assert.equal(answered(file, ["price", 1]).layout.columns.price, 2);
	});

	it("prices of which none is plainly the trade's", () => {
		const csv = csvOf("time,mark_price,index_price,size", 4, (at) => [T + at, 42, 43, 1]);
		assert.equal(question(fileOf("BTC-USD.csv", csv), "price").recommended, undefined);
	});

	it("several columns that may be the size", () => {
		const csv = csvOf("time,price,size,volume", 6, (at) => [T + at, 42, at + 1, at * 7 + 3]);
		const file = fileOf("BTC-USD.csv", csv);
		assert.equal(question(file, "size").choices.length, 2);
		assert.equal(answered(file, ["size", 1]).layout.columns.size, 3);
	});

	it("columns without names where size comes before price", () => {
		const file = genericTape({ isHeadless: true, columns: ["size", "price", "time"], trades: 50 });
		const { choices, recommended } = question(file, "price");
		assert.deepEqual(
			choices.map(({ label }) => formatText(label)),
			["Column #1", "Column #2"],
		);
		assert.equal(recommended, 1);
		assert.equal(answered(file, ["price", 1]).layout.columns.size, 0);
	});

	it("two columns of times that differ", () => {
		const csv = csvOf("time,event_time,price,size", 4, (at) => [T + at, T - 5_000 + at, 42, 1]);
		const file = fileOf("BTC-USD.csv", csv);
		assert.equal(question(file, "time").recommended, 0);
		assert.equal(answered(file, ["time", 1]).layout.columns.time, 1);
	});

	it("two clocks, of which the venue's own is recommended", () => {
		const csv = csvOf("time_recorder,time_exchange,price,size", 4, (at) => [
			T + at,
			T - 5_000 + at,
			42,
			1,
		]);
		assert.equal(question(fileOf("BTC-USD.csv", csv), "time").recommended, 1);
	});

	it("a unit of time that the size of the numbers does not say", () => {
		const csv = csvOf("time,price,size", 4, (at) => [915_148_800_000 + at, 42, 1]);
		const file = fileOf("BTC-USD.csv", csv);
		const { choices, recommended } = question(file, "timeUnit");
		assert.equal(recommended, 1);
		assert.deepEqual(choices[1]?.examples, ["1999-01-01T00:00:00.000Z"]);
		assert.equal(answered(file, ["timeUnit", 1]).layout.time, "ms");
	});

	it("a unit of time is not asked where the column's name says it", () => {
		const csv = csvOf("time_ms,price,size", 4, (at) => [915_148_800_000 + at, 42, 1]);
		const { layout, questions } = understood(fileOf("BTC-USD.csv", csv));
		assert.deepEqual(questions, []);
		assert.equal(layout.time, "ms");
	});

	it("a zone that a name hints at", () => {
		const csv = csvOf("time_est,price,size", 4, (at) => [`2024-01-02 09:30:0${at}`, 42, 1]);
		const file = fileOf("AAPL.csv", csv);
		const reading = answered(file, ["zone", 0]).rows[0]?.reading;
		assert.equal(reading?.kind === "trade" && reading.time, "2024-01-02T14:30:00.000Z");
		const local = csv.replace("time_est", "local_time");
		assert.equal(question(fileOf("AAPL.csv", local), "zone").recommended, undefined);
	});

	it("an instrument that neither the file nor its name says", () => {
		const file = genericTape({ file: "trades.csv" });
		assert.deepEqual(question(file, "symbol").choices, []);
		const { symbols, symbolFrom, questions } = understood(file, { symbol: "BTC-USD" });
		assert.deepEqual([symbols, symbolFrom, questions], [["BTC-USD"], "said", []]);
	});

	it("words in a column without a name that may be instruments", () => {
		const csv = csvOf(undefined, 40, (at) => [
			T + at,
			42 + (at % 3),
			(at * at + 1) * 3,
			at % 3 === 0 ? "BTCUSD" : "ETHUSD",
		]);
		const { symbols } = answered(fileOf("x.csv", csv), ["symbol", 0]);
		assert.deepEqual([...symbols].sort(), ["BTCUSD", "ETHUSD"]);
	});

	it("several exchanges in one file", () => {
		const csv = csvOf("exchange,symbol,timestamp,price,amount,side", 4, (at) => [
			at % 2 === 0 ? "a" : "b",
			"BTC-USD",
			T,
			42,
			1,
			"buy",
		]);
		const file = fileOf("tape.csv", csv);
		const kinds = (at: number) =>
			answered(file, ["exchange", at]).rows.map(({ reading }) => reading.kind);
		assert.deepEqual(kinds(0), ["trade", "trade", "trade", "trade"]);
		assert.deepEqual(kinds(2), ["other", "trade", "other", "trade"]);
	});

	it("whose side it is in a CSV with the columns of Coinbase", () => {
		const csv = csvOf("time,trade_id,price,size,side", 4, (at) => [
			`2024-01-02T14:00:00.00000${at}Z`,
			at + 1,
			42,
			1,
			at % 2 === 0 ? "buy" : "sell",
		]);
		const file = fileOf("BTC-USD.csv", csv);
		assert.equal(question(file, "sideOf").recommended, 0);
		assert.deepEqual(sidesOf(answered(file, ["sideOf", 0])), ["sell", "buy"]);
		assert.deepEqual(sidesOf(answered(file, ["sideOf", 1])), ["buy", "sell"]);
	});
});

describe("what is said of a file counts", () => {
	it("above what was found, columns by name or number", () => {
		const csv = csvOf("time,price,size,side,my_size", 4, (at) => [T + at, 42, 1, "buy", 7]);
		const file = fileOf("BTC-USD.csv", csv);
		for (const size of ["my_size", 4]) {
			const { rows, layout } = understood(file, {
				columns: { size },
				sideOf: "maker",
				sizeUnit: "lots",
			});
			assert.equal(layout.columns.size, 4);
			assert.equal(layout.sizeUnit, "lots");
			const reading = rows[0]?.reading;
			assert.ok(reading?.kind === "trade");
			assert.deepEqual([reading.size, reading.side], ["7", "sell"]);
		}
	});

	it("even of files that look like candles", () => {
		const csv = csvOf("time,open,high,low,close,volume", 3, (at) => [T + at, 2, 3, 1, 2, 5]);
		const { layout } = understood(fileOf("BTC-USD.csv", csv), {
			columns: { time: "time", price: "close", size: "volume" },
		});
		assert.deepEqual(layout.columns, { time: 0, price: 4, size: 5 });
	});

	it("where the first line is no header although it looks like one", () => {
		const { rows, header } = understood(genericTape({ isHeadless: true }), { header: false });
		assert.equal(header, false);
		assert.equal(rows[0]?.reading.kind, "trade");
	});

	it("of the zone whose midnight times count from", () => {
		const reading = understood(tapeFile("lobster messages"), { zone: "UTC" }).rows[1]?.reading;
		assert.equal(reading?.kind === "trade" && reading.time.slice(0, 13), "2012-06-21T10");
	});

	it("of prices that are whole multiples", () => {
		const csv = csvOf("time,price,size", 3, (at) => [T + at, 4_200_150, 1]);
		const { rows } = understood(fileOf("BTC-USD.csv", csv), { priceScale: 2 });
		const reading = rows[0]?.reading;
		assert.equal(reading?.kind === "trade" && reading.price, "42001.5");
	});
});
