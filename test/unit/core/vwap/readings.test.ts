import assert from "node:assert/strict";
import { HOUR_MS, MINUTE_MS } from "../../../../src/core/time";
import { runningVwap } from "../../../../src/core/vwap/anchored";
import { percentBands } from "../../../../src/core/vwap/bands";
import { percentChange, spread } from "../../../../src/core/vwap/compare";
import { deviation } from "../../../../src/core/vwap/deviation";
import { vwapOf } from "./series";

const rounded = (column: Float64Array) => Array.from(column, (value) => Number(value.toFixed(6)));

describe("percentage bands", () => {
	it("lie a share of the VWAP above and below it", () => {
		const running = { vwap: Float64Array.of(NaN, 200), sigma: Float64Array.of(NaN, 3) };
		const [half, two] = percentBands(running, [0.5, 2]);
		assert.deepEqual(
			[half.multiplier, rounded(half.upper), rounded(half.lower)],
			[0.5, [NaN, 201], [NaN, 199]],
		);
		assert.deepEqual(
			[rounded(two.upper), rounded(two.lower)],
			[
				[NaN, 204],
				[NaN, 196],
			],
		);
	});
});

describe("the deviation from a running VWAP", () => {
	it("is told in percent and in sigma", () => {
		const prices = Float64Array.of(100, 101, NaN, 103);
		const { percent, sigmas } = deviation(prices, runningVwap(prices, Float64Array.of(1, 2, 0, 1)));
		assert.deepEqual(rounded(percent), [0, 0.331126, NaN, 1.728395]);
		assert.deepEqual(rounded(sigmas), [NaN, 0.707107, NaN, 1.60591]);
	});

	it("is missing before the anchor", () => {
		const prices = Float64Array.of(1, 2);
		const { percent } = deviation(prices, runningVwap(prices, Float64Array.of(1, 1), 1));
		assert.deepEqual([...percent], [NaN, 0]);
	});
});

describe("the spread of two VWAPs", () => {
	it("is in basis points of the base, at the times of either", () => {
		const base = vwapOf([0, 1, 2, 4], [100, 200, NaN, 100]);
		const other = vwapOf([1, 2, 3, 4], [202, 5, 5, 99.5]);
		const { times, bps, common } = spread(base, other);
		assert.deepEqual([...times], [0, 1, 2, 3, 4]);
		assert.deepEqual(rounded(bps), [NaN, 100, NaN, NaN, -50]);
		assert.equal(common, 2);
	});

	it("counts only equal starts where one has longer intervals", () => {
		const minutes = vwapOf([0, 60_000, 3_600_000], [1, 9, 2], undefined, MINUTE_MS);
		const hours = vwapOf([0, 3_600_000, 7_200_000], [1, 4, 1], undefined, HOUR_MS);
		for (const [base, other, last] of [
			[minutes, hours, 10_000],
			[hours, minutes, -5_000],
		] as const) {
			const { times, bps, common } = spread(base, other);
			assert.deepEqual([...times], [0, 3_600_000, 7_200_000]);
			assert.deepEqual(rounded(bps), [0, last, NaN]);
			assert.equal(common, 2);
		}
	});

	it("of series without a common time has no value", () => {
		const { bps, common } = spread(vwapOf([0], [1]), vwapOf([1], [1]));
		assert.deepEqual([[...bps], common], [[NaN, NaN], 0]);
		assert.equal(spread(vwapOf([], []), vwapOf([], [])).times.length, 0);
	});
});

describe("the change of a VWAP", () => {
	it("counts in percent from the first price", () => {
		const series = vwapOf([0, 1, 2, 3], [NaN, 200, NaN, 205]);
		assert.deepEqual(rounded(percentChange(series)), [NaN, 0, NaN, 2.5]);
		assert.deepEqual([...percentChange(vwapOf([0], [NaN]))], [NaN]);
	});
});
