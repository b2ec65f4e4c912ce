import assert from "node:assert/strict";
import * as fc from "fast-check";
import { intervalsWithin, spansOf } from "../../../../../src/core/profile/overTime/compositeRange";
import { HOUR_MS } from "../../../../../src/core/time";
import { seriesOf } from "../series";

/** Hourly intervals at these hours. */
const hourly = (hours: readonly number[]) => ({
	...seriesOf(hours.map(() => [])),
	times: Float64Array.from(hours, (hour) => hour * HOUR_MS),
});
const span = (from: number, to: number) => ({ from: from * HOUR_MS, to: to * HOUR_MS });

describe("spans of intervals", () => {
	const series = hourly([0, 1, 2, 5, 6, 7]);

	it("include their start and not their end", () => {
		assert.deepEqual(intervalsWithin(series, [span(1, 5)]), [1, 2]);
		assert.deepEqual(intervalsWithin(series, [span(1.5, 5.5)]), [2, 3]);
		assert.deepEqual(intervalsWithin(series, [span(3, 5), span(7, 7), span(6, 2)]), []);
	});

	it("name each interval once, in any order and however they overlap", () => {
		assert.deepEqual(
			intervalsWithin(series, [span(5, 7), span(0, 2), span(1, 6), span(0, 1)]),
			[0, 1, 2, 3, 4],
		);
	});

	it("join neighbours, also over a time without intervals", () => {
		assert.deepEqual(spansOf(series, [4, 0, 2, 3, 3]), [span(0, 1), span(2, 7)]);
		assert.deepEqual(spansOf(series, []), []);
		assert.deepEqual(spansOf(series, [-1, 6, 1.5, 5]), [span(7, 8)]);
	});

	it("name the intervals that they were made of", () => {
		const hours = fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 30 });
		fc.assert(
			fc.property(hours, fc.array(fc.nat({ max: 29 })), (given, chosen) => {
				const some = hourly(given.sort((a, b) => a - b));
				const valid = [...new Set(chosen)].filter((index) => index < given.length);
				const sorted = valid.sort((a, b) => a - b);
				assert.deepEqual(intervalsWithin(some, spansOf(some, chosen)), sorted);
			}),
			{ numRuns: 10_000 },
		);
	});
});
