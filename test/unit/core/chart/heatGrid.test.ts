import assert from "node:assert/strict";
import fc from "fast-check";
import { cellLadder } from "../../../../src/core/chart/cellLadder";
import { type HeatMode, HeatGrids, heatScale } from "../../../../src/core/chart/heatGrid";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { HOUR_MS } from "../../../../src/core/time";
import { seriesOf } from "../profile/series";
import { pricedSeries, stepsOf } from "./pricedSeries";

function gridsOf(series: VolumeProfileSeries, mode: HeatMode = "volume") {
	const ladder = cellLadder(series);
	assert.ok(ladder);
	return new HeatGrids(series, ladder, mode);
}

/** Everything that a series has. */
function wholeOf({ times, prices }: VolumeProfileSeries) {
	return {
		time: { min: times[0], max: (times.at(-1) ?? NaN) + HOUR_MS },
		price: { min: Math.min(...prices), max: Math.max(...prices) },
	};
}

function scaleOf(series: VolumeProfileSeries, mode: HeatMode = "volume") {
	const ladder = cellLadder(series);
	assert.ok(ladder);
	return heatScale(series, ladder, mode);
}

/** `count` intervals with one row each, whose volumes are 1 to `count`. */
const ascending = (count: number, more: readonly number[] = []) =>
	seriesOf(
		[...Array.from({ length: count }, (_, i) => i + 1), ...more].map((buy) => [
			{ row: 100, buy, sell: 0 },
		]),
		1,
	);

describe("heat of a profile over time", () => {
	const series = seriesOf(
		[
			[
				{ row: 100, buy: 1, sell: 2 },
				{ row: 102, buy: 5, sell: 1 },
			],
			[{ row: 101, buy: 0, sell: 4 }],
		],
		1,
	);

	it("is the volume or the delta of each row of each interval, from the highest price down", () => {
		const volume = gridsOf(series).gridFor(wholeOf(series));
		assert.deepEqual([volume.columns, volume.rows, volume.bottom], [2, 3, 100]);
		assert.deepEqual([...volume.sums()], [6, 0, 0, 4, 3, 0]);
		const delta = gridsOf(series, "delta").gridFor(wholeOf(series));
		assert.deepEqual([...delta.sums()], [4, 0, 0, -4, -1, 0]);
		assert.deepEqual([scaleOf(series).largest, scaleOf(series, "delta").largest], [6, 4]);
	});

	it("has every cell at its prices where the steps of intervals differ", () => {
		const coarse = stepsOf(60_000, 10, 60);
		const days = pricedSeries([coarse, coarse, coarse, stepsOf(60_000, 5, 120)]);
		const grid = gridsOf(days).gridFor(wholeOf(days));
		assert.deepEqual([grid.bottom, grid.rowHeight, grid.rows, grid.columns], [60_000, 10, 60, 4]);
		const at = (price: number, day: number) =>
			grid.sums()[(grid.rows - 1 - (price - grid.bottom) / grid.rowHeight) * grid.columns + day];
		coarse.forEach(([price, volume]) => {
			assert.equal(at(price, 0), volume);
		});
		// A cell of the finer day holds two of its rows.
		stepsOf(60_000, 5, 120).forEach(([price, volume], i, rows) => {
			if (i % 2 === 0) assert.equal(at(price, 3), volume + (rows[i + 1]?.[1] ?? NaN));
		});
	});

	it("has the delivered rows where one looks, however far away another row lies", () => {
		const near = Array.from({ length: 300 }, (_, i) => [Math.round(1_000 + i) / 10, 1] as const);
		const far = pricedSeries([[...near, [6_653.5, 1]]]);
		const grids = gridsOf(far);
		const whole = grids.gridFor(wholeOf(far));
		assert.ok(whole.rowHeight > 0.1);
		const { time } = wholeOf(far);
		const close = grids.gridFor({ time, price: { min: 99, max: 131 } });
		assert.ok(Math.abs(close.rowHeight - 0.1) < 1e-12, String(close.rowHeight));
		assert.equal(close.sums().filter((sum) => sum === 1).length, 300);
	});

	it("shows the same volume at a price for any visible area, and covers all of the area", () => {
		const rows = fc.uniqueArray(fc.integer({ min: 0, max: 60_000 }), {
			minLength: 2,
			maxLength: 50,
		});
		const views = fc.array(fc.tuple(fc.nat(60_000), fc.integer({ min: 1, max: 60_000 })), {
			minLength: 1,
			maxLength: 6,
		});
		fc.assert(
			fc.property(rows, views, (positions, looks) => {
				const column = positions.toSorted((a, b) => a - b).map((row, i) => [row, i + 1] as const);
				const one = { ...pricedSeries([column]), step: 1 };
				const grids = gridsOf(one);
				const { time } = wholeOf(one);
				for (const [min, span] of looks) {
					const grid = grids.gridFor({ time, price: { min, max: min + span } });
					const sums = grid.sums();
					assert.ok(grid.rows <= 4_096);
					for (const [price] of column) {
						if (price < min || price >= min + span) continue;
						const cell = Math.floor((price - grid.bottom) / grid.rowHeight);
						const from = grid.bottom + cell * grid.rowHeight;
						const among = column.filter(([at]) => at >= from && at < from + grid.rowHeight);
						const shown = sums[grid.rows - 1 - cell];
						assert.equal(shown, Math.max(...among.map(([, volume]) => volume)));
					}
				}
			}),
			{ numRuns: 300 },
		);
	});

	it("is made once when everything fits, and stays while the visible area moves inside of it", () => {
		const grids = gridsOf(series);
		const first = grids.gridFor(wholeOf(series));
		const { time } = wholeOf(series);
		assert.equal(grids.gridFor({ time, price: { min: 101, max: 101.5 } }), first);
		const tall = pricedSeries([stepsOf(0, 1, 50_000)]);
		const many = gridsOf(tall);
		const look = (min: number) => many.gridFor({ time, price: { min, max: min + 1_000 } });
		const here = look(20_000);
		assert.equal(here.rowHeight, 1);
		for (const min of [20_100, 19_500, 20_900]) assert.equal(look(min), here);
		assert.notEqual(look(30_000), here);
	});

	it("has the full colour at the largest cell when there are few cells", () => {
		assert.deepEqual(scaleOf(ascending(99)), { full: 99, largest: 99, least: 1 });
	});

	it("has the full colour from the size that a hundredth of the cells exceed", () => {
		const { full, largest, least } = scaleOf(ascending(1_000));
		assert.equal(largest, 1_000);
		assert.ok(least >= 10 && least <= 11, String(least));
		assert.ok(full >= 990 && full <= 990 * 1.005, String(full));
	});

	it("is not dimmed by one cell that dwarfs all others", () => {
		const plain = scaleOf(ascending(500));
		const dwarfed = scaleOf(ascending(500, [1e9]));
		assert.equal(dwarfed.largest, 1e9);
		assert.ok(dwarfed.full <= 1.01 * plain.full);
	});

	it("is empty without rows or without a difference", () => {
		assert.equal(cellLadder(seriesOf([])), undefined);
		const even = seriesOf([[{ row: 1, buy: 2, sell: 2 }]], 1);
		assert.deepEqual(scaleOf(even, "delta"), { full: 0, largest: 0, least: 0 });
	});
});
