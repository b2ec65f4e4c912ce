import assert from "node:assert/strict";
import fc from "fast-check";
import {
	cellAt,
	cellLadder,
	cellOfRow,
	cellVolume,
	edgeOf,
} from "../../../../src/core/chart/cellLadder";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { pricedSeries, stepsOf } from "./pricedSeries";

function ladderOf(series: VolumeProfileSeries) {
	const ladder = cellLadder(series);
	assert.ok(ladder);
	return ladder;
}

describe("the cells of a profile over time", () => {
	const coarse = stepsOf(60_000, 10, 60);
	const fine = stepsOf(60_000, 5, 120);
	const days = pricedSeries([coarse, coarse, coarse, fine]);

	it("lie on one ladder, the one that all intervals add up on", () => {
		const { height, bottom, count } = ladderOf(days);
		assert.deepEqual({ height, bottom, count }, { height: 10, bottom: 60_000, count: 60 });
	});

	it("hold all rows of an interval between their edges", () => {
		const ladder = ladderOf(days);
		const cell = cellAt(ladder, 60_304);
		assert.equal(edgeOf(ladder, cell), 60_300);
		assert.equal(cellVolume(days, ladder, 0, cell).buy, 31);
		assert.equal(cellVolume(days, ladder, 3, cell).buy, 61 + 60);
		assert.equal(cellVolume(days, ladder, 4, cell).buy, 0);
	});

	it("reach below the lowest row when coarse rows begin there", () => {
		const series = pricedSeries([stepsOf(100, 10, 30), stepsOf(95, 5, 40)]);
		const ladder = ladderOf(series);
		assert.deepEqual([ladder.bottom, ladder.height], [90, 10]);
		assert.equal(cellVolume(series, ladder, 1, 0).buy, 1);
	});

	it("are found by any price; an edge belongs to the cell above it", () => {
		const ladder = ladderOf(days);
		const cells = [0, 59_999, 60_000, 60_009.9, 60_010, 60_599, 60_600, 1e9];
		assert.deepEqual(
			cells.map((price) => cellAt(ladder, price)),
			[0, 0, 0, 0, 1, 59, 59, 59],
		);
	});

	it("have edges without the noise of products", () => {
		const ladder = ladderOf(pricedSeries([stepsOf(1, 1, 40).map(([k, v]) => [k / 10, v])]));
		assert.equal(edgeOf(ladder, 2), 0.3);
		assert.equal(cellAt(ladder, 0.3), 2);
	});

	it("are of unknown height as soon as the rows of one interval contradict the height stated for it", () => {
		const series = pricedSeries([stepsOf(100, 2, 2), stepsOf(103, 4, 2)]);
		assert.equal(ladderOf({ ...series, steps: Float64Array.of(2, 4) }).isKnown, true);
		assert.equal(ladderOf({ ...series, steps: Float64Array.of(2, 3) }).isKnown, false);
	});

	it("hold every row exactly once", () => {
		const rows = fc
			.uniqueArray(fc.integer({ min: -50, max: 3_000 }), { minLength: 1, maxLength: 60 })
			.map((all) => all.toSorted((a, b) => a - b));
		fc.assert(
			fc.property(
				fc.array(rows, { minLength: 1, maxLength: 4 }),
				fc.constantFrom(0.1, 0.25, 1, 7, 1e-8),
				(intervals, step) => {
					const series = pricedSeries(
						intervals.map((all) => all.map((row) => [Number((row * step).toPrecision(12)), 1])),
					);
					const ladder = ladderOf(series);
					intervals.forEach((all, interval) => {
						let sum = 0;
						const seen = new Set<number>();
						for (let i = series.offsets[interval]; i < series.offsets[interval + 1]; i++) {
							const cell = cellOfRow(ladder, series.prices[i]);
							assert.ok(cell >= 0 && cell < ladder.count);
							const edge = edgeOf(ladder, cell);
							const above = (series.prices[i] - edge) / ladder.height;
							assert.ok(above > -0.5 && above < 1, `${series.prices[i]} in ${edge}`);
							if (seen.has(cell)) continue;
							seen.add(cell);
							sum += cellVolume(series, ladder, interval, cell).buy;
						}
						assert.equal(sum, all.length);
					});
				},
			),
			{ numRuns: 500 },
		);
	});
});
