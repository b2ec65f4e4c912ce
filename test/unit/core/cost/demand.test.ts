import assert from "node:assert/strict";
import fc from "fast-check";
import {
	type Demand,
	fittingCount,
	needsConsent,
	totalOf,
	waitOf,
} from "../../../../src/core/cost/demand";
import { epochMs } from "../../../../src/core/time";

const MINUTE = 60_000;
const demand = (count: number, left?: number, refillPerMinute = 10): Demand => ({
	costs: Array.from({ length: count }, () => 2),
	...(left !== undefined && { left: { left, of: 20, refill: refillPerMinute / MINUTE } }),
});
const silent: Demand = {
	...demand(3, 20),
	silence: { until: epochMs(MINUTE), kind: "rateLimited" },
};

describe("what several queries want of a limit", () => {
	it("is asked for first where it is more than a quarter of what is left", () => {
		assert.equal(needsConsent([demand(2, 20)]), false);
		assert.equal(needsConsent([demand(2, 15)]), true);
		assert.equal(needsConsent([demand(3, 20)]), true);
		assert.equal(needsConsent([demand(3, 1_000), demand(3, 20)]), true);
		assert.equal(needsConsent([]), false);
	});

	it("is asked for first where nothing is sent now, or where many queries have an unknown limit", () => {
		assert.equal(needsConsent([silent]), true);
		assert.equal(needsConsent([demand(4)]), false);
		assert.equal(needsConsent([demand(5)]), true);
	});

	it("is never asked for where one query is all: that is what the person asked", () => {
		assert.equal(needsConsent([demand(1, 1)]), false);
		assert.equal(needsConsent([{ ...silent, costs: [2] }]), false);
	});

	it("says how many fit now, and how long the rest waits", () => {
		assert.equal(fittingCount(demand(12, 20)), 10);
		assert.equal(fittingCount(demand(12, 1)), 0);
		assert.equal(fittingCount(demand(3, 20)), 3);
		assert.equal(fittingCount(demand(3)), 3);
		assert.equal(fittingCount(silent), 0);
		assert.equal(waitOf(demand(12, 20)), 24_000);
		assert.equal(waitOf(demand(3, 20)), 0);
		assert.equal(waitOf(demand(3)), undefined);
		assert.equal(waitOf(demand(12, 20, 0)), undefined);
	});

	it("is enough for those that fit, and not for one more", () => {
		const costs = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 40 });
		fc.assert(
			fc.property(costs, fc.nat({ max: 200 }), (all, left) => {
				const one = { costs: all, left: { left, refill: 0 } };
				const fits = fittingCount(one);
				const taken = (count: number) => totalOf({ costs: all.slice(0, count) });
				assert.ok(taken(fits) <= left);
				if (fits < all.length) assert.ok(taken(fits + 1) > left);
			}),
		);
	});
});
