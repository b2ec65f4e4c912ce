import assert from "node:assert/strict";
import fc from "fast-check";
import {
	averageDecimals,
	compactText,
	decimalTextForm,
	decimalsOf,
	fixedText,
	fullText,
	lastPlace,
	percentText,
	plainNumber,
	signedText,
	volumeDecimals,
	volumeText,
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
		assert.equal(compactText("en")(-37.737), "\u221237.74");
	});

	it("shorten large volumes to four digits, so that parts add up", () => {
		assert.equal(compactText("en")(64.831), "64.83");
		assert.equal(compactText("en")(1_234.2), "1.234K");
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
		const column = volumeText("en", 2);
		assert.deepEqual([column(1_234.5), column(0), column(0.0015)], ["1,234.50", "0.00", "0.0015"]);
	});

	it("sign what is a difference", () => {
		const signed = signedText(fixedText("en", 1));
		assert.deepEqual([signed(1), signed(-1), signed(0)], ["+1.0", "\u22121.0", "0.0"]);
		assert.equal(percentText("en", "exceptZero")(-58.208), "\u221258.2\u202f%");
		assert.equal(percentText("en")(91.566), "91.6\u202f%");
	});

	it("copy with the digits that are shown in full, without separators", () => {
		assert.equal(plainNumber(-13.553299999999979), "-13.5533");
		assert.equal(plainNumber(1_234_567.5), "1234567.5");
		assert.equal(plainNumber(-0), "0");
		assert.equal(plainNumber(66_116.0679, 1), "66116.1");
		const full = fullText("en");
		fc.assert(
			fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
				const shown = full(value).replaceAll(",", "").replace("\u2212", "-");
				assert.equal(plainNumber(value), shown);
			}),
		);
	});

	it("give an average one digit more than the size of a row", () => {
		assert.deepEqual(
			[100, 10, 6, 1, 0.5, 0.25, 0.01, 1e-7].map(averageDecimals),
			[0, 0, 1, 1, 2, 2, 3, 8],
		);
	});

	it("group a provider's decimal text and keep all of its digits", () => {
		const form = decimalTextForm("en");
		assert.equal(form("66116.06790000001234"), "66,116.06790000001234");
		assert.equal(form("-1234.50"), "\u22121,234.50");
		assert.equal(form("123456789012345678901"), "123,456,789,012,345,678,901");
		assert.equal(decimalTextForm("de")("1234.5"), "1.234,5");
		assert.equal(form("1e-7"), "1e-7");
	});

	it("line a column up by its longest fraction, without the noise of doubles", () => {
		assert.equal(volumeDecimals(Float64Array.of(1, 0.25, 6.239000000000001)), 3);
		assert.equal(volumeDecimals(Float64Array.of(1 / 3)), 8);
		assert.equal(volumeDecimals(new Float64Array(0)), 0);
	});
});
