import assert from "node:assert/strict";
import * as fc from "fast-check";
import { composite } from "../../../../../src/core/profile/overTime/composite";
import { StretchSums } from "../../../../../src/core/profile/overTime/stretchSums";
import { analyzeProfile } from "../../../../../src/core/profile/profile";
import type { VolumeProfileSeries } from "../../../../../src/core/result/series";
import { rowsArbitrary, type Rows } from "../arbitraries";
import { seriesOf } from "../series";

/** Checks a stretch against the composite of its intervals, added up one by one. */
function checkStretch(series: VolumeProfileSeries, sums: StretchSums, first: number, end: number) {
	const sum = sums.sum(first, end);
	const plain = composite(
		series,
		Array.from({ length: end - first }, (_, index) => first + index),
	);
	assert.deepEqual(sum, plain);
	if (sum.ok && plain.ok) {
		assert.deepEqual(analyzeProfile(sum.rows), analyzeProfile(plain.rows));
	}
}

describe("sums of stretches", () => {
	// Volumes are whole numbers, so that sums in any order are equal.
	const rows: fc.Arbitrary<Rows> = fc.oneof(
		{ weight: 6, arbitrary: rowsArbitrary },
		{ weight: 1, arbitrary: fc.constant([]) },
	);

	it("are the composite of their intervals, wherever they begin and end", () => {
		fc.assert(
			fc.property(
				fc.array(rows, { minLength: 1, maxLength: 9 }),
				fc.integer({ min: 1, max: 40 }),
				fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 }),
				(some, times, stretches) => {
					// Many more intervals than a block holds.
					const series = seriesOf(Array.from({ length: times }, () => some).flat());
					const sums = new StretchSums(series);
					const count = series.times.length;
					for (const [one, other] of [...stretches, [0, count - 1] as const]) {
						const [a, b] = [one % count, other % count];
						checkStretch(series, sums, Math.min(a, b), Math.max(a, b) + 1);
					}
				},
			),
			{ numRuns: 150 },
		);
	});

	it("fold rows of different heights as a composite does, and refuse what it refuses", () => {
		const ramp = (start: number, step: number): Rows =>
			Array.from({ length: 30 }, (_, index) => ({ row: start + index * step, buy: 1, sell: 2 }));
		const folded = seriesOf([ramp(0, 1), ramp(0, 2), ramp(4, 1)]);
		checkStretch(folded, new StretchSums(folded), 0, 3);
		checkStretch(folded, new StretchSums(folded), 0, 1);
		const odd = seriesOf([ramp(0, 2), ramp(0, 3)]);
		checkStretch(odd, new StretchSums(odd), 0, 2);
	});

	it("are empty where no interval has a row", () => {
		const series = seriesOf([[{ row: 3, buy: 1, sell: 0 }], [], []]);
		checkStretch(series, new StretchSums(series), 1, 3);
	});

	it("are right where rows lie too far apart for a table of all", () => {
		const wide = seriesOf([
			[{ row: 1, buy: 1, sell: 1 }],
			[{ row: 5_000_000, buy: 2, sell: 1 }],
			[{ row: 1, buy: 1, sell: 0 }],
		]);
		checkStretch(wide, new StretchSums(wide), 0, 3);
	});
});
