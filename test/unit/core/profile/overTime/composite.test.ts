import assert from "node:assert/strict";
import * as fc from "fast-check";
import { composite } from "../../../../../src/core/profile/overTime/composite";
import { analyzeProfile } from "../../../../../src/core/profile/profile";
import { intervalRows, type ProfileRows } from "../../../../../src/core/profile/rows";
import type { CompositeRefusal } from "../../../../../src/core/profile/overTime/sumGrid";
import type { VolumeProfileSeries } from "../../../../../src/core/result/series";
import { rowsArbitrary, type Rows } from "../arbitraries";
import { seriesOf } from "../series";

function sumOf(series: VolumeProfileSeries, intervals?: readonly number[]): ProfileRows {
	const sum = composite(series, intervals);
	assert.ok(sum.ok, "the intervals do not add up");
	return sum.rows;
}

function refusalOf(series: VolumeProfileSeries): CompositeRefusal {
	const sum = composite(series);
	assert.ok(!sum.ok, "the intervals add up");
	return sum.refusal;
}

const plain = ({ prices, buy, sell, step }: ProfileRows) => ({
	prices: [...prices],
	buy: [...buy],
	sell: [...sell],
	step,
});

/** Rows without a hole, `step` apart. */
const ramp = (start: number, step: number, count: number): Rows =>
	Array.from({ length: count }, (_, index) => ({ row: start + index * step, buy: 1, sell: 2 }));

describe("the composite of intervals", () => {
	const series = seriesOf([
		[
			{ row: 10, buy: 1, sell: 2 },
			{ row: 11, buy: 3, sell: 4 },
		],
		[],
		[
			{ row: 8, buy: 5, sell: 0 },
			{ row: 11, buy: 1, sell: 1 },
		],
	]);

	it("adds buy and sell row by row", () => {
		assert.deepEqual(plain(sumOf(series)), {
			prices: [8, 10, 11],
			buy: [5, 1, 4],
			sell: [0, 2, 5],
			step: 1,
		});
	});

	it("takes only the chosen intervals", () => {
		assert.deepEqual(plain(sumOf(series, [2])).prices, [8, 11]);
		assert.deepEqual(plain(sumOf(series, [])).prices, []);
	});

	it("does not change the series", () => {
		const before = structuredClone(series);
		sumOf(series);
		assert.deepEqual(series, before);
	});

	it("folds finer rows into coarser ones", () => {
		const sum = sumOf(seriesOf([ramp(600, 6, 40), ramp(600, 12, 30)]));
		assert.equal(sum.step, 12);
		assert.deepEqual([...sum.prices].slice(0, 3), [600, 612, 624]);
		assert.deepEqual([...sum.buy].slice(0, 3), [3, 3, 3]);
		assert.equal(sum.prices.length, 30);
	});

	it("folds intervals with few rows as well", () => {
		const few: Rows = [
			{ row: 606, buy: 10, sell: 0 },
			{ row: 630, buy: 10, sell: 0 },
		];
		const sum = sumOf(seriesOf([few, ramp(600, 6, 40), ramp(600, 12, 30)]));
		assert.deepEqual([...sum.buy].slice(0, 3), [13, 3, 13]);
	});

	it("leaves sparse rows on the fine ladder", () => {
		const sum = sumOf(seriesOf([ramp(600, 6, 40), ramp(600, 60, 10)]));
		assert.equal(sum.step, 6);
	});

	it("refuses heights that do not divide each other, with both named", () => {
		assert.deepEqual(refusalOf(seriesOf([ramp(600, 6, 40), ramp(600, 10, 40)])), {
			reason: "differentSteps",
			steps: [6, 10],
		});
	});

	it("refuses rows that begin at different prices", () => {
		assert.deepEqual(refusalOf(seriesOf([ramp(600, 12, 40), ramp(603, 12, 40)])), {
			reason: "differentOrigins",
		});
	});

	it("adds rows of a stated step without folding", () => {
		const sum = sumOf(seriesOf([ramp(600, 6, 40), ramp(600, 12, 30)], 6));
		assert.equal(sum.step, 6);
	});

	it("adds rows far apart without a dense ladder", () => {
		const far: Rows = [
			{ row: 1, buy: 1, sell: 0 },
			{ row: 2, buy: 1, sell: 0 },
			{ row: 9_000_000, buy: 1, sell: 0 },
		];
		assert.deepEqual(plain(sumOf(seriesOf([far, far]))), {
			prices: [1, 2, 9_000_000],
			buy: [2, 2, 2],
			sell: [0, 0, 0],
			step: 1,
		});
	});

	it("of two halves is the whole", () => {
		const parts = fc.array(rowsArbitrary, { minLength: 2, maxLength: 6 });
		fc.assert(
			fc.property(parts, fc.nat(), (intervals, cut) => {
				const whole = seriesOf(intervals, 1);
				const all = [...intervals.keys()];
				const middle = 1 + (cut % (intervals.length - 1));
				const halves = [all.slice(0, middle), all.slice(middle)].map((half) =>
					rowsBack(sumOf(whole, half)),
				);
				assert.deepEqual(plain(sumOf(seriesOf(halves, 1))), plain(sumOf(whole)));
			}),
			{ numRuns: 10_000 },
		);
	}).timeout(60_000);

	it("of one interval has the levels of that interval", () => {
		fc.assert(
			fc.property(rowsArbitrary, (rows) => {
				const single = seriesOf([rows]);
				assert.deepEqual(analyzeProfile(sumOf(single)), analyzeProfile(intervalRows(single, 0)));
			}),
			{ numRuns: 10_000 },
		);
	}).timeout(60_000);
});

function rowsBack({ prices, buy, sell }: ProfileRows): Rows {
	return Array.from(prices, (row, index) => ({
		row,
		buy: buy[index] ?? NaN,
		sell: sell[index] ?? NaN,
	}));
}
