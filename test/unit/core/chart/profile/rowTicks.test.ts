import assert from "node:assert/strict";
import fc from "fast-check";
import { logRowTicks, logTicks, rowTicks } from "../../../../../src/core/chart/profile/rowTicks";

const HEIGHT = 500;
/** Ticks of a plot 500 pixels high. */
function ticksOf(
	min: number,
	max: number,
	edge: number,
	height: number,
	{ count = 11, finest = 1 } = {},
): number[] {
	return rowTicks({ min, max }, { edge, height }, count, (height / (max - min)) * HEIGHT, finest);
}

describe("prices on an axis of rows", () => {
	it("are the edges of tall rows, each once", () => {
		assert.deepEqual(
			ticksOf(69_950, 71_850, 70_000, 200),
			[70_000, 70_200, 70_400, 70_600, 70_800, 71_000, 71_200, 71_400, 71_600, 71_800],
		);
		assert.deepEqual(ticksOf(66_107, 66_127, 66_108, 6), [66_108, 66_114, 66_120, 66_126]);
	});

	it("are round prices when edges are round", () => {
		assert.deepEqual(
			ticksOf(70_870, 71_810, 70_880, 10),
			[70_900, 71_000, 71_100, 71_200, 71_300, 71_400, 71_500, 71_600, 71_700, 71_800],
		);
		assert.deepEqual(
			ticksOf(0.4, 3.1, 1, 0.1, { finest: 0.1, count: 6 }),
			[0.5, 1, 1.5, 2, 2.5, 3],
		);
	});

	it("are edges even when no edge is round", () => {
		const found = ticksOf(66_000, 66_300, 66_108, 6, { count: 6 });
		assert.ok(found.length >= 3, String(found));
		for (const value of found) assert.ok((value - 66_108) % 6 === 0);
	});

	it("are round prices when rows are too low to be distinguished", () => {
		assert.deepEqual(ticksOf(0, 5_000, 1, 6, { count: 5 }), [0, 1_000, 2_000, 3_000, 4_000, 5_000]);
	});

	it("lie inside of the range, on edges, apart from each other, and stay when the range moves", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 10_000 }),
				fc.constantFrom(1, 2, 5, 6, 10, 25, 200),
				fc.integer({ min: 2, max: 110 }),
				fc.integer({ min: -50, max: 50 }),
				(row, height, rows, moved) => {
					const edge = 3 + row * height;
					const [min, max] = [edge - height / 2, edge + (rows + 0.25) * height];
					const found = ticksOf(min, max, edge, height);
					found.forEach((value, i) => {
						assert.ok(value >= min && value <= max);
						assert.ok((value - edge) % height === 0);
						assert.ok(i === 0 || value > found[i - 1]);
					});
					const after = ticksOf(min + moved, max + moved, edge, height);
					for (const value of found)
						if (value >= min + moved && value <= max + moved) assert.ok(after.includes(value));
				},
			),
			{ numRuns: 2_000 },
		);
	});
});

describe("prices on a logarithmic axis", () => {
	it("are round in every power of ten, as many as there is room for", () => {
		assert.deepEqual(logTicks({ min: 0.45, max: 85 }, 11, 0.1), [0.5, 1, 2, 5, 10, 20, 50]);
		assert.deepEqual(logTicks({ min: 1, max: 1e6 }, 7, 1), [1, 10, 100, 1e3, 1e4, 1e5, 1e6]);
		assert.deepEqual(logTicks({ min: 1, max: 1e6 }, 3, 1), [1, 100, 1e4, 1e6]);
		assert.deepEqual(logTicks({ min: 95, max: 125 }, 3, 1), [100, 110, 120]);
		assert.deepEqual(logTicks({ min: 0, max: 10 }, 5, 1), []);
	});

	it("are moved to the edges of rows that are high enough", () => {
		const rows = { edge: 0.5, height: 0.5 };
		const found = logRowTicks({ min: 0.45, max: 85 }, rows, 11, HEIGHT, 0.1);
		assert.deepEqual(found, [0.5, 1, 2, 5, 10, 20, 50]);
		const odd = logRowTicks({ min: 1, max: 30 }, { edge: 3, height: 3 }, 6, HEIGHT, 1);
		for (const value of odd) assert.equal(value % 3, 0, String(odd));
	});
});
