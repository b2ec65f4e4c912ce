import assert from "node:assert/strict";
import * as fc from "fast-check";
import { composite } from "../../../../src/core/profile/overTime/composite";
import { onlyIntervals } from "../../../../src/core/profile/overTime/onlyIntervals";
import { analyzeProfile } from "../../../../src/core/profile/profile";
import { multipleForRows, regroupSeries, rowMultiples } from "../../../../src/core/profile/regroup";
import { intervalRows, intervalSteps } from "../../../../src/core/profile/rows";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { rowsArbitrary, type Rows } from "./arbitraries";
import { rowsFrom, seriesOf } from "./series";

const plain = ({ prices, buy, sell, offsets, step }: VolumeProfileSeries) => ({
	prices: [...prices],
	buy: [...buy],
	sell: [...sell],
	offsets: [...offsets],
	step,
});
const ramp = (start: number, step: number, count: number): Rows =>
	Array.from({ length: count }, (_, index) => ({ row: start + index * step, buy: 1, sell: 2 }));

describe("rows joined several at a time", () => {
	it("begin at whole multiples of the new step, in every interval", () => {
		const series = seriesOf([rowsFrom("103:1 104:2 105:4"), [], rowsFrom("104:8 110:16")], 1);
		assert.deepEqual(plain(regroupSeries(series, 5)), {
			prices: [100, 105, 100, 110],
			buy: [3, 4, 8, 16],
			sell: [0, 0, 0, 0],
			offsets: [0, 2, 2, 4],
			step: 5,
		});
	});

	it("stay exact on decimal steps", () => {
		const series = seriesOf([rowsFrom("0.1:1 0.2:2 0.3:4 0.4:8 0.6:16 0.7:32")]);
		const { prices, buy, step } = regroupSeries(series, 3);
		assert.deepEqual([[...prices], [...buy], step], [[0, 0.3, 0.6], [3, 12, 48], 0.3]);
	});

	const pricesOf = ({ prices, offsets }: VolumeProfileSeries, interval: number) => [
		...prices.subarray(offsets[interval], offsets[interval + 1]),
	];

	it("are whole rows of the composite where intervals have rows of different heights", () => {
		const joined = regroupSeries(seriesOf([ramp(60_000, 10, 60), ramp(60_000, 5, 120)]), 2);
		assert.deepEqual([...intervalSteps(joined)], [20, 20]);
		assert.deepEqual(pricesOf(joined, 0).slice(0, 3), [60_000, 60_020, 60_040]);
		assert.deepEqual(pricesOf(joined, 1), pricesOf(joined, 0));
		assert.equal(rowMultiples(seriesOf([ramp(60_000, 10, 60), ramp(60_000, 5, 120)])).at(-1), 5);
	});

	it("have their own height in each interval when intervals do not add up", () => {
		const coarse = ramp(60_000, 10, 60);
		const series = seriesOf([coarse, ramp(60_000, 4, 150)]);
		const joined = regroupSeries(series, 5);
		assert.deepEqual([...intervalSteps(joined)], [50, 20]);
		assert.deepEqual(pricesOf(joined, 0).slice(0, 3), [60_000, 60_050, 60_100]);
		assert.deepEqual(pricesOf(joined, 1).slice(0, 3), [60_000, 60_020, 60_040]);
		const alone = regroupSeries(seriesOf([coarse]), 5);
		assert.deepEqual(
			analyzeProfile(intervalRows(joined, 0)),
			analyzeProfile(intervalRows(alone, 0)),
		);
		const picked = onlyIntervals(joined, [1]);
		assert.deepEqual([...intervalSteps(picked)], [20]);
		assert.deepEqual(rowMultiples(series), [1, 2, 5, 10]);
		assert.equal(multipleForRows(series, 30), 5);
	});

	it("keep their edges on a grid that is not on multiples of its step", () => {
		const series = seriesOf([rowsFrom("10.5:1 11.5:2 12.5:4 13.5:8")]);
		assert.deepEqual([...regroupSeries(series, 2).prices], [10.5, 12.5]);
		assert.deepEqual([...regroupSeries(series, 5).prices], [10.5]);
		assert.deepEqual([...regroupSeries(series, 3).prices], [9.5, 12.5]);
	});

	it("are the series itself for one row at a time, and when the step is unknown", () => {
		const series = seriesOf([ramp(1, 1, 3)]);
		assert.equal(regroupSeries(series, 1), series);
		const single = seriesOf([rowsFrom("7:1")]);
		assert.equal(regroupSeries(single, 10), single);
	});

	for (const multiple of [0, -2, 1.5, NaN]) {
		it(`refuse ${multiple} at a time`, () => {
			assert.throws(() => regroupSeries(seriesOf([ramp(1, 1, 3)]), multiple), RangeError);
		});
	}

	const parts = fc.array(rowsArbitrary, { minLength: 1, maxLength: 4 });

	it("equal grouping from scratch, and keep every total", () => {
		fc.assert(
			fc.property(parts, fc.integer({ min: 2, max: 60 }), (intervals, multiple) => {
				const grouped = intervals.map((rows) => {
					const groups = new Map<number, { row: number; buy: number; sell: number }>();
					for (const { row, buy, sell } of rows) {
						const edge = Math.floor(row / multiple) * multiple;
						const group = groups.get(edge) ?? { row: edge, buy: 0, sell: 0 };
						groups.set(edge, { row: edge, buy: group.buy + buy, sell: group.sell + sell });
					}
					return [...groups.values()];
				});
				const regrouped = regroupSeries(seriesOf(intervals, 1), multiple);
				assert.deepEqual(plain(regrouped), plain(seriesOf(grouped, multiple)));
			}),
			{ numRuns: 10_000 },
		);
	}).timeout(60_000);

	it("can be joined before or after they are added up", () => {
		fc.assert(
			fc.property(parts, fc.integer({ min: 2, max: 60 }), (intervals, multiple) => {
				const sum = (series: VolumeProfileSeries) => {
					const added = composite(series);
					assert.ok(added.ok);
					const { prices, buy, sell } = added.rows;
					return Array.from(prices, (row, at) => ({ row, buy: buy[at], sell: sell[at] }));
				};
				const series = seriesOf(intervals, 1);
				assert.deepEqual(
					sum(regroupSeries(series, multiple)),
					sum(regroupSeries(seriesOf([sum(series)], 1), multiple)),
				);
			}),
			{ numRuns: 2_000 },
		);
	}).timeout(60_000);
});

