import assert from "node:assert/strict";
import * as fc from "fast-check";
import { anchoredVwap } from "../../../../src/core/vwap/anchoredVwap";
import { runningVwap } from "../../../../src/core/vwap/runningVwap";

const run = (prices: readonly number[], volumes: readonly number[], start?: number) => {
	const { vwap, sigma } = runningVwap(Float64Array.from(prices), Float64Array.from(volumes), start);
	return { vwap: [...vwap], sigma: [...sigma] };
};

function assertAll(
	actual: readonly number[],
	expected: readonly number[],
	tolerance: number,
): void {
	assert.equal(actual.length, expected.length);
	actual.forEach((value, index) => {
		const wanted = expected[index] ?? NaN;
		const isSame = Number.isNaN(wanted)
			? Number.isNaN(value)
			: Math.abs(value - wanted) <= tolerance;
		assert.ok(isSame, `${value} at ${index} is not ${wanted}`);
	});
}

describe("golden vectors of the anchored VWAP", () => {
	it("vector W1: three trading intervals", () => {
		const { vwap, sigma } = run([100, 101, 103], [1, 2, 1]);
		assertAll(vwap, [100, 100.666667, 101.25], 5e-7);
		assertAll(sigma, [0, 0.471405, 1.089725], 5e-7);
	});

	it("vector W2: an interval without trades leaves both as they are", () => {
		const { vwap, sigma } = run([100, NaN, 103], [1, 0, 3]);
		assertAll(vwap, [100, 100, 102.25], 1e-12);
		assertAll(sigma, [0, 0, 1.299038], 5e-7);
	});

	it("vector W3: a small deviation of a large price keeps its digits", () => {
		const { sigma } = run([1e8 + 0.1, 1e8 + 0.2, 1e8 + 0.3], [1, 1, 1]);
		assert.ok(Math.abs((sigma[2] ?? 0) - 0.0816497) < 1e-6);
	});

	it("vector W4: the provider's two daily rows, weighted by volume", () => {
		const { vwap } = run([15880.0187, 15664.6439], [14829.12, 15123.84]);
		assert.ok(Math.abs((vwap[1] ?? 0) - 15771.2717) < 5e-5);
	});
});

describe("the anchored VWAP", () => {
	it("has no value before the first interval that traded", () => {
		const { vwap, sigma } = run([NaN, 5, 100], [1, 0, 2]);
		assertAll(vwap, [NaN, NaN, 100], 0);
		assertAll(sigma, [NaN, NaN, 0], 0);
	});

	it("begins at its anchor", () => {
		assertAll(run([1, 10, 20], [9, 1, 1], 1).vwap, [NaN, 10, 15], 1e-12);
	});

	const points = fc.array(
		fc.record({
			price: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: NaN, freq: 5 }),
			volume: fc.integer({ min: 0, max: 1_000 }),
		}),
		{ minLength: 1, maxLength: 30 },
	);

	it("is the sum of notionals over the sum of volumes, and sigma the deviation from it", () => {
		fc.assert(
			fc.property(points, (given) => {
				const { vwap, sigma } = run(
					given.map(({ price }) => price),
					given.map(({ volume }) => volume),
				);
				const traded = given.filter(({ price, volume }) => !Number.isNaN(price) && volume > 0);
				const volume = traded.reduce((sum, point) => sum + point.volume, 0);
				if (volume === 0) {
					assert.ok(Number.isNaN(vwap.at(-1)));
					return;
				}
				const mean = traded.reduce((sum, point) => sum + point.price * point.volume, 0) / volume;
				const squares = traded.reduce(
					(sum, point) => sum + point.volume * (point.price - mean) ** 2,
					0,
				);
				assert.ok(Math.abs((vwap.at(-1) ?? NaN) - mean) <= 1e-9 * mean);
				const deviation = Math.sqrt(squares / volume);
				assert.ok(Math.abs((sigma.at(-1) ?? NaN) - deviation) <= 1e-6 * (1 + deviation));
			}),
			{ numRuns: 10_000 },
		);
	});

	it("stays between the lowest and the highest price", () => {
		fc.assert(
			fc.property(points, (given) => {
				const prices = given.map(({ price }) => price);
				const { vwap } = run(
					prices,
					given.map(({ volume }) => volume),
				);
				const known = prices.filter((price) => !Number.isNaN(price));
				for (const value of vwap.filter((each) => !Number.isNaN(each))) {
					assert.ok(value >= Math.min(...known) - 1e-6 && value <= Math.max(...known) + 1e-6);
				}
			}),
			{ numRuns: 10_000 },
		);
	});
});

describe("anchoredVwap for other code", () => {
	const points = [
		{ time: 1, price: null, volume: 0 },
		{ time: 2, price: 100, volume: 1 },
		{ time: 3, price: 102, volume: 1 },
	];

	it("gives one band per multiplier around the VWAP", () => {
		const [none, , last] = anchoredVwap(points, { multipliers: [1, 2.5] });
		assert.deepEqual(none, {
			time: 1,
			vwap: NaN,
			sigma: NaN,
			upper: [NaN, NaN],
			lower: [NaN, NaN],
		});
		assert.deepEqual(last, {
			time: 3,
			vwap: 101,
			sigma: 1,
			upper: [102, 103.5],
			lower: [100, 98.5],
		});
	});

	it("draws bands at one, two and three sigma unless told otherwise", () => {
		assert.deepEqual(anchoredVwap(points).at(-1)?.upper, [102, 103, 104]);
	});

	it("returns no points for none", () => {
		assert.deepEqual(anchoredVwap([]), []);
	});

	const refused = [
		{
			name: "a negative volume",
			point: { time: 1, price: 1, volume: -1 },
			message: /points\[0\]\.volume/,
		},
		{
			name: "an infinite price",
			point: { time: 1, price: Infinity, volume: 1 },
			message: /points\[0\]\.price/,
		},
	];
	for (const { name, point, message } of refused) {
		it(`refuses ${name}`, () => {
			assert.throws(() => anchoredVwap([point]), { name: "TypeError", message });
		});
	}

	it("refuses a multiplier that is not a number", () => {
		assert.throws(() => anchoredVwap(points, { multipliers: [NaN] }), { name: "TypeError" });
	});
});
