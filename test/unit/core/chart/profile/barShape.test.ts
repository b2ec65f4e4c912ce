import assert from "node:assert/strict";
import { barShape } from "../../../../../src/core/chart/profile/barShape";

describe("the shape of a bar", () => {
	it("leaves a gap to the next bar from four pixels on", () => {
		assert.deepEqual(barShape(3.9, true, false), { thickness: 3.9, gap: 0, isHollow: false });
		assert.deepEqual(barShape(4, true, false), { thickness: 4, gap: 1, isHollow: false });
	});

	it("is no thicker than forty pixels", () => {
		assert.equal(barShape(300, true, false).thickness, 40);
	});

	it("is the same on both sides of the value area where colours tell them apart", () => {
		for (const slot of [1, 3, 12]) {
			assert.deepEqual(barShape(slot, false, false), barShape(slot, true, false));
		}
	});

	it("is hollow outside of the value area in high contrast", () => {
		assert.equal(barShape(12, false, true).isHollow, true);
		assert.equal(barShape(12, true, true).isHollow, false);
	});

	it("is a hairline there where an outline has no room", () => {
		for (const slot of [0.5, 1, 2, 3, 3.9]) {
			const outside = barShape(slot, false, true).thickness;
			assert.ok(outside <= 1 && outside <= slot / 2, `${outside} of ${slot}`);
			assert.equal(barShape(slot, true, true).thickness, slot);
		}
	});
});
