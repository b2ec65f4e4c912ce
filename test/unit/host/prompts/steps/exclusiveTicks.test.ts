import assert from "node:assert/strict";
import { withoutRivals } from "../../../../../src/host/prompts/steps/exclusiveTicks";

describe("exclusive choices of a list of ticks", () => {
	const RIVALS = ["spot", "perpetual"];

	it("untick each other, so that the last ticked one stays", () => {
		assert.deepEqual(withoutRivals(["spot"], ["spot", "perpetual"], RIVALS), ["perpetual"]);
		assert.deepEqual(withoutRivals(["usd", "perpetual"], ["usd", "spot", "perpetual"], RIVALS), [
			"usd",
			"spot",
		]);
	});

	it("leave all others alone, and may all be unticked", () => {
		assert.deepEqual(withoutRivals(["spot"], ["spot", "usd"], RIVALS), ["spot", "usd"]);
		assert.deepEqual(withoutRivals(["spot"], [], RIVALS), []);
	});

	it("are one when all are ticked at once", () => {
		assert.deepEqual(withoutRivals([], ["sum", "spot", "perpetual"], RIVALS), ["sum", "spot"]);
	});
});
