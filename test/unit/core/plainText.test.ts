import assert from "node:assert/strict";
import fc from "fast-check";
import { fixedText } from "../../../src/core/chart/format";
import {
	roundToDigits,
	roundToPlaces,
	shortestDecimal,
	writeDecimal,
} from "../../../src/core/decimal";
import {
	computedText,
	deliveredDecimal,
	deliveredText,
	fixedDecimal,
} from "../../../src/core/plainText";

const PLAIN = /^-?\d+(\.\d+)?$/;

describe("numbers as data", () => {
	it("have all digits of a delivered double, as plain decimals", () => {
		assert.equal(deliveredText(25.31399999999998), "25.31399999999998");
		assert.equal(deliveredText(1e-9), "0.000000001");
		assert.equal(deliveredText(1.5e21), "1500000000000000000000");
		assert.equal(deliveredText(-0), "0");
		assert.equal(deliveredText(NaN), "");
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
				const text = deliveredText(value);
				assert.match(text, PLAIN);
				assert.equal(Number(text), value + 0);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("have all digits of a delivered decimal, without its exponent", () => {
		assert.equal(deliveredDecimal("15880.01870000"), "15880.01870000");
		assert.equal(deliveredDecimal("1.50e-3"), "0.00150");
		assert.equal(deliveredDecimal("12E2"), "1200");
		assert.equal(deliveredDecimal("0.12345678901234567890123"), "0.12345678901234567890123");
	});

	it("have fifteen digits when they are computed, and no more decimals than the numbers of a sum", () => {
		assert.equal(computedText(-13.553299999999979), "-13.5533");
		assert.equal(computedText(64.83099999999999), "64.831");
		assert.equal(computedText(2 / 3), "0.666666666666667");
		assert.equal(computedText(-1e-20), "-0.00000000000000000001");
		assert.equal(computedText(1_000_000.3 - 999_999.9, 1), "0.4");
		assert.equal(computedText(0.1 + 0.2 - 0.3, 1), "0");
		assert.equal(computedText(-0), "0");
	});

	it("have zeros up to the wanted decimals, and every digit that they have", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: -1e9, max: 1e9 }),
				fc.nat({ max: 6 }),
				fc.nat({ max: 3 }),
				(units, places, more) => {
					const value = Number(`${units}e-${places}`);
					const expected = writeDecimal({
						units: BigInt(units) * 10n ** BigInt(more),
						places: places + more,
					});
					assert.equal(fixedDecimal(value, places + more), expected);
				},
			),
			{ numRuns: 2_000 },
		);
	});

	it("are the numbers that the screen rounds", () => {
		assert.equal(fixedDecimal(4.35, 1), "4.4");
		assert.equal(fixedDecimal(-0.00004, 4), "0.0000");
		assert.equal(fixedDecimal(1e21, 2), "1000000000000000000000");
		assert.equal(fixedDecimal(3e-18, 18), "0.000000000000000003");
		assert.equal(fixedDecimal(-2.5e-18, 18), "-0.000000000000000003");
		assert.equal(fixedDecimal(0.000_123_456_789_012_345_67, 20), "0.000123456789012346");
		assert.equal(fixedDecimal(0, 18), "0.000000000000000");
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 999_999 }),
				fc.integer({ min: 6, max: 300 }),
				(units, places) => {
					const expected = writeDecimal({ units: BigInt(units), places });
					assert.equal(fixedDecimal(Number(`${units}e-${places}`), places), expected);
				},
			),
		);
		// Ends of decimals, halves and their neighbours among doubles, of any size and sign.
		const near = fc
			.record({
				units: fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }),
				tail: fc.constantFrom(
					"",
					"5",
					"49999999",
					"50000001",
					"4999999999",
					"5000000001",
					"999999",
				),
				places: fc.nat({ max: 14 }),
				ulps: fc.integer({ min: -2, max: 2 }),
			})
			.map(({ units, tail, places, ulps }) => {
				const value = Number(`${units}${tail}e-${places + tail.length}`);
				return { value: value + ulps * Math.abs(value) * Number.EPSILON, places };
			});
		fc.assert(
			fc.property(near, ({ value, places }) => {
				const sure = roundToDigits(shortestDecimal(value), 15);
				const whole = Math.abs(value) < 1 ? 0 : String(Math.trunc(Math.abs(value))).length;
				fc.pre(whole + places < 15);
				const { units, places: had } = roundToPlaces(sure, places);
				const expected = writeDecimal({ units: units * 10n ** BigInt(places - had), places });
				assert.equal(fixedDecimal(value, places), expected);
			}),
			{ numRuns: 5_000 },
		);
		const screen = fixedText("en", 4);
		fc.assert(
			fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
				const shown = screen(value).replaceAll(",", "").replace("\u2212", "-");
				assert.equal(shown, fixedDecimal(value, 4));
				assert.ok(Math.abs(Number(shown) - value) <= 0.5e-4 + Math.abs(value) * 1e-14);
			}),
		);
	});
});
