import assert from "node:assert/strict";
import fc from "fast-check";
import { barTicks, shareOfSize } from "../../../../src/core/chart/heatShare";
import { HEAT_SCALES } from "../../../../src/core/query/flowOptions";

const ENDS = { least: 0.1, full: 10 };
const sizes = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const endsOf = ([a, b]: readonly [number, number]) => ({
	least: Math.min(a, b),
	full: Math.max(a, b),
});

describe("places of sizes on a ramp", () => {
	it("are by the size itself, its square root, or its logarithm", () => {
		const shares = (size: number) => HEAT_SCALES.map((scale) => shareOfSize(size, ENDS, scale));
		assert.deepEqual(shares(10), [1, 1, 1]);
		assert.deepEqual(shares(2.5), [0.25, 0.5, Math.log(25) / Math.log(100)]);
		assert.deepEqual(shares(0.1), [0.01, 0.1, 0]);
		assert.deepEqual(shares(400), [1, 1, 1]);
	});

	it("are on the ramp where the smallest size is zero, which has no logarithm", () => {
		const shares = [0, 1e-9, 0.001, 1, 10, 20].map((size) =>
			shareOfSize(size, { least: 0, full: 10 }, "logarithmic"),
		);
		assert.deepEqual(
			shares,
			shares.toSorted((a, b) => a - b),
		);
		assert.deepEqual([shares[0], shares.at(-1)], [0, 1]);
		assert.ok(
			shares.every((share) => share >= 0 && share <= 1),
			String(shares),
		);
		for (const { share } of barTicks({ least: 0, full: 10 }, "logarithmic", 0.2))
			assert.ok(share >= 0 && share <= 1);
	});

	for (const scale of HEAT_SCALES) {
		it(`grow with the size and stay on the ramp (${scale})`, () => {
			fc.assert(
				fc.property(fc.tuple(sizes, sizes), fc.tuple(sizes, sizes), (ends, pair) => {
					const shares = pair
						.toSorted((a, b) => a - b)
						.map((size) => shareOfSize(size, endsOf(ends), scale));
					const [low = NaN, high = NaN] = shares;
					assert.ok(low >= 0 && high <= 1 && low <= high, String(shares));
				}),
			);
		});

		it(`are named by round values inside of the bar that have room (${scale})`, () => {
			fc.assert(
				fc.property(fc.tuple(sizes, sizes), (pair) => {
					const ends = endsOf(pair);
					const ticks = barTicks(ends, scale, 0.2);
					for (const [i, { value, share }] of ticks.entries()) {
						assert.ok(value <= ends.full * (1 + 1e-9) && share >= 0 && share <= 1);
						assert.equal(value, Number(value.toPrecision(3)));
						if (i > 0) assert.ok(share - (ticks[i - 1]?.share ?? NaN) >= 0.2 - 1e-9);
					}
				}),
			);
		});
	}

	it("has no numbers without sizes", () => {
		for (const scale of HEAT_SCALES)
			assert.deepEqual(barTicks({ full: 0, least: 0 }, scale, 0.2), []);
	});

	it("tell 1, 2 and 5 times powers of ten where neighbours have room", () => {
		const values = (scale: (typeof HEAT_SCALES)[number]) =>
			barTicks(ENDS, scale, 0.15).map(({ value }) => value);
		assert.deepEqual(values("linear"), [0, 2, 4, 6, 8, 10]);
		assert.deepEqual(values("squareRoot"), [0, 0.5, 2, 5, 10]);
		assert.deepEqual(values("logarithmic"), [0.1, 0.2, 0.5, 1, 2, 5, 10]);
	});
});
