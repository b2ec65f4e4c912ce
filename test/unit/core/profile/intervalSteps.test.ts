import assert from "node:assert/strict";
import * as fc from "fast-check";
import { intervalLevels } from "../../../../src/core/profile/overTime/developing";
import { volumeNodes } from "../../../../src/core/profile/nodes/nodes";
import { analyzeProfile } from "../../../../src/core/profile/profile";
import { intervalRows, intervalSteps } from "../../../../src/core/profile/rows";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { HOUR_MS } from "../../../../src/core/time";
import type { Rows } from "./arbitraries";
import { rowsFrom, seriesOf } from "./series";

/** Rows without a hole, `step` apart. */
const ramp = (start: number, step: number, count = 21): Rows =>
	Array.from({ length: count }, (_, index) => ({ row: start + index * step, buy: 1, sell: 0 }));

/** Rows `step` apart that hold the most in their middle. */
const hill = (start: number, step: number, count: number): Rows =>
	Array.from({ length: count }, (_, index) => ({
		row: start + index * step,
		buy: Math.max(2, 100 - 4 * Math.abs(index - count / 2)) + (index % 3),
		sell: 0,
	}));

const stepsOf = (intervals: readonly Rows[], step?: number) => [
	...intervalSteps(seriesOf(intervals, step)),
];

function everything(series: VolumeProfileSeries, interval: number) {
	const rows = intervalRows(series, interval);
	const levels = analyzeProfile(rows);
	if (levels === undefined) return undefined;
	const nodes = volumeNodes(rows, levels.pocIndex);
	const prices = (side: "high" | "low") => nodes[side].map(({ price }) => price);
	const columns = intervalLevels(series);
	const column = (name: keyof typeof columns) => columns[name][interval];
	return {
		step: rows.step,
		levels,
		high: prices("high"),
		low: prices("low"),
		columns: [column("poc"), column("vah"), column("val"), column("low"), column("high")],
	};
}

describe("the step of an interval", () => {
	it("is what its own gaps tell, whatever its neighbours tell (B31)", () => {
		assert.deepEqual(stepsOf([ramp(600, 10), ramp(600, 4), ramp(600, 7)]), [10, 4, 7]);
	});

	it("is told by 20 gaps, not by 19", () => {
		assert.deepEqual(stepsOf([ramp(600, 10, 20), ramp(600, 2, 40)]), [2, 2]);
		assert.deepEqual(stepsOf([ramp(600, 10, 21), ramp(600, 2, 40)]), [10, 2]);
	});

	it("is that of the nearest interval that tells one when it has too few gaps itself", () => {
		assert.deepEqual(
			stepsOf([ramp(600, 12), rowsFrom("600:1 624:1"), [], [], ramp(600, 6)]),
			[12, 12, 12, 6, 6],
		);
	});

	it("is that of the earlier of two equally near", () => {
		assert.deepEqual(stepsOf([ramp(600, 6), rowsFrom("600:1 624:1"), ramp(600, 12)])[1], 6);
		assert.deepEqual(stepsOf([ramp(600, 12), rowsFrom("600:1 624:1"), ramp(600, 6)])[1], 12);
	});

	it("is that of the nearest interval in time, not in number", () => {
		const series = {
			...seriesOf([ramp(600, 12), rowsFrom("600:1 624:1"), ramp(600, 6)]),
			times: Float64Array.of(0, 5 * HOUR_MS, 6 * HOUR_MS),
		};
		assert.equal(intervalSteps(series)[1], 6);
	});

	it("is that of the nearest only if all of its gaps are multiples", () => {
		assert.deepEqual(stepsOf([ramp(600, 4), rowsFrom("600:1 612:1 618:1"), ramp(600, 12)])[1], 2);
		assert.deepEqual(
			stepsOf([ramp(600, 6), ramp(600, 4), rowsFrom("600:1 612:1 618:1")]),
			[6, 4, 6],
		);
	});

	it("of one row is that of the nearest", () => {
		assert.deepEqual(stepsOf([rowsFrom("700:1"), ramp(600, 10), ramp(600, 4)]), [10, 10, 4]);
	});

	it("is the one over all intervals when none tells its own", () => {
		assert.deepEqual(stepsOf([rowsFrom("600:1"), rowsFrom("612:1 618:1")]), [6, 6]);
	});

	it("is the stated one if it fits", () => {
		assert.deepEqual(stepsOf([ramp(600, 10), rowsFrom("600:1")], 5), [5, 5]);
	});

	it("is unknown when there is only one price", () => {
		assert.deepEqual(stepsOf([rowsFrom("600:1"), rowsFrom("600:2")]), [NaN, NaN]);
	});

	it("is a decimal without noise", () => {
		const tenths = (by: number): Rows =>
			Array.from({ length: 30 }, (_, i) => ({ row: (6000 + i * by) / 10, buy: 1, sell: 0 }));
		assert.deepEqual(stepsOf([tenths(3), tenths(1)]), [0.3, 0.1]);
	});
});

describe("an interval that tells its step", () => {
	it("has the same levels and nodes beside finer rows", () => {
		const coarse = hill(60_000, 10, 60);
		const alone = everything(seriesOf([coarse]), 0);
		assert.deepEqual(everything(seriesOf([coarse, ramp(60_000, 4, 120)]), 0), alone);
		assert.deepEqual(everything(seriesOf([ramp(60_000, 4, 120), coarse]), 1), alone);
	});

	it("has the levels of itself alone beside any others", () => {
		const rows = fc
			.record({
				step: fc.constantFrom(1, 2, 3, 4, 5, 6, 10, 12, 25),
				start: fc.nat({ max: 100 }),
				volumes: fc.array(fc.nat({ max: 9 }), { minLength: 0, maxLength: 40 }),
			})
			.map(({ step, start, volumes }): Rows =>
				volumes.map((buy, index) => ({ row: start + index * step, buy, sell: 0 })),
			);
		fc.assert(
			fc.property(fc.array(rows, { minLength: 1, maxLength: 5 }), (intervals) => {
				const series = seriesOf(intervals);
				intervals.forEach((own, interval) => {
					if (own.length <= 20) return;
					assert.deepEqual(everything(series, interval), everything(seriesOf([own]), 0));
				});
			}),
			{ numRuns: 2_000 },
		);
	}).timeout(60_000);
});
