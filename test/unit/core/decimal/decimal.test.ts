import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
	divideDecimals,
	formatDecimal,
	shortestDecimal,
	toDouble,
	unitsAt,
} from "../../../../src/core/decimal";
import { ExactSums } from "../../../../src/core/trades/exactSums";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe("decimals", () => {
	it("are the digits that people see", () => {
		assert.deepEqual(shortestDecimal(0.1), { units: 1n, places: 1 });
		assert.deepEqual(shortestDecimal(-66114.25), { units: -6611425n, places: 2 });
		assert.deepEqual(shortestDecimal(1e-7), { units: 1n, places: 7 });
		assert.deepEqual(shortestDecimal(1.5e21), { units: 1_500_000_000_000_000_000_000n, places: 0 });
	});

	it("refuse what is not finite", () => {
		assert.throws(() => shortestDecimal(NaN), { name: "TypeError" });
		assert.throws(() => shortestDecimal(-Infinity), { name: "TypeError" });
	});

	it("are written without exponents and trailing zeros", () => {
		assert.equal(formatDecimal({ units: 12_300n, places: 3 }), "12.3");
		assert.equal(formatDecimal({ units: -5n, places: 3 }), "-0.005");
		assert.equal(formatDecimal({ units: 0n, places: 2 }), "0");
		assert.equal(formatDecimal({ units: 100n, places: 0 }), "100");
	});

	it("read back as the double they came from", () => {
		fc.assert(
			fc.property(finite, (value) => {
				const decimal = shortestDecimal(value);
				assert.equal(toDouble(decimal), value === 0 ? 0 : value);
				assert.equal(Number(formatDecimal(decimal)), value === 0 ? 0 : value);
				assert.equal(unitsAt(decimal, decimal.places + 2), decimal.units * 100n);
			}),
			{ numRuns: 10_000 },
		);
	});

	it("divide to the nearest double", () => {
		const decimal = (units: bigint, places = 0) => ({ units, places });
		assert.equal(divideDecimals(decimal(2n), decimal(3n)), 2 / 3);
		assert.equal(divideDecimals(decimal(1n, 3), decimal(2n)), 0.0005);
		assert.equal(divideDecimals(decimal(2n), decimal(5n, 2)), 40);
		assert.equal(divideDecimals(decimal(0n), decimal(7n, 3)), 0);
		// Just above the middle of two doubles, where a decimal that was rounded before falls on it.
		const middle = 2n ** 53n + 1n;
		assert.equal(divideDecimals(decimal(middle), decimal(1n)), 2 ** 53);
		const scale = 10n ** 30n;
		assert.equal(divideDecimals(decimal(middle * scale + 1n), decimal(scale)), 2 ** 53 + 2);
	});

	it("divide as a division on paper of 80 digits does", () => {
		const positive = fc.bigInt({ min: 1n, max: 10n ** 30n });
		const places = fc.integer({ min: 0, max: 12 });
		fc.assert(
			fc.property(positive, positive, places, places, (a, b, aPlaces, bPlaces) => {
				const digits = (a * 10n ** BigInt(80 + bPlaces)) / (b * 10n ** BigInt(aPlaces));
				const quotient = divideDecimals(
					{ units: a, places: aPlaces },
					{ units: b, places: bPlaces },
				);
				assert.equal(quotient, Number(`${digits}e-80`));
			}),
			{ numRuns: 10_000 },
		);
	});
});

describe("exact sums", () => {
	it("add up products of any size without rounding", () => {
		const index = fc.integer({ min: 0, max: 70 });
		const added = fc.array(fc.tuple(index, fc.oneof(fc.nat(), fc.maxSafeNat()), fc.nat()));
		fc.assert(
			fc.property(added, (products) => {
				const sums = new ExactSums();
				const expected = new Map<number, bigint>();
				for (const [index, left, right] of products) {
					sums.addProduct(index, left, right);
					expected.set(index, (expected.get(index) ?? 0n) + BigInt(left) * BigInt(right));
				}
				for (const [index, sum] of expected) assert.equal(sums.at(index), sum);
			}),
			{ numRuns: 10_000 },
		);
	});
});
