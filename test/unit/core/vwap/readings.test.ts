import assert from "node:assert/strict";
import { runningVwap } from "../../../../src/core/vwap/runningVwap";
import { percentBands } from "../../../../src/core/vwap/bands";
import { deviation } from "../../../../src/core/vwap/deviation";

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
	it("is given in percent and in sigma", () => {
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
