import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
	histogramOf,
	medianOf,
	roundWidth,
	sortedDifferences,
	summarizeDifferences,
} from "../../../../src/core/vwap/differences";

describe("the differences of a cross-check", () => {
	it("have a mean and a population deviation, each interval counting once", () => {
		const found = summarizeDifferences(Float64Array.of(1, NaN, 2, 6));
		assert.ok(found !== undefined);
		assert.deepEqual([found.count, found.mean, found.sigma.toFixed(2)], [3, 3, "2.16"]);
		assert.equal(summarizeDifferences(Float64Array.of(NaN)), undefined);
	});

	it("keep their deviation where they are large and near each other", () => {
		const found = summarizeDifferences(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3));
		assert.ok(Math.abs((found?.sigma ?? 0) - Math.sqrt(2 / 3)) < 1e-9);
	});

	it("have a median", () => {
		const median = (...values: number[]) => medianOf(sortedDifferences(Float64Array.from(values)));
		assert.equal(median(5, NaN, -10, 1), 1);
		assert.equal(median(4, 1), 2.5);
		assert.ok(Number.isNaN(median()));
	});

	it("are counted in classes of a round width with an edge at zero", () => {
		const sorted = sortedDifferences(Float64Array.of(-0.3, 0, 0.4, 0.5, 1.2));
		assert.deepEqual(histogramOf(sorted, -1, 2, 0.5), [
			{ low: -0.5, high: 0, count: 1 },
			{ low: 0, high: 0.5, count: 2 },
			{ low: 0.5, high: 1, count: 1 },
			{ low: 1, high: 1.5, count: 1 },
		]);
		assert.deepEqual([0.013, 0.2, 0.21, 1, 6].map(roundWidth), [0.02, 0.2, 0.5, 1, 10]);
	});

	it("are each in one class, wherever the histogram begins", () => {
		const value = fc.double({ min: -50, max: 50, noNaN: true });
		fc.assert(
			fc.property(
				fc.array(value, { minLength: 1, maxLength: 40 }),
				fc.double({ min: 0.01, max: 20, noNaN: true }),
				(values, least) => {
					const width = roundWidth(least);
					assert.ok(width >= least * (1 - 1e-9) && width < least * 2.6);
					const classes = histogramOf(Float64Array.from(values).sort(), -60, 60, width);
					const total = classes.reduce((sum, { count }) => sum + count, 0);
					assert.equal(total, values.length);
				},
			),
		);
	});
});
