import assert from "node:assert/strict";
import * as fc from "fast-check";
import { saidTableLayout } from "../../../../../src/core/trades/layout/saidLayout";
import { formatText } from "../../../../../src/core/text";
import {
	type Refusal,
	type SaidTableLayout,
	withAnswer,
} from "../../../../../src/core/trades/layout/understood";
import type { TableHead } from "../../../../../src/core/trades/table/tables";
import {
	understandTable,
	type UnderstoodTable,
} from "../../../../../src/core/trades/table/understandTable";

type Column = readonly [name: string, type: string, ...values: (string | null)[]];

/** A table from its columns, with their values in the first rows. */
function headOf(columns: readonly Column[], more: Partial<TableHead> = {}): TableHead {
	const count = Math.max(...columns.map((column) => column.length - 2));
	return {
		ref: { connection: "https://house.example.com", database: "md", table: "tape" },
		serverVersion: "26.7.2.1",
		engine: "MergeTree",
		sortingKey: [],
		isDistributed: false,
		isReplicated: false,
		takesFinal: false,
		columns: columns.map(([name, type]) => ({ name, type })),
		rows: Array.from({ length: count }, (_, row) =>
			columns.map((column) => (column[row + 2] as string | null | undefined) ?? null),
		),
		...more,
	};
}

function understood(head: TableHead, said?: SaidTableLayout): UnderstoodTable {
	const result = understandTable(head, said);
	assert.ok(result.ok, result.ok ? "" : formatText(result.problem));
	return result;
}

function refused(head: TableHead, said?: SaidTableLayout): Refusal & { readonly words: string } {
	const result = understandTable(head, said);
	assert.ok(!result.ok, "it was understood");
	return { ...result, words: formatText(result.problem) };
}

const TIME: Column = [
	"ts",
	"DateTime64(3)",
	"2024-03-04T00:00:00.000Z",
	"2024-03-04T00:00:01.250Z",
];
const PRICE: Column = ["price", "Decimal(18, 2)", "67000.10", "67000.20"];
const SIZE: Column = ["qty", "Float64", "0.5", "0.25"];
const SIDE: Column = ["side", "Enum8('buy' = 1, 'sell' = 2)", "buy", "buy"];
const SYMBOL: Column = ["symbol", "LowCardinality(String)", "BTCUSDT", "BTCUSDT"];
const ID: Column = ["trade_id", "UInt64", "1", "2"];

