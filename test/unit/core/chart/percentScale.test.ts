import assert from "node:assert/strict";
import { percentBase, percentFrom, percentTicks } from "../../../../src/core/chart/percentScale";
import { roundValues } from "../../../../src/core/chart/ticks";

const TIMES = Float64Array.of(0, 10, 20, 30);

describe("an axis in percent", () => {
	it("counts from the first interval at or after a time that has a price above zero", () => {
		const prices = Float64Array.of(100, NaN, 0, 80);
		assert.deepEqual(percentBase(TIMES, prices, 0), { time: 0, price: 100 });
		assert.deepEqual(percentBase(TIMES, prices, 1), { time: 30, price: 80 });
		assert.deepEqual(percentBase(TIMES, prices, -Infinity), { time: 0, price: 100 });
		assert.equal(percentBase(TIMES, prices, 31), undefined);
	});

	it("says how far a price is from that of the base, in percent of it", () => {
		const base = { time: 0, price: 80 };
		assert.equal(percentFrom(base, 100), 25);
		assert.equal(percentFrom(base, 60), -25);
	});

	it("has ticks at round percentages, where their prices are", () => {
		const ticks = percentTicks({ min: 90, max: 110 }, { time: 0, price: 100 }, ({ min, max }) =>
			roundValues(min, max, 5).map((value) => ({ value, label: `${value}`, isMajor: false })),
		);
		assert.deepEqual(
			ticks.map(({ value, label }) => [Math.round(value * 1e6) / 1e6, label]),
			[
				[90, "-10"],
				[95, "-5"],
				[100, "0"],
				[105, "5"],
				[110, "10"],
			],
		);
	});
});
