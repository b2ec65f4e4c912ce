import assert from "node:assert/strict";
import { settledStretch } from "../../../../src/core/cache/settled";
import { DAY_MS, epochMs, HOUR_MS } from "../../../../src/core/time";

const hour = (count: number) => epochMs(count * HOUR_MS);
const stretch = { from: hour(0), to: hour(100) };
const hoursOf = (edges: Partial<Parameters<typeof settledStretch>[1]>) => {
	const part = settledStretch(stretch, {
		toldAt: hour(1_000),
		lastRow: hour(99),
		access: undefined,
		interval: HOUR_MS,
		...edges,
	});
	return part && [part.from / HOUR_MS, part.to / HOUR_MS];
};

describe("what of an answer stays as it is", () => {
	it("is all of it once it is long over", () => {
		assert.deepEqual(hoursOf({}), [0, 100]);
		assert.deepEqual(hoursOf({ lastRow: hour(20) }), [0, 100]);
		assert.deepEqual(hoursOf({ lastRow: -Infinity }), [0, 100]);
	});

	it("is nothing that is in progress or closed less than two intervals ago (B30)", () => {
		assert.deepEqual(hoursOf({ toldAt: epochMs(hour(100) + 1) }), [0, 98]);
		assert.deepEqual(hoursOf({ toldAt: hour(100) }), [0, 98]);
		assert.deepEqual(hoursOf({ toldAt: epochMs(hour(100) - 1) }), [0, 97]);
		assert.deepEqual(hoursOf({ toldAt: hour(102) }), [0, 100]);
		assert.equal(hoursOf({ toldAt: hour(2) }), undefined);
		assert.equal(hoursOf({ toldAt: hour(-5) }), undefined, "the clock told another year");
	});

	it("is no quiet at the end of an answer of today, which may not have arrived yet", () => {
		const toldAt = hour(110);
		assert.deepEqual(hoursOf({ toldAt, lastRow: hour(90) }), [0, 91]);
		assert.deepEqual(hoursOf({ toldAt, lastRow: hour(3) }), [0, (toldAt - DAY_MS) / HOUR_MS]);
	});

	it("is nothing outside of what the key may see", () => {
		const access = { from: epochMs(hour(10) - 1), to: epochMs(hour(50) + 1) };
		assert.deepEqual(hoursOf({ access }), [10, 50]);
		assert.deepEqual(hoursOf({ access: { from: hour(30) } }), [30, 100]);
		assert.equal(hoursOf({ access: { from: hour(100) } }), undefined);
	});
});