describe("multiples of the step", () => {
	it("are offered while eight rows remain", () => {
		assert.deepEqual(rowMultiples(seriesOf([ramp(100, 1, 160)])), [1, 2, 5, 10, 20]);
		assert.deepEqual(rowMultiples(seriesOf([ramp(100, 1, 159)])), [1, 2, 5, 10]);
		assert.deepEqual(rowMultiples(seriesOf([ramp(100, 1, 5)])), [1]);
		assert.deepEqual(rowMultiples(seriesOf([rowsFrom("7:1")])), [1]);
		assert.deepEqual(rowMultiples(seriesOf([])), [1]);
	});

	it("do not count rows that did not trade", () => {
		assert.deepEqual(rowMultiples(seriesOf([rowsFrom("1:0 50:1 51:1 90:0")])), [1]);
	});

	it("leave no more rows than asked for", () => {
		const series = seriesOf([ramp(100, 1, 100)]);
		assert.equal(multipleForRows(series, 100), 1);
		assert.equal(multipleForRows(series, 99), 2);
		assert.equal(multipleForRows(series, 20), 5);
		assert.equal(multipleForRows(series, 2), 50);
	});

	it("count the rows of the groups, which need not begin with the lowest row", () => {
		assert.equal(multipleForRows(seriesOf([ramp(101, 1, 10)], 1), 5), 5);
		assert.equal(multipleForRows(seriesOf([ramp(100, 1, 10)], 1), 5), 2);
	});

	it("are 1 where the step is unknown or nothing traded", () => {
		assert.equal(multipleForRows(seriesOf([rowsFrom("7:1")]), 10), 1);
		assert.equal(multipleForRows(seriesOf([]), 10), 1);
		assert.equal(multipleForRows(seriesOf([rowsFrom("7:0 8:0")]), 10), 1);
	});

	it("refuse to leave fewer than two rows", () => {
		assert.throws(() => multipleForRows(seriesOf([ramp(1, 1, 3)]), 1), RangeError);
	});
});
