import assert from "node:assert/strict";
import fc from "fast-check";
import {
	compactText,
	decimalsOf,
	fixedText,
	fullText,
	lastPlace,
	percentText,
	plainNumber,
	signedText,
	volumeDecimals,
} from "../../../../src/core/chart/format";

describe("decimals of a number", () => {
	for (const [value, decimals] of [
		[10, 0],
		[0.5, 1],
		[0.05, 2],
		[1e-7, 7],
		[2.5e-7, 8],
		[1e21, 0],
		[66114, 0],
		[-0.25, 2],
		[0, 0],
	] as const) {
		it(`${value} has ${decimals}`, () => {
			assert.equal(decimalsOf(value), decimals);
		});
	}

	it("are enough to write the number back", () => {
		fc.assert(
			fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat({ max: 6 }), (units, places) => {
				const value = units / 10 ** places;
				assert.equal(Number(value.toFixed(decimalsOf(value))), value);
			}),
		);
	});
});

describe("the last place of some decimals", () => {
	it("has exactly those decimals", () => {
		for (let decimals = 0; decimals <= 12; decimals++) {
			assert.equal(decimalsOf(lastPlace(decimals)), decimals);
		}
	});
});

describe("number texts", () => {
	it("group thousands and keep the decimals of the step", () => {
		assert.equal(fixedText("en", 0)(66114), "66,114");
		assert.equal(fixedText("en", 2)(66114), "66,114.00");
		assert.equal(fixedText("de", 2)(66114.5), "66.114,50");
	});

	it("use a true minus sign", () => {
		assert.equal(fixedText("en", 1)(-37.737), "\u221237.7");
		assert.equal(fixedText("en", 1)(-0.01), "0.0");
		assert.equal(compactText("en")(-37.737), "\u221237.7");
	});

	it("shorten large volumes to three digits", () => {
		assert.equal(compactText("en")(64.831), "64.8");
		assert.equal(compactText("en")(1_234), "1.23K");
		assert.equal(compactText("en")(18_400_000), "18.4M");
	});

	it("leave the noise of a double's last bits out", () => {
		assert.equal(fullText("en")(6.239000000000001), "6.239");
		assert.equal(fullText("en")(25.31399999999998), "25.314");
		assert.equal(fullText("en")(3_123_456_789.120001), "3,123,456,789.12");
		assert.equal(volumeDecimals(Float64Array.of(3_123_456_789.120001)), 2);
	});

	it("do not round a tiny volume to nothing", () => {
		assert.equal(fullText("en")(1.5e-9), "0.0000000015");
	});

	it("sign what is a difference", () => {
		const signed = signedText(fixedText("en", 1));
		assert.deepEqual([signed(1), signed(-1), signed(0)], ["+1.0", "\u22121.0", "0.0"]);
		assert.equal(percentText("en", "exceptZero")(-58.208), "\u221258.2\u202f%");
		assert.equal(percentText("en")(91.566), "91.6\u202f%");
	});

	it("copy as a number that reads back the same", () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
				assert.ok(Number(plainNumber(value)) === value);
			}),
		);
	});

	it("line a column up by its longest fraction, without the noise of doubles", () => {
		assert.equal(volumeDecimals(Float64Array.of(1, 0.25, 6.239000000000001)), 3);
		assert.equal(volumeDecimals(Float64Array.of(1 / 3)), 8);
		assert.equal(volumeDecimals(new Float64Array(0)), 0);
	});
});
