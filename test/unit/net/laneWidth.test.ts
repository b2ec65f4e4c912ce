import assert from "node:assert/strict";
import { LaneWidth } from "../../../src/net/laneWidth";

describe("the width of a lane", () => {
	it("is what the setting says until a rate limit", () => {
		const width = new LaneWidth();
		for (let answers = 0; answers < 100; answers++) width.widen();
		assert.deepEqual(
			[1, 4, 16].map((places) => width.within(places)),
			[1, 4, 16],
		);
	});

	it("is halved once for all that was in flight together, and never less than one", () => {
		const width = new LaneWidth();
		for (const inFlight of [4, 3, 2, 1]) width.narrow(inFlight, 10, 20);
		assert.equal(width.within(16), 2);
		width.narrow(2, 30, 40);
		width.narrow(1, 50, 60);
		assert.equal(width.within(16), 1);
	});

	it("grows by one for every eight answers, up to the setting", () => {
		const width = new LaneWidth();
		width.narrow(4, 0, 0);
		const grown = Array.from({ length: 40 }, () => {
			width.widen();
			return width.within(4);
		});
		assert.deepEqual(
			[6, 7, 14, 15, 39].map((at) => grown[at]),
			[2, 3, 3, 4, 4],
		);
	});

	it("begins to count anew after another rate limit", () => {
		const width = new LaneWidth();
		width.narrow(4, 0, 0);
		for (let answers = 0; answers < 7; answers++) width.widen();
		width.narrow(2, 10, 10);
		width.widen();
		assert.equal(width.within(4), 1);
	});
});
