import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ladderOf } from "../../../../src/core/profile/ladder";

const ladder = (prices: readonly number[], stated?: number) => {
	const { step, positions } = ladderOf(Float64Array.from(prices), stated);
	return { step, positions: [...positions] };
};

describe("the ladder of a profile", () => {
	it("has the greatest common divisor of all gaps as its step", () => {
		assert.deepEqual(ladder([66108, 66114, 66126]), { step: 6, positions: [0, 1, 3] });
	});

	it("reads prices as the decimals that people see", () => {
		assert.deepEqual(ladder([0.1, 0.3, 0.7000000000000001 - 1e-16]), {
			step: 0.2,
			positions: [0, 1, 3],
		});
		assert.deepEqual(ladder([1.005, 1.0075]), { step: 0.0025, positions: [0, 1] });
	});

	it("takes prices in any order", () => {
		assert.deepEqual(ladder([30, 10, 20, 10]), { step: 10, positions: [2, 0, 1, 0] });
	});

	it("prefers the stated step if it fits", () => {
		assert.deepEqual(ladder([100, 120, 160], 10), { step: 10, positions: [0, 2, 6] });
	});

	it("infers the step if the stated one does not fit", () => {
		assert.deepEqual(ladder([100, 115], 10), { step: 15, positions: [0, 1] });
	});

	it("knows no step from one price, but takes the stated one", () => {
		assert.deepEqual(ladder([100]), { step: undefined, positions: [0] });
		assert.deepEqual(ladder([100], 5), { step: 5, positions: [0] });
	});

	it("ignores the noise of doubles", () => {
		const tenths = Array.from({ length: 40 }, (_, index) => (index + 1) * 0.1);
		assert.ok(tenths.includes(0.30000000000000004));
		const found = ladderOf(Float64Array.from(tenths));
		assert.equal(found.step, 0.1);
		assert.deepEqual([...found.positions], [...tenths.keys()]);
		assert.equal(found.priceAt(2), 0.3);
		assert.equal(found.heightOf(3), 0.3);
	});

	it("ignores noise below a millionth of the step", () => {
		const noise = fc.integer({ min: -400, max: 400 });
		const step = fc.record({
			digits: fc.constantFrom(1, 2, 25, 5, 125),
			places: fc.integer({ min: -3, max: 6 }),
		});
		const rows = fc.uniqueArray(fc.record({ row: fc.nat({ max: 500_000 }), noise }), {
			selector: ({ row }) => row,
			minLength: 3,
			maxLength: 30,
		});
		fc.assert(
			fc.property(step, fc.nat({ max: 1_000 }), rows, ({ digits, places }, start, given) => {
				const height = Number(`${digits}e${-places}`);
				// Two neighbours, so that the step is told.
				const sorted = [0, 1, ...given.map(({ row }) => row + 2).sort((a, b) => a - b)];
				const prices = sorted.map((row, index) => {
					const off = index < 2 ? 0 : given[index - 2].noise * 1e-9;
					return (start + row + off) * height;
				});
				const found = ladderOf(Float64Array.from(prices));
				assert.equal(found.step, height);
				assert.deepEqual([...found.positions], sorted);
			}),
			{ numRuns: 5_000 },
		);
	}).timeout(30_000);

	it("takes the stated step for prices with noise", () => {
		assert.deepEqual(ladder([0.1 * 3, 0.1 * 6, 0.1 * 12], 0.1), {
			step: 0.1,
			positions: [0, 3, 9],
		});
	});

	it("does not take a true digit for noise", () => {
		assert.deepEqual(ladder([1, 2, 3.001]).step, 0.001);
		assert.deepEqual(ladder([1, 2, 2.0000001]).step, 1e-7);
	});

	it("finds the one grid of intervals that differ by noise", () => {
		const prices = Float64Array.of(0.1, 0.2, 0.3, 0.2, 0.30000000000000004, 0.4);
		const { step, positions } = ladderOf(prices, undefined, [0, 3, 6]);
		assert.equal(step, 0.1);
		assert.deepEqual([...positions], [0, 1, 2, 1, 2, 3]);
		const single = ladderOf(
			Float64Array.of(0.1, 0.30000000000000004, 0.3),
			undefined,
			[0, 1, 2, 3],
		);
		assert.equal(single.step, 0.2);
		assert.deepEqual([...single.positions], [0, 1, 1]);
	});

	it("does not join prices of an ordinary grid that are far from others", () => {
		const { step, positions } = ladderOf(Float64Array.of(1249994, 0, 1249995));
		assert.deepEqual([step, ...positions], [1, 1249994, 0, 1249995]);
	});

	it("takes 200,000 prices with noise as fast as others", () => {
		const noisy = Float64Array.from(
			{ length: 200_000 },
			(_, index) => (index % 20_000) * 0.1 + 60_000,
		);
		const { step, positions } = ladderOf(noisy);
		assert.equal(step, 0.1);
		assert.ok(positions.every((position, index) => position === index % 20_000));
	}).timeout(2_000);

	it("counts rows of prices with more digits than a double can scale", () => {
		const [a, b, c] = [1.000000000000001e-5, 1.000000000000002e-5, 1.000000000000005e-5];
		assert.deepEqual(ladder([a, b, c]).positions, [0, 1, 4]);
	});

	it("keeps the order of prices that share no usable grid", () => {
		const { step, positions } = ladder([1e-300, 1, 1e300]);
		assert.equal(step, undefined);
		const [a = NaN, b = NaN, c = NaN] = positions;
		assert.ok(a < b && b < c - 2 && Number.isSafeInteger(2 * c));
	});

	it("gives every price back from its row number", () => {
		const places = fc.integer({ min: 0, max: 6 });
		const units = fc.array(fc.integer({ min: 0, max: 10_000_000 }), {
			minLength: 2,
			maxLength: 30,
		});
		fc.assert(
			fc.property(units, places, (numbers, decimals) => {
				fc.pre(new Set(numbers).size > 1);
				const prices = Float64Array.from(numbers, (unit) => unit / 10 ** decimals);
				const { positions, priceAt } = ladderOf(prices);
				assert.deepEqual(Float64Array.from(positions, priceAt), prices);
				assert.equal(Math.min(...positions), 0);
				assert.ok(positions.every(Number.isInteger));
			}),
			{ numRuns: 10_000 },
		);
	});

	it("keeps neighbours apart and in order for any prices", () => {
		const prices = fc.array(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), {
			minLength: 1,
			maxLength: 12,
		});
		fc.assert(
			fc.property(prices, (numbers) => {
				const sorted = [...new Set(numbers.map(Math.abs))].sort((a, b) => a - b);
				const { positions } = ladderOf(Float64Array.from(sorted));
				for (let index = 1; index < sorted.length; index++) {
					assert.ok((positions[index] ?? NaN) - (positions[index - 1] ?? NaN) >= 1);
				}
			}),
			{ numRuns: 2_000 },
		);
	}).timeout(30_000);
});
