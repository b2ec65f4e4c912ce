import assert from "node:assert/strict";
import { genericTape } from "../../support/tapes/genericTape";
import { TAPE_LAYOUTS, tapeFile } from "../../support/tapes/tapes";

describe("files of trades that tests read", () => {
	for (const layout of TAPE_LAYOUTS) {
		it(`${layout}: a seed gives the same bytes again, another seed others`, () => {
			const file = tapeFile(layout, { seed: 3, trades: 20 });
			assert.deepEqual(tapeFile(layout, { seed: 3, trades: 20 }), file);
			assert.notDeepEqual(tapeFile(layout, { seed: 4, trades: 20 }).bytes, file.bytes);
			assert.equal(file.trades.length, 20);
		});
	}

	it("a row says what its trade says", () => {
		const { text, trades } = tapeFile("kraken time and sales", { trades: 3 });
		const rows = text.trimEnd().split("\n");
		assert.deepEqual(
			rows.map((row) => row.split(",").map(Number)),
			trades.map(({ microseconds, price, size }) => [
				Number(microseconds) / 1e6,
				Number(price),
				Number(size),
			]),
		);
	});

	it("trades share instants, times and sizes have all magnitudes", () => {
		const { trades } = tapeFile("binance usd-m trades", { trades: 500 });
		const times = new Set(trades.map(({ microseconds }) => microseconds));
		assert.ok(times.size < 450);
		assert.ok(trades.some(({ size }) => Number(size) < 1e-5));
		assert.ok(trades.some(({ size }) => Number(size) > 10));
	});

	it("a file of one's own is written as it is asked for", () => {
		const { text, trades } = genericTape({
			trades: 1,
			columns: ["size", "time", "price"],
			delimiter: ";",
			hasDecimalComma: true,
			hasCrLf: true,
			time: "s",
		});
		const [size = "", price = ""] = [trades[0]?.size, trades[0]?.price];
		const seconds = Number(trades[0]?.microseconds) / 1e6;
		const row = `${size};${seconds};${price}`.replaceAll(".", ",");
		assert.equal(text, `size;time;price\r\n${row}\r\n`);
	});
});
