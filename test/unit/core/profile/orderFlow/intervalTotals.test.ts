import assert from "node:assert/strict";
import { intervalTotals } from "../../../../../src/core/profile/orderFlow/intervalTotals";
import { seriesOf } from "../series";

describe("totals of intervals", () => {
	const series = seriesOf(
		[
			[
				{ row: 100, buy: 1, sell: 2 },
				{ row: 101, buy: 3, sell: 0.5 },
			],
			[{ row: 101, buy: 1, sell: 9 }],
		],
		1,
	);

	it("add up all rows of each interval", () => {
		const totals = intervalTotals(series);
		assert.deepEqual([...totals.buy], [4, 1]);
		assert.deepEqual([...totals.sell], [2.5, 9]);
		assert.deepEqual([...totals.total], [6.5, 10]);
		assert.deepEqual([...totals.delta], [1.5, -8]);
		assert.deepEqual([totals.mostTotal, totals.mostDelta], [10, 8]);
	});

	it("have volume of unknown takers in the total alone", () => {
		const { total, delta } = intervalTotals({ ...series, unknown: Float64Array.of(1, 0, 4) });
		assert.deepEqual([...total], [7.5, 14]);
		assert.deepEqual([...delta], [1.5, -8]);
	});
});
