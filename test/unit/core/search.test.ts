import assert from "node:assert/strict";
import fc from "fast-check";
import { lowerBound, nearestIndex, upperBound } from "../../../src/core/search";

const columns = fc
	.array(fc.integer({ min: -5, max: 20 }), { maxLength: 40 })
	.map((values) => Float64Array.from(values).sort());

describe("places in an ascending column", () => {
	it("are the same as a linear search finds", () => {
		fc.assert(
			fc.property(columns, fc.integer({ min: -7, max: 22 }), fc.nat(40), (column, bound, place) => {
				const first = (from: number, to: number, isPast: (value: number) => boolean) => {
					let index = from;
					while (index < to && !isPast(column[index] ?? NaN)) index++;
					return index;
				};
				const { length } = column;
				const from = Math.min(place, length);
				assert.equal(
					lowerBound(column, bound),
					first(0, length, (value) => value >= bound),
				);
				assert.equal(
					lowerBound(column, bound, from),
					first(from, length, (value) => value >= bound),
				);
				assert.equal(
					lowerBound(column, bound, 0, from),
					first(0, from, (value) => value >= bound),
				);
				assert.equal(
					upperBound(column, bound, from),
					first(from, length, (value) => value > bound),
				);
			}),
		);
	});

	it("include the nearest one", () => {
		const times = Float64Array.of(10, 20, 40);
		assert.deepEqual(
			[0, 14, 16, 29, 31, 99].map((time) => nearestIndex(times, time)),
			[0, 0, 1, 1, 2, 2],
		);
	});
});
