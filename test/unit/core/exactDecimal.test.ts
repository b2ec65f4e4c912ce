import assert from "node:assert/strict";
import fc from "fast-check";
import { decimalOf, LOW_DIGITS, MOST_FRACTION } from "../../../src/core/exactDecimal";

/** The text that the digits stand for. */
function textOf(high: number, low: string, fraction: number): string {
	const digits = `${high}${low}`.padStart(fraction + 1, "0");
	const point = digits.length - fraction;
	return fraction === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

describe("a decimal of its digits", () => {
	const digits = fc.record({
		high: fc.integer({ min: 0, max: 999_999_999 }),
		low: fc.stringMatching(/^\d{0,8}$/),
		fraction: fc.integer({ min: 0, max: MOST_FRACTION }),
	});

	it("is the double of its text, or in doubt, whatever the digits are", () => {
		let doubts = 0;
		let runs = 0;
		fc.assert(
			fc.property(digits, ({ high, low, fraction }) => {
				const value = decimalOf(high, Number(low), low.length, fraction);
				runs += 1;
				if (Number.isNaN(value)) doubts += 1;
				else assert.equal(value, Number(textOf(high, low, fraction)));
			}),
			{ numRuns: 20_000 },
		);
		assert.ok(doubts < runs / 100, `${doubts} of ${runs}`);
	});

	it("does not decide what lies between two doubles", () => {
		// 2^53 + 1 is as far from the double below as from the one above.
		const value = decimalOf(90_071_992, 54_740_993, LOW_DIGITS, 0);
		assert.ok(Number.isNaN(value) || value === Number("9007199254740993"));
	});
});
