import assert from "node:assert/strict";
import * as fc from "fast-check";
import { composite } from "../../../../../src/core/profile/overTime/composite";
import {
	developingLevels,
	intervalLevels,
} from "../../../../../src/core/profile/overTime/developing";
import { analyzeProfile } from "../../../../../src/core/profile/profile";
import { intervalRows } from "../../../../../src/core/profile/rows";
import type { VolumeProfileSeries } from "../../../../../src/core/result/series";
import { optionsArbitrary, rowsArbitrary, type Rows } from "../arbitraries";
import { rowsFrom, seriesOf } from "../series";

const at = (columns: object, index: number) =>
	Object.fromEntries(
		Object.entries(columns as Record<string, Float64Array>)
			.filter(([name]) => name !== "rowHeight")
			.map(([name, column]) => [name, column[index]]),
	);
const NOTHING = { poc: NaN, vah: NaN, val: NaN };

function sumLevels(series: VolumeProfileSeries, intervals: number[], options: object = {}) {
	const sum = composite(series, intervals);
	assert.ok(sum.ok);
	const levels = analyzeProfile(sum.rows, options);
	return levels === undefined ? NOTHING : { poc: levels.poc, vah: levels.vah, val: levels.val };
}

const range = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("developing levels", () => {
	const G1 = "100:5 101:10 102:20 103:40 104:30 105:15 106:8";
	const series = seriesOf([[], rowsFrom("101:3"), rowsFrom(G1), [], rowsFrom("106:60")], 1);

	it("are those of the sum after each interval", () => {
		const levels = developingLevels(series, { percent: 70, method: "pairs" });
		assert.deepEqual(at(levels, 0), NOTHING);
		assert.deepEqual(at(levels, 1), { poc: 101, vah: 101, val: 101 });
		assert.deepEqual(at(levels, 2), { poc: 103, vah: 105, val: 101 });
		assert.deepEqual(at(levels, 3), at(levels, 2));
		assert.deepEqual(at(levels, 4), { poc: 106, vah: 106, val: 102 });
	});

	it("begin at their anchor", () => {
		const levels = developingLevels(series, { from: 4 });
		assert.deepEqual(at(levels, 3), NOTHING);
		assert.deepEqual(at(levels, 4), { poc: 106, vah: 106, val: 106 });
		assert.deepEqual(at(developingLevels(series, { from: 9 }), 4), NOTHING);
	});

	it("begin again at the given intervals", () => {
		const levels = developingLevels(series, { starts: [0, 2, 3, 4] });
		assert.deepEqual(at(levels, 2), { poc: 103, vah: 105, val: 101 });
		assert.deepEqual(at(levels, 3), NOTHING);
		assert.deepEqual(at(levels, 4), { poc: 106, vah: 106, val: 106 });
	});

	it("have no value when intervals do not add up", () => {
		const ramp = (start: number, step: number): Rows =>
			Array.from({ length: 40 }, (_, row) => ({ row: start + row * step, buy: 1, sell: 0 }));
		const levels = developingLevels(seriesOf([ramp(600, 6), ramp(600, 10)]));
		assert.deepEqual(at(levels, 1), NOTHING);
	});

	it("fold coarser rows as the composite does", () => {
		const ramp = (start: number, step: number, count: number): Rows =>
			Array.from({ length: count }, (_, row) => ({ row: start + row * step, buy: row, sell: 0 }));
		const folded = seriesOf([ramp(600, 6, 40), ramp(600, 12, 30)]);
		assert.deepEqual(at(developingLevels(folded), 1), sumLevels(folded, [0, 1]));
		assert.deepEqual([...developingLevels(folded).rowHeight], [6, 12]);
	});

	const rampBy = (start: number, step: number, count: number): Rows =>
		Array.from({ length: count }, (_, index) => ({
			row: start + index * step,
			buy: 1 + ((index * 7) % 5),
			sell: 0,
		}));

	it("do not use the row heights of later intervals", () => {
		const coarse = rampBy(60_000, 10, 60);
		const alone = at(developingLevels(seriesOf([coarse])), 0);
		assert.deepEqual(at(developingLevels(seriesOf([coarse, rampBy(60_000, 5, 120)])), 0), alone);
		assert.deepEqual(at(developingLevels(seriesOf([coarse, rampBy(60_000, 4, 150)])), 0), alone);
		const fine = rampBy(60_000, 5, 120);
		assert.deepEqual(
			at(developingLevels(seriesOf([fine, coarse])), 0),
			at(developingLevels(seriesOf([fine])), 0),
		);
	});

	it("are those of the composite of all intervals so far, whatever the heights of rows", () => {
		const interval = fc
			.record({
				step: fc.constantFrom(2, 4, 6, 12, 24),
				start: fc.constantFrom(600, 602, 624, 648),
				volumes: fc.oneof(
					fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
					fc.array(fc.nat({ max: 9 }), { minLength: 21, maxLength: 30 }),
				),
			})
			.map(({ step, start, volumes }): Rows =>
				volumes.map((buy, index) => ({ row: start + index * step, buy, sell: 0 })),
			);
		const several = fc.array(interval, { minLength: 1, maxLength: 7 });
		fc.assert(
			fc.property(several, fc.nat(), fc.nat(), (intervals, a, b) => {
				const from = a % intervals.length;
				const restart = b % intervals.length;
				const levels = developingLevels(seriesOf(intervals), { from, starts: [restart] });
				for (let last = from; last < intervals.length; last++) {
					const start = restart > from && restart <= last ? restart : from;
					const known = seriesOf(intervals.slice(0, last + 1));
					const sum = composite(known, range(start, last));
					const expected = sum.ok ? sumLevels(known, range(start, last)) : NOTHING;
					assert.deepEqual(at(levels, last), expected);
				}
			}),
			{ numRuns: 5_000 },
		);
	}).timeout(60_000);

	it("work on ladders too wide to be dense", () => {
		const wide = seriesOf([rowsFrom("1:1 2:9 9000000:3"), rowsFrom("2:1 8999999:30 9000000:2")]);
		assert.deepEqual(at(developingLevels(wide), 0), sumLevels(wide, [0]));
		assert.deepEqual(at(developingLevels(wide), 1), sumLevels(wide, [0, 1]));
	});

	it("of an empty series are empty", () => {
		assert.equal(developingLevels(seriesOf([])).poc.length, 0);
	});

	const parts = fc.array(fc.oneof({ weight: 5, arbitrary: rowsArbitrary }, fc.constant([])), {
		minLength: 1,
		maxLength: 6,
	});

	it("are those of the composite at every interval, from any anchor", () => {
		fc.assert(
			fc.property(parts, optionsArbitrary, fc.nat(), fc.nat(), (intervals, options, a, b) => {
				const given = seriesOf(intervals, 1);
				const from = a % intervals.length;
				const restart = b % intervals.length;
				const levels = developingLevels(given, { ...options, from, starts: [restart] });
				for (const last of intervals.keys()) {
					const start = restart > from && restart <= last ? restart : from;
					const expected = last < from ? NOTHING : sumLevels(given, range(start, last), options);
					assert.deepEqual(at(levels, last), expected);
				}
			}),
			{ numRuns: 10_000 },
		);
	}).timeout(120_000);

	it("of single intervals are those of their profiles", () => {
		fc.assert(
			fc.property(parts, optionsArbitrary, (intervals, options) => {
				const given = seriesOf(intervals, 1);
				const levels = intervalLevels(given, options);
				for (const index of intervals.keys()) {
					const own = analyzeProfile(intervalRows(given, index), options);
					const traded = intervals[index].filter(({ buy, sell }) => buy + sell > 0);
					assert.deepEqual(at(levels, index), {
						poc: own?.poc ?? NaN,
						vah: own?.vah ?? NaN,
						val: own?.val ?? NaN,
						low: traded[0]?.row ?? NaN,
						high: traded.at(-1)?.row ?? NaN,
					});
				}
			}),
			{ numRuns: 5_000 },
		);
	}).timeout(60_000);
});
