import assert from "node:assert/strict";
import { agree } from "../../../../../src/core/trades/layout/agree";
import { formatText } from "../../../../../src/core/text";
import { genericTape } from "../../../../support/tapes/genericTape";
import { tapeFile, type TapeLayout } from "../../../../support/tapes/tapes";
import { understood } from "./reading";

const of = (layout: TapeLayout) => understood(tapeFile(layout));

function problemOf(...files: Parameters<typeof agree>[0]): string {
	const result = agree(files);
	assert.ok(!result.ok, "they agree");
	return formatText(result.problem);
}

describe("files of one data set", () => {
	it("agree where header and unit of time differ", () => {
		const result = agree([of("binance usd-m trades"), of("binance usd-m trades, 2019")]);
		assert.ok(result.ok);
		assert.deepEqual(result.symbols, ["BTCUSDT"]);
		assert.equal(result.rowsLookedAt, 400);
		assert.ok(agree([of("binance spot trades"), of("binance spot trades, microseconds")]).ok);
	});

	it("may be of different instruments, each in its file", () => {
		const one = genericTape({ file: "BTC-USD.csv" });
		const other = genericTape({ file: "ETH-USD.csv", columns: ["side", "size", "price", "time"] });
		const result = agree([understood(one), understood(other)]);
		assert.ok(result.ok);
		assert.deepEqual(result.symbols, ["BTC-USD", "ETH-USD"]);
	});

	it("of two sources are refused by name", () => {
		assert.equal(
			problemOf(of("bybit spot"), of("okx spot")),
			"BTCUSDT-2024-01.csv and BTC-USDT-trades-2024-01-02.csv are of different sources. Open them as data sets of their own.",
		);
	});

	it("with other columns are refused by name", () => {
		const one = genericTape({ file: "A.csv" });
		const other = genericTape({ file: "B.csv", columns: ["time", "price", "size"] });
		assert.equal(
			problemOf(understood(one), understood(other)),
			"B.csv has other columns than A.csv. Open them as data sets of their own.",
		);
	});

	it("that count in other units are refused by name", () => {
		assert.equal(
			problemOf(of("okx spot"), of("okx swap, source")),
			"BTC-USDT-SWAP-trades-2025-09-02.csv counts sizes, prices or sides otherwise than BTC-USDT-trades-2024-01-02.csv. Open them as data sets of their own.",
		);
	});

	it("ask each question once", () => {
		const files = ["trades.csv", "tape.csv"].map((file) => understood(genericTape({ file })));
		const result = agree(files);
		assert.ok(result.ok);
		assert.deepEqual(
			result.questions.map(({ id }) => id),
			["symbol"],
		);
	});
});
