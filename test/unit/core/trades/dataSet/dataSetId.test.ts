import assert from "node:assert/strict";
import * as fc from "fast-check";
import { isDataSetId, newDataSetId } from "../../../../../src/core/trades/dataSet/dataSetId";

const free = () => false;

describe("id of a data set", () => {
	it("is made of the letters and digits of a name", () => {
		assert.equal(newDataSetId("BTCUSDT trades, January 2024", free), "btcusdt-trades-january-2024");
		assert.equal(newDataSetId("Zürich · Börse", free), "zurich-borse");
	});

	it("says that it is trades where the name gives nothing, or what no file may be called", () => {
		assert.equal(newDataSetId("成交", free), "trades");
		assert.equal(newDataSetId("CON", free), "trades-con");
		assert.equal(newDataSetId("Sample", free), "trades-sample");
	});

	it("takes a number where another data set has it", () => {
		const used = new Set(["btc", "btc-2"]);
		assert.equal(
			newDataSetId("BTC", (id) => used.has(id)),
			"btc-3",
		);
	});

	it("is an id whatever the name, and free", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), fc.nat(3), (name, taken) => {
				let left = taken;
				const id = newDataSetId(name, () => left-- > 0);
				assert.ok(isDataSetId(id), id);
			}),
		);
	});

	it("is refused with a path, upper case or the name of the sample", () => {
		for (const id of [
			"../x",
			"BTC",
			"sample",
			"sample-b",
			"a--b",
			"-a",
			"",
			"a".repeat(65),
			"nul",
		]) {
			assert.equal(isDataSetId(id), false, id);
		}
		assert.equal(isDataSetId("binance-btcusdt-2024"), true);
	});
});
