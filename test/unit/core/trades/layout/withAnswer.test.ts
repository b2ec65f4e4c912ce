import assert from "node:assert/strict";
import { withAnswer } from "../../../../../src/core/trades/layout/understood";
import { csvOf, fileOf, understood } from "./reading";

describe("an answer on top of what was said before", () => {
	it("adds to it, columns one by one", () => {
		assert.deepEqual(
			withAnswer({ zone: "UTC", columns: { time: 0, price: 1 } }, { columns: { price: 2 } }),
			{ zone: "UTC", columns: { time: 0, price: 2 } },
		);
		assert.deepEqual(withAnswer({}, { header: true }), { header: true });
	});

	it("takes away what was said of a column when it names another one", () => {
		const said = {
			columns: { time: 0, side: 3 },
			timeUnit: "ms",
			sideWords: { buy: ["b"], sell: ["s"] },
			sideOf: "maker",
			symbol: "BTC-USD",
		} as const;
		assert.deepEqual(withAnswer(said, { columns: { time: 1, side: 4, symbol: 5 } }), {
			columns: { time: 1, side: 4, symbol: 5 },
		});
		assert.deepEqual(withAnswer(said, { columns: { time: 0, side: 3 } }), said);
		const words = { columns: { side: 4 }, sideWords: { buy: ["1"], sell: ["0"] } };
		assert.deepEqual(withAnswer(said, words).sideWords, words.sideWords);
	});

	it("takes the column of instruments away when it names the instrument", () => {
		assert.deepEqual(withAnswer({ columns: { symbol: 4 } }, { symbol: "BTC-USD" }), {
			symbol: "BTC-USD",
		});
	});

	it("leaves to be found out what is to be forgotten", () => {
		const said = { timeUnit: "ms", symbol: "BTC-USD", columns: { time: 0 } } as const;
		assert.deepEqual(withAnswer(said, {}, ["symbol", "timeUnit"]), { columns: { time: 0 } });
		assert.deepEqual(withAnswer(said, {}, ["columns"]), { timeUnit: "ms", symbol: "BTC-USD" });
	});

	it("lets a person come back from sides that were left unknown", () => {
		const csv = csvOf("time,price,size,side", 4, (at) => [
			1_704_204_000_000 + at,
			42,
			1,
			at % 2 === 0 ? "buy" : "sell",
		]);
		const file = fileOf("BTC-USD.csv", csv);
		const unknown = withAnswer({}, { sideWords: { buy: [], sell: [] } });
		assert.equal(understood(file, unknown).layout.side.of, "nobody");
		const known = withAnswer(unknown, { columns: { side: 3 } });
		assert.equal(understood(file, known).layout.side.of, "taker");
	});
});
