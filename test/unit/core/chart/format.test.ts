import assert from "node:assert/strict";
import fc from "fast-check";
import {
	cellNumberText,
	compactText,
	computedDecimals,
	decimalTextForm,
	decimalsOf,
	fixedText,
	fullText,
	gridDecimals,
	lastPlace,
	percentText,
	signedText,
	steplessDecimals,
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
		[1e-13, 13],
		[1.24e-10, 12],
		[0.30000000000000004, 1],
		[123456.12345678, 8],
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
	it("of cells have the decimals that give the largest three digits", () => {
		const texts = (largest: number, ...values: number[]) =>
			values.map(cellNumberText("en", largest));
		assert.deepEqual(texts(17.88, 17.88, 0.32, 4, -2.5), ["17.9", "0.3", "4.0", "\u22122.5"]);
		assert.deepEqual(texts(0.0123, 0.0123, 0.00004), ["0.0123", "0.0000"]);
		// However small they are: a market may trade in billionths.
		assert.deepEqual(texts(3e-10, 3e-10, 1.5e-11), ["0.000000000300", "0.000000000015"]);
		assert.deepEqual(texts(52_300, 52_300, 9_999, 12.7), ["52.3K", "9999", "13"]);
		// What is rounded to zero has no sign.
		assert.deepEqual(texts(17.88, -0.01), ["0.0"]);
		assert.deepEqual(texts(0, 0), ["0"]);
	});

	it("of cells are rounded like those of tables, on the shortest decimal and half away from zero", () => {
		for (const [largest, value, text] of [
			[5, 4.095, "4.10"],
			[5, 1.005, "1.01"],
			[5, -1.005, "\u22121.01"],
			[5, 0.005, "0.01"],
			[5, 0.0049999, "0.00"],
			[50, 8.45, "8.5"],
			[50, -8.45, "\u22128.5"],
			[500, 0.5, "1"],
			[500, 2.5, "3"],
			[0.05, 0.00045, "0.0005"],
			[9_000, 9_999.5, "10K"],
		] as const)
			assert.equal(cellNumberText("en", largest)(value), text, `${value} beside ${largest}`);
		assert.equal(cellNumberText("de", 5)(4.095), "4,10");
		const numbers = fc.tuple(
			fc.integer({ min: -99_999, max: 99_999 }),
			fc.constantFrom(1, 10, 100, 1_000, 1e4, 1e5, 1e9),
		);
		fc.assert(
			fc.property(
				numbers,
				fc.constantFrom(0.0012, 0.5, 5, 50, 500, 5_000),
				([units, scale], largest) => {
					const value = units / scale;
					fc.pre(Math.abs(value) < 9_999);
					const decimals = Math.max(0, 2 - Math.floor(Math.log10(largest)));
					const table = fixedText("en", decimals)(value).replaceAll(",", "");
					assert.equal(cellNumberText("en", largest)(value), table);
				},
			),
		);
	});

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
		assert.equal(fixedText("en", 3)(25.31399999999998), "25.314");
	});

	it("have at most fifteen digits of a double, and all of those that matter", () => {
		assert.equal(fullText("en")(123_456.12345678), "123,456.12345678");
		assert.equal(fullText("en")(3_123_456_789.120001), "3,123,456,789.12");
		assert.equal(fixedText("en", 12)(1_234_567.891), "1,234,567.89100000");
		assert.equal(fixedText("en", 2)(1e21), "1,000,000,000,000,000,000,000");
		assert.equal(fullText("en")(1e21), "1,000,000,000,000,000,000,000");
	});

	it("tell rows of the smallest steps apart", () => {
		const prices = Float64Array.from({ length: 10 }, (_, k) => Number(`${1240 + k}e-13`));
		const decimals = gridDecimals(prices, 1e-13);
		const texts = Array.from(prices, fixedText("en", decimals));
		assert.equal(texts[1], "0.0000000001241");
		assert.equal(new Set(texts).size, 10);
	});

	it("are rounded from the shortest decimal, half away from zero", () => {
		assert.equal(fixedText("en", 1)(4.35), "4.4");
		assert.equal(fixedText("en", 1)(-4.35), "\u22124.4");
		assert.equal(fixedText("en", 2)(1.005), "1.01");
		assert.equal(fixedText("en", 0)(0.5), "1");
	});

	it("have no sign when they are written as zero", () => {
		assert.equal(fixedText("en", 4)(-0.00001), "0.0000");
		assert.equal(signedText(fixedText("en", 1))(0.04), "0.0");
		assert.equal(percentText("en")(-0.04), "0.0\u202f%");
		assert.equal(percentText("en", "exceptZero")(0.04), "0.0\u202f%");
		assert.equal(compactText("en")(-0), "0");
		assert.equal(fullText("en")(-0), "0");
	});

	it("have the digits and marks of the locale", () => {
		assert.equal(fixedText("de", 13)(1.25e-11), "0,0000000000125");
		assert.equal(
			fixedText("ar-EG", 2)(1_234.5),
			"\u0661\u066c\u0662\u0663\u0664\u066b\u0665\u0660",
		);
		assert.equal(fixedText("en-IN", 0)(12_345_678), "1,23,45,678");
	});

	it("do not round a tiny volume to nothing", () => {
		assert.equal(fullText("en")(1.5e-9), "0.0000000015");
		const volumes = Float64Array.of(1_234.5, 0, 0.0015);
		const texts = Array.from(volumes, volumeText("en", volumeDecimals(volumes)));
		assert.deepEqual(texts, ["1,234.5000", "0.0000", "0.0015"]);
	});

	it("have a sign when they are differences", () => {
		const signed = signedText(fixedText("en", 1));
		assert.deepEqual([signed(1), signed(-1), signed(0)], ["+1.0", "\u22121.0", "0.0"]);
		assert.equal(percentText("en", "exceptZero")(-58.208), "\u221258.2\u202f%");
		assert.equal(percentText("en")(91.566), "91.6\u202f%");
	});

	it("give prices the decimals of their step and of where their grid begins", () => {
		const grid = (first: number, step: number) => Float64Array.of(first, first + step);
		assert.equal(gridDecimals(grid(66108, 6), 6), 0);
		assert.equal(gridDecimals(grid(100.5, 5), 5), 1);
		assert.equal(gridDecimals(Float64Array.of(0.30000000000000004, 0.4), 0.1), 1);
		assert.equal(gridDecimals(Float64Array.of(100.0000001, 101), 1), 0);
		assert.equal(gridDecimals(Float64Array.of(1.25, 7, 9.125), undefined), 3);
		assert.equal(computedDecimals(0), 2);
	});

	it("distinguish a hundredth of a basis point when there is no step", () => {
		assert.equal(steplessDecimals(Float64Array.of(NaN, 66_114.5, 70_000)), 2);
		assert.equal(steplessDecimals(Float64Array.of(1.0521)), 6);
		assert.equal(steplessDecimals(Float64Array.of(1_500_000)), 0);
		fc.assert(
			fc.property(fc.double({ min: 1e-12, max: 1e9, noNaN: true }), (price) => {
				assert.ok(lastPlace(steplessDecimals(Float64Array.of(price))) <= price * 1e-6 * (1 + 1e-9));
			}),
		);
	});

	it("group a provider's decimal text and keep all of its digits", () => {
		const form = decimalTextForm("en");
		assert.equal(form("66116.06790000001234"), "66,116.06790000001234");
		assert.equal(form("-1234.50"), "\u22121,234.50");
		assert.equal(form("123456789012345678901"), "123,456,789,012,345,678,901");
		assert.equal(decimalTextForm("de")("1234.5"), "1.234,5");
		assert.equal(form("1e-7"), "0.0000001");
		assert.equal(form("1.50e3"), "1,500");
		assert.equal(form(`0.${"0".repeat(40)}12`), `0.${"0".repeat(40)}12`);
	});

	it("line a column up by its longest fraction, without the noise of doubles", () => {
		assert.equal(volumeDecimals(Float64Array.of(1, 0.25, 6.239000000000001)), 3);
		assert.equal(volumeDecimals(Float64Array.of(25.31399999999998)), 3);
		assert.equal(volumeDecimals(Float64Array.of(1 / 3)), 15);
		assert.equal(volumeDecimals(new Float64Array(0)), 0);
	});

	it("give a column the decimals of the one that has the most, at fifteen digits of each", () => {
		const volume = fc.oneof(
			fc.double({ min: 1e-12, max: 1e6, noNaN: true }),
			fc
				.tuple(fc.nat({ max: 1e9 }), fc.nat({ max: 18 }))
				.map(([units, places]) => Number(`${units}e-${places}`)),
			fc
				.tuple(
					fc.constantFrom(1, 9.99999999999999, 9.999999999999999, 1.00000000000001),
					fc.integer({ min: -12, max: 3 }),
				)
				.map(([size, power]) => size * 10 ** power),
		);
		fc.assert(
			fc.property(fc.array(volume, { maxLength: 20 }), fc.nat({ max: 20 }), (volumes, cut) => {
				const columns = [volumes.slice(0, cut), volumes.slice(cut)];
				const most = Math.max(0, ...volumes.map(decimalsOf));
				assert.equal(volumeDecimals(...columns.map((column) => Float64Array.from(column))), most);
			}),
			{ numRuns: 3_000 },
		);
	});

	it("line a column up by all of its volumes, wherever the longest stands", () => {
		const volumes = new Float64Array(1_001).fill(2);
		for (const place of [0, 1, 7, 500, 1_000]) {
			const one = volumes.slice();
			one[place] = 1.5;
			assert.equal(volumeDecimals(one), 1, `at ${place}`);
		}
	});

	it("need no more decimals than the longest of the volumes", () => {
		const volume = fc
			.tuple(fc.nat(1e9), fc.nat({ max: 13 }))
			.map(([units, places]) => Number(`${units}e-${places}`));
		fc.assert(
			fc.property(fc.array(volume), (volumes) => {
				const longest = Math.max(0, ...volumes.map(decimalsOf));
				assert.equal(volumeDecimals(Float64Array.from(volumes)), longest);
			}),
		);
	});

	it("never write a volume as zero, however long the longest is", () => {
		for (const tiny of [1.23456789e-6, 1e-13, 5e-324]) {
			const decimals = volumeDecimals(Float64Array.of(1_234.5, tiny));
			const text = volumeText("en", decimals)(tiny);
			assert.equal(Number(text), Number(tiny.toPrecision(15)), text);
		}
		assert.equal(volumeText("en", 14)(1.23456789e-6), "0.00000123456789");
	});
});
