import assert from "node:assert/strict";
import { heatGrid } from "../../../../src/core/chart/heatGrid";
import { seriesOf } from "../profile/series";

/** `count` intervals with one row each, whose volumes are 1 to `count`. */
const ascending = (count: number, more: readonly number[] = []) =>
	seriesOf(
		[...Array.from({ length: count }, (_, i) => i + 1), ...more].map((buy) => [
			{ row: 100, buy, sell: 0 },
		]),
		1,
	);

describe("heat of a profile over time", () => {
	it("is the volume or the delta of each row of each interval, from the highest price down", () => {
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
		const volume = heatGrid(series, 1, "volume");
		assert.deepEqual([volume?.columns, volume?.rows, volume?.bottom], [2, 3, 100]);
		assert.deepEqual([...(volume?.sums ?? [])], [6, 0, 0, 4, 3, 0]);
		const delta = heatGrid(series, 1, "delta");
		assert.deepEqual([...(delta?.sums ?? [])], [4, 0, 0, -4, -1, 0]);
		assert.deepEqual([volume?.largest, delta?.largest], [6, 4]);
	});

	it("has its full color at the largest cell where there are few", () => {
		const { full, largest } = heatGrid(ascending(99), 1, "volume") ?? {};
		assert.deepEqual([full, largest], [99, 99]);
	});

	it("has its full color where all but a hundredth of the cells end", () => {
		const { full = NaN, largest } = heatGrid(ascending(1_000), 1, "volume") ?? {};
		assert.equal(largest, 1_000);
		assert.ok(full >= 990 && full <= 990 * 1.005, String(full));
	});

	it("is not dimmed by one cell that dwarfs all others", () => {
		const plain = heatGrid(ascending(500), 1, "volume");
		const dwarfed = heatGrid(ascending(500, [1e9]), 1, "volume");
		assert.equal(dwarfed?.largest, 1e9);
		assert.ok((dwarfed?.full ?? NaN) <= 1.01 * (plain?.full ?? NaN));
	});

	it("is nothing without rows", () => {
		assert.equal(heatGrid(seriesOf([]), 1, "volume"), undefined);
		const empty = heatGrid(seriesOf([[{ row: 1, buy: 2, sell: 2 }]], 1), 1, "delta");
		assert.deepEqual([empty?.full, empty?.largest], [0, 0]);
	});
});
