import assert from "node:assert/strict";
import fc from "fast-check";
import { figure } from "../../../src/core/figure";

describe("a figure of a log", () => {
	it("is grouped as everywhere in English", () => {
		const counts = fc.oneof(
			fc.integer(),
			fc.maxSafeNat(),
			fc.double({ min: 0, max: 1e9, noNaN: true }),
		);
		fc.assert(
			fc.property(counts, (count) => {
				assert.equal(figure(count), Math.round(count).toLocaleString("en-US"));
			}),
		);
		assert.deepEqual([0, 999, 1_000, 1_234_567].map(figure), ["0", "999", "1,000", "1,234,567"]);
	});
});
