import assert from "node:assert/strict";
import type { KaikoRegion } from "../../../../../src/core/query/query";
import { knownRegion } from "../../../../../src/host/prompts/steps/knownRegion";

const keysFor =
	(...regions: readonly KaikoRegion[]) =>
	(region: KaikoRegion) =>
		regions.includes(region);

describe("the region of a VWAP query", () => {
	it("is that of the settings when no key tells another", () => {
		assert.equal(knownRegion("us", keysFor(), undefined), "us");
		assert.equal(knownRegion("eu", keysFor(), undefined), "eu");
		assert.equal(knownRegion("us", keysFor(), "eu"), "eu");
	});

	it("is the only one that has a key", () => {
		assert.equal(knownRegion("us", keysFor("eu"), undefined), "eu");
		assert.equal(knownRegion("eu", keysFor("eu"), "eu"), "eu");
	});

	it("does not matter when every request goes to one place", () => {
		assert.equal(knownRegion("custom", keysFor("us", "eu"), undefined), "us");
		assert.equal(knownRegion("custom", keysFor(), "eu"), "eu");
	});

	it("is asked for when both have a key, or when only the other region has one", () => {
		assert.equal(knownRegion("us", keysFor("us", "eu"), undefined), undefined);
		assert.equal(knownRegion("us", keysFor("us", "eu"), "us"), undefined);
		assert.equal(knownRegion("us", keysFor("us"), "eu"), undefined);
	});
});
