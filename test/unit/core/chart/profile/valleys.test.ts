import assert from "node:assert/strict";
import { valleysFirst } from "../../../../../src/core/chart/profile/valleys";

const node = (price: number, volume: number) => ({ position: price, price, volume, index: price });
const prices = (nodes: readonly { readonly price: number }[]) => nodes.map(({ price }) => price);

describe("valleys of a profile", () => {
	const high = [node(10, 50), node(20, 100), node(30, 80)];

	it("are sorted by their depth under the lower peak beside them", () => {
		const low = [node(15, 5), node(25, 20), node(28, 2)];
		assert.deepEqual(prices(valleysFirst(low, high)), [28, 25, 15]);
	});

	it("come before the ends, which have a peak on one side only", () => {
		const low = [node(5, 1), node(15, 40), node(35, 0.5)];
		assert.deepEqual(prices(valleysFirst(low, high)), [15, 35, 5]);
	});

	it("need no peaks", () => {
		assert.deepEqual(prices(valleysFirst([node(5, 3), node(6, 1)], [])), [6, 5]);
	});
});
