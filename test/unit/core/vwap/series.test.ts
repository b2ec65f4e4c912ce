import assert from "node:assert/strict";
import { summarizeVwap } from "../../../../src/core/vwap/series";

describe("the summary of a VWAP line", () => {
	it("finds the last value, the range, gaps and points without neighbours", () => {
		const summary = summarizeVwap(Float64Array.of(NaN, 5, NaN, NaN, 7, 6, NaN, 9));
		assert.deepEqual(summary, {
			count: 4,
			lastIndex: 7,
			last: 9,
			min: 5,
			max: 9,
			gaps: [
				{ start: 0, end: 0 },
				{ start: 2, end: 3 },
				{ start: 6, end: 6 },
			],
			lonePoints: [1, 7],
		});
	});

	it("looks back over a gap at the end for the last value", () => {
		const { last, lastIndex, gaps } = summarizeVwap(Float64Array.of(1, 2, NaN));
		assert.deepEqual(
			{ last, lastIndex, gaps },
			{ last: 2, lastIndex: 1, gaps: [{ start: 2, end: 2 }] },
		);
	});

	it("says that nothing traded", () => {
		const { count, last, min, max, gaps } = summarizeVwap(Float64Array.of(NaN, NaN));
		assert.deepEqual(
			{ count, last, min, max, gaps },
			{ count: 0, last: undefined, min: undefined, max: undefined, gaps: [{ start: 0, end: 1 }] },
		);
	});

	it("holds for a single point and for none", () => {
		assert.deepEqual(summarizeVwap(Float64Array.of(3)).lonePoints, [0]);
		assert.deepEqual(summarizeVwap(new Float64Array(0)).gaps, []);
	});
});
