import assert from "node:assert/strict";
import { summarizeVwap } from "../../../../src/core/vwap/summary";

describe("the summary of a VWAP line", () => {
	it("finds the last value and the range", () => {
		assert.deepEqual(summarizeVwap(Float64Array.of(NaN, 5, NaN, NaN, 7, 6, NaN, 9)), {
			lastIndex: 7,
			last: 9,
			min: 5,
			max: 9,
		});
	});

	it("looks back over a gap at the end for the last value", () => {
		const { last, lastIndex } = summarizeVwap(Float64Array.of(1, 2, NaN));
		assert.deepEqual({ last, lastIndex }, { last: 2, lastIndex: 1 });
	});

	it("says that nothing traded", () => {
		for (const price of [Float64Array.of(NaN, NaN), new Float64Array(0)]) {
			const { last, min, max } = summarizeVwap(price);
			assert.deepEqual([last, min, max], [undefined, undefined, undefined]);
		}
	});
});
