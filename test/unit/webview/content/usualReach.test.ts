import assert from "node:assert/strict";
import { usualReach } from "../../../../src/webview/content/vendorCheck/usualReach";

const WITHIN = 0.1;
const bounds = (length: number, size = WITHIN) => [
	new Float64Array(length).fill(-size),
	new Float64Array(length).fill(size),
];
/** Small differences, and others among them. */
const differences = (...others: readonly number[]) =>
	Float64Array.from([...others, ...Array.from({ length: 40 }, (_, at) => 0.001 * (at % 5))]);

describe("how far an axis of differences reaches", () => {
	it("is a few times the bounds where one difference is far beyond all others, on either side", () => {
		for (const large of [600, -600]) {
			const values = differences(large, 100, NaN);
			assert.equal(usualReach(values, bounds(values.length)), 4 * WITHIN);
		}
	});

	it("has room for what nine in ten come to", () => {
		const values = Float64Array.from({ length: 100 }, (_, at) => (at < 80 ? 10 : 0));
		values[99] = 600;
		assert.equal(usualReach(values, bounds(values.length)), 30);
	});

	it("has no end where nothing is much larger than the rest, or nothing stands beside it", () => {
		assert.equal(usualReach(differences(0.7), bounds(41)), Infinity);
		assert.equal(usualReach(Float64Array.of(600), bounds(1)), Infinity);
		assert.equal(usualReach(Float64Array.of(0, 0, 600), bounds(3, 0)), Infinity);
		assert.equal(usualReach(Float64Array.of(), []), Infinity);
	});

	it("is found in a sample of many", () => {
		const values = Float64Array.from({ length: 100_000 }, (_, at) => (at === 77_777 ? 600 : 0.01));
		assert.equal(usualReach(values, bounds(values.length)), 4 * WITHIN);
	});
});