describe("a table of trades", () => {
	it("is read by the names and types of its columns", () => {
		const { table, questions, rows, symbols, path, zone } = understood(
			headOf([SYMBOL, TIME, ID, SIDE, PRICE, SIZE]),
		);
		assert.deepEqual(table, {
			ref: { connection: "https://house.example.com", database: "md", table: "tape" },
			layout: {
				columns: {
					time: "ts",
					price: "price",
					size: "qty",
					side: "side",
					symbol: "symbol",
					id: "trade_id",
				},
				side: {
					of: "taker",
					buy: table.layout.side.of === "taker" ? table.layout.side.buy : [],
					sell: table.layout.side.of === "taker" ? table.layout.side.sell : [],
				},
				priceScale: 0,
			},
		});
		assert.ok(table.layout.side.of === "taker" && table.layout.side.sell.includes("sell"));
		assert.deepEqual([questions, symbols, path], [[], ["BTCUSDT"], "md.tape"]);
		assert.equal(formatText(zone), "Times are shown in UTC.");
		const [, second] = rows;
		assert.deepEqual(second?.reading, {
			kind: "trade",
			time: "2024-03-04T00:00:01.250Z",
			price: "67000.2",
			size: "0.25",
			side: "buy",
			symbol: "BTCUSDT",
			id: "2",
			count: 1,
		});
	});

	it("is read by the words of sides that are known, and says which are not", () => {
		const times = Array.from({ length: 6 }, (_, at) => `2024-03-04T00:00:0${at}.000Z`);
		const same = (value: string) => times.map(() => value);
		const readingOf = (type: string, ...words: readonly string[]) => {
			const { rows, notes, questions, table } = understood(
				headOf([
					["symbol", "String", ...same("BTCUSDT")],
					["ts", "DateTime64(3)", ...times],
					["side", type, ...words],
					["price", "Decimal(18, 2)", ...same("67000.10")],
					["qty", "Float64", ...same("0.5")],
				]),
			);
			assert.deepEqual(questions, []);
			return [
				rows.map(({ reading }) => (reading.kind === "trade" ? reading.side[0] : "-")).join(""),
				table.layout.columns.side,
				...notes.map(formatText),
			];
		};
		assert.deepEqual(readingOf("LowCardinality(String)", "Buy", "SELL", "b", "S", "", "bid"), [
			"bsbsuu",
			"side",
			"The column side also holds: bid. Those trades have an unknown side.",
		]);
		const kinds = "Enum8('buy' = 1, 'sell' = 2, 'cross' = 3, 'auction' = 4)";
		assert.deepEqual(readingOf(kinds, "buy", "buy", "sell", "buy", "buy", "sell"), [
			"bbsbbs",
			"side",
			"The column side also holds: cross, auction. Those trades have an unknown side.",
		]);
		assert.deepEqual(readingOf("String", "n1", "n2", "n3", "n4", "n5", "n6"), [
			"uuuuuu",
			undefined,
			"The column side is not taken for the side: its words do not say who bought (n1, n2, n3, n4, n5, …). All trades have an unknown side.",
		]);
	});

	it("has words of sides in its type that no row shows yet", () => {
		const bids: Column = ["side", "Enum8('bid' = 1, 'offer' = 2)", "bid", "bid"];
		const { questions } = understood(headOf([TIME, PRICE, SIZE, SYMBOL, bids]));
		const [question] = questions;
		assert.equal(question?.id, "side");
		assert.deepEqual(question?.choices[0]?.answer.sideWords, { buy: ["bid"], sell: ["offer"] });
	});

	it("counts times in the one unit that its numbers say, whatever their type", () => {
		for (const [type, value, unit] of [
			["Int64", "1709510400000", "ms"],
			["UInt32", "1709510400", "s"],
			["UInt64", "1709510400000000", "us"],
			["Int64", "1709510400000000000", "ns"],
		] as const) {
			const { table, questions } = understood(
				headOf([["time", type, value, value], PRICE, SIZE, SYMBOL]),
			);
			assert.deepEqual([table.layout.timeUnit, questions], [unit, []], type);
		}
	});

	it("is asked for a unit that its numbers do not say, or say in several ways", () => {
		for (const values of [
			["123456789", "123456790"],
			["1709510400000", "1709510400"],
			[null, null],
		]) {
			const head = headOf([["time", "Int64", ...values], PRICE, SIZE, SYMBOL]);
			const { questions } = understood(head);
			assert.deepEqual(
				questions.map(({ id }) => id),
				["timeUnit"],
				String(values),
			);
			const answered = understood(head, withAnswer({}, { timeUnit: "us" }));
			assert.deepEqual([answered.questions, answered.table.layout.timeUnit], [[], "us"]);
		}
	});

	it("has no time in a column of texts, decimals or floats, and says what is needed", () => {
		for (const [type, value] of [
			["String", "2024-03-04 00:00:00.000"],
			["LowCardinality(String)", "1709510400000"],
			["Float64", "1709510400.5"],
			["Decimal(18, 3)", "1709510400.500"],
		] as const) {
			const head = headOf([["time", type, value, value], PRICE, SIZE, SYMBOL]);
			for (const said of [{}, { columns: { time: "time" } }]) {
				const { words } = refused(head, said);
				assert.ok(words.startsWith(`The column time is of type ${type}. Times of a table`), words);
			}
		}
		const { table } = understood(
			headOf([
				["time", "String", "2024-03-04 00:00:00", "2024-03-04 00:00:01"],
				TIME,
				PRICE,
				SIZE,
				SYMBOL,
			]),
		);
		assert.equal(table.layout.columns.time, "ts");
	});

	it("is refused in words of tables: candles, no trades, no rows, a day alone", () => {
		const candles = ["open", "high", "low", "close"].map((name): Column => [
			name,
			"Float64",
			"1",
			"2",
		]);
		assert.match(
			refused(headOf([TIME, ...candles, ["volume", "Float64", "1", "2"]])).words,
			/^The table holds candles/,
		);
		assert.match(
			refused(headOf([["a", "String", "x"]])).words,
			/^No column holds the times of trades\. The table has a\./,
		);
		assert.match(refused(headOf([TIME, SIZE])).words, /^No column holds the prices/);
		assert.equal(
			refused(headOf([TIME, PRICE, SIZE], { rows: [] })).words,
			"The table has no rows. Choose one that holds trades.",
		);
		assert.match(
			refused(headOf([["date", "Date", "2024-03-04"], PRICE, SIZE])).words,
			/^Dates like 2024-03-04 cannot be read for sure\. A table/,
		);
		assert.match(
			refused(headOf([TIME, PRICE, SIZE, SYMBOL]), { columns: { price: "px" } }).words,
			/The table has ts, price, qty, symbol\.$/,
		);
	});

	it("takes its instrument from its name, else asks for it", () => {
		const columns = [TIME, PRICE, SIZE];
		const ref = {
			connection: "https://house.example.com",
			database: "md",
			table: "btcusdt_trades",
		};
		const named = understood(headOf(columns, { ref }));
		assert.deepEqual([named.table.symbol, named.questions], ["btcusdt", []]);
		const [question] = understood(headOf(columns)).questions;
		assert.equal(question?.id, "symbol");
		assert.match(formatText(question.sentence), /^Neither the columns nor the name tape say/);
		assert.equal(understood(headOf(columns), { symbol: "BTC-USD" }).table.symbol, "BTC-USD");
	});

	it("leaves replaced rows out where that is said and its engine replaces some", () => {
		const columns = [TIME, PRICE, SIZE, SYMBOL];
		const replacing = { engine: "ReplacingMergeTree", takesFinal: true };
		const notes = (said: SaidTableLayout) =>
			understood(headOf(columns, replacing), said).notes.map(formatText).join("\n");
		assert.match(notes({}), /Until then they count\. Choose FINAL/);
		assert.match(notes({ final: false }), /Until then they count\. Choose FINAL/);
		assert.match(notes({ final: true }), /are left out while they are read \(FINAL\)/);
		assert.equal(understood(headOf(columns, replacing), { final: true }).table.layout.final, true);
		assert.equal(understood(headOf(columns, replacing)).table.layout.final, undefined);
		assert.match(
			refused(headOf(columns), { final: true }).words,
			/md\.tape is of the engine MergeTree, which replaces none/,
		);
	});

	it("ignores columns that say nothing about trades, whatever they are called", () => {
		const { table, columns } = understood(
			headOf([
				["price", "Array(Float64)", null, null],
				TIME,
				["px", "Float64", "1.5", "1.25"],
				SIZE,
				SYMBOL,
			]),
		);
		assert.equal(table.layout.columns.price, "px");
		assert.deepEqual(
			columns.map(({ name }) => name),
			["ts", "px", "qty", "symbol"],
		);
	});

	it("asks which venues are meant, and reads those alone", () => {
		const venue: Column = ["exchange", "String", "okx", "bybit"];
		const head = headOf([TIME, PRICE, SIZE, SYMBOL, venue]);
		const [question] = understood(head).questions;
		assert.equal(question?.id, "exchange");
		const answer = question.choices[1]?.answer ?? {};
		assert.deepEqual(understood(head, answer).table.layout.only, {
			column: "exchange",
			values: ["okx"],
		});
	});

	it("asks for venues of all rows, and for all together only where all are known", () => {
		const venue: Column = ["exchange", "String", "okx", "okx"];
		const asked = (hasMore: boolean) => {
			const venues = { column: "exchange", values: ["bybit", "okx"], hasMore };
			const { questions } = understood(headOf([TIME, PRICE, SIZE, SYMBOL, venue], { venues }));
			return questions[0]?.choices.map(({ answer }) => answer.only?.values);
		};
		assert.deepEqual(asked(false), [["okx", "bybit"], ["okx"], ["bybit"]]);
		assert.deepEqual(asked(true), [["okx"], ["bybit"]]);
	});

	it("is read or refused in words, whatever its columns are called, typed and filled with", () => {
		const type = fc.constantFrom(
			"String",
			"FixedString(8)",
			"Float64",
			"Decimal(38, 10)",
			"Int64",
			"UInt8",
			"Int256",
			"DateTime",
			"DateTime64(9, 'UTC')",
			"Nullable(Int32)",
			"Enum8('buy' = 1, 'sell' = -1)",
			"Date",
			"Bool",
			"UUID",
			"Array(String)",
			"AggregateFunction(sum, UInt64)",
		);
		const cell = fc.option(
			fc.oneof(
				fc.string(),
				fc.integer().map(String),
				fc.double().map(String),
				fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
				fc.constantFrom("buy", "sell", "true", "0", "1709510400000"),
			),
		);
		const name = fc.oneof(
			fc.string({ minLength: 1 }),
			fc.constantFrom(
				"time",
				"ts",
				"price",
				"px",
				"qty",
				"size",
				"side",
				"symbol",
				"id",
				"exchange",
			),
		);
		const odd = fc
			.tuple(name, type, fc.array(cell, { maxLength: 8 }))
			.map(([own, ofType, cells]): Column => [own, ofType, ...cells]);
		const column = fc.oneof(odd, fc.constantFrom(TIME, PRICE, SIZE, SIDE, SYMBOL));
		const columns = fc.uniqueArray(column, {
			minLength: 1,
			maxLength: 9,
			selector: ([own]) => own,
		});
		let [read, settled] = [0, 0];
		fc.assert(
			fc.property(columns, fc.boolean(), (made, takesFinal) => {
				const result = understandTable(headOf(made, { takesFinal }));
				if (!result.ok) {
					assert.ok(formatText(result.problem).length > 10);
					return;
				}
				read += 1;
				const { columns: used, timeUnit } = result.table.layout;
				const typeOf = (own: string | undefined) => made.find(([one]) => one === own)?.[1];
				const time = typeOf(used.time) ?? assert.fail("a time without a column");
				assert.match(time, /^(Nullable\()?(DateTime|U?Int(8|16|32|64)\b)/);
				assert.equal(timeUnit !== undefined, time.includes("Int"));
				for (const one of [used.price, used.size]) assert.ok(typeOf(one) !== undefined);
				if (result.questions.length > 0) return;
				// What was found out, said of other rows of the same table, is the same reading again.
				const said = saidTableLayout(result, false);
				const others = headOf(made, { takesFinal });
				const again = understandTable({ ...others, rows: others.rows.slice(0, 1) }, said);
				if (again.ok) {
					assert.deepEqual([again.questions, again.table], [[], result.table]);
					settled += 1;
				}
			}),
			{ numRuns: 2_000 },
		);
		assert.ok(read > 100 && settled > 20, `${read} ${settled}`);
	});
});
