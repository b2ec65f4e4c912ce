import assert from "node:assert/strict";
import * as fc from "fast-check";
import { intervalLevels } from "../../../../../src/core/profile/overTime/developing";
import { byCloses } from "../../../../../src/core/profile/overTime/byCloses";
import { type EndRule, nakedPocs } from "../../../../../src/core/profile/overTime/nakedPoc";
import type { VolumeProfileSeries } from "../../../../../src/core/result/series";
import { type Rows, rowsArbitrary } from "../arbitraries";
import { rowsFrom, seriesOf } from "../series";

const ends = (series: VolumeProfileSeries, rule?: EndRule) =>
	nakedPocs(series, rule).map(({ interval, price, endedBy }) => [interval, price, endedBy]);

const closesAt = (...closes: number[]) => byCloses(Float64Array.from(closes));

/** D11 word by word. */
function endsByTheBook(series: VolumeProfileSeries, step: number, closes?: readonly number[]) {
	const { poc, low, high } = intervalLevels(series);
	const all = [...series.times.keys()];
	const completed = series.open ? all.slice(0, -1) : all;
	return completed
		.filter((interval) => !Number.isNaN(poc[interval]))
		.map((interval) => {
			const price = poc[interval];
			if (closes === undefined) {
				const touch = all.find((j) => j > interval && low[j] <= price && price <= high[j]);
				return [interval, price, touch];
			}
			const sideAt = (j: number) =>
				closes[j] >= price + step ? 1 : closes[j] < price ? -1 : undefined;
			const sided = all.filter((j) => j >= interval && sideAt(j) !== undefined);
			return [interval, price, sided.find((j) => sideAt(j) !== sideAt(sided[0]))];
		});
}

describe("naked POCs", () => {
	const series = seriesOf([
		rowsFrom("100:9 101:1"),
		rowsFrom("101:1 102:9 103:1"),
		[],
		rowsFrom("104:9 105:1"),
		rowsFrom("99:1 100:0 101:9"),
	]);

	it("end with the first later range over their row", () => {
		assert.deepEqual(ends(series), [
			[0, 100, 4],
			[1, 102, undefined],
			[3, 104, undefined],
			[4, 101, undefined],
		]);
	});

	it("exist for completed intervals only, and may end in the one in progress", () => {
		assert.deepEqual(ends({ ...series, open: true }), [
			[0, 100, 4],
			[1, 102, undefined],
			[3, 104, undefined],
		]);
	});

	it("know when their interval began", () => {
		assert.deepEqual(
			nakedPocs(series).map(({ time }) => time),
			[0, 3_600_000, 10_800_000, 14_400_000],
		);
	});

	const block = (start: number, step: number, poc: number): Rows =>
		Array.from({ length: 21 }, (_, index) => {
			const row = start + index * step;
			return { row, buy: row === poc ? 9 : 1, sell: 0 };
		});

	it("end when rows of another height meet theirs", () => {
		// The row 100 to 105 of the first holds the price 102 at which the second begins.
		assert.deepEqual(ends(seriesOf([block(0, 5, 100), block(102, 1, 110)]))[0], [0, 100, 1]);
		assert.deepEqual(ends(seriesOf([block(0, 5, 100), block(105, 1, 110)]))[0], [
			0,
			100,
			undefined,
		]);
		// And the other way round: the uppermost row of the second reaches from 100 to 105.
		assert.deepEqual(ends(seriesOf([block(84, 1, 104), block(0, 5, 50)]))[0], [0, 104, 1]);
		assert.deepEqual(ends(seriesOf([block(85, 1, 105), block(0, 5, 50)]))[0], [0, 105, undefined]);
	});

	it("end by a close beyond their own row, whatever the height of other rows", () => {
		const series = seriesOf([block(0, 5, 100), block(102, 1, 110), block(102, 1, 110)]);
		assert.deepEqual(ends(series, closesAt(99, 104, 104.5))[0], [0, 100, undefined]);
		assert.deepEqual(ends(series, closesAt(99, 104, 105))[0], [0, 100, 2]);
		assert.deepEqual(ends(series, closesAt(99, 109, 111))[1], [1, 110, 2]);
	});

	it("do not end when only empty rows reach them", () => {
		assert.deepEqual(ends(seriesOf([rowsFrom("5:9"), rowsFrom("5:0 6:9")]))[0], [0, 5, undefined]);
	});

	it("end by close with the first on the other side of their row", () => {
		const same = seriesOf([1, 2, 3, 4].map(() => rowsFrom("100:9 101:1")));
		assert.deepEqual(ends(same, closesAt(102, 100.5, 101.5, 99))[0], [0, 100, 3]);
		assert.deepEqual(ends(same, closesAt(99, 100.9, 101, 99))[0], [0, 100, 2]);
	});

	it("take their side from the first later close when their own is in the row or missing", () => {
		const same = seriesOf([1, 2, 3, 4].map(() => rowsFrom("100:9 101:1")));
		assert.deepEqual(ends(same, closesAt(100.5, 100, 101, 99))[0], [0, 100, 3]);
		assert.deepEqual(ends(same, closesAt(NaN, NaN, 99, 101))[0], [0, 100, 3]);
		assert.deepEqual(ends(same, closesAt(NaN, NaN, 99, 100))[0], [0, 100, undefined]);
	});

	it("are a single price when the step is unknown", () => {
		const same = seriesOf([rowsFrom("100:9"), rowsFrom("100:9"), rowsFrom("100:9")]);
		assert.deepEqual(ends(same, closesAt(99, 100, 100.5))[0], [0, 100, 2]);
	});

	const parts = fc.array(fc.oneof({ weight: 5, arbitrary: rowsArbitrary }, fc.constant([])), {
		minLength: 1,
		maxLength: 14,
	});

	it("are the same as a check of every later interval finds", () => {
		const closes = fc.array(
			fc.oneof(fc.constant(NaN), fc.integer({ min: 0, max: 50 }), fc.nat({ max: 2_000 })),
			{ minLength: 14, maxLength: 14 },
		);
		fc.assert(
			fc.property(parts, closes, fc.boolean(), fc.boolean(), (intervals, prices, open, byClose) => {
				const given = { ...seriesOf(intervals, 1), open };
				const closes = prices.slice(0, intervals.length).map((price) => price / 2);
				assert.deepEqual(
					ends(given, byClose ? closesAt(...closes) : undefined),
					endsByTheBook(given, 1, byClose ? closes : undefined),
				);
			}),
			{ numRuns: 10_000 },
		);
	}).timeout(120_000);

	it("take little more than twice the time for twice the intervals", () => {
		// Prices jump between the ends of a range whose middle stays naked.
		const jumping = (count: number) =>
			seriesOf(
				Array.from({ length: count }, (_, index) =>
					index < count / 2
						? [{ row: 10 + index, buy: 1, sell: 0 }]
						: [{ row: index % 2 === 0 ? 1 : count, buy: 1, sell: 0 }],
				),
				1,
			);
		const naked = nakedPocs(jumping(200_000)).filter(({ endedBy }) => endedBy === undefined);
		assert.equal(naked.length, 100_002);
		// Comparing each with each would be 20,000,000,000 steps.
	}).timeout(60_000);
});
