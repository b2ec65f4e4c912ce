import assert from "node:assert/strict";
import fc from "fast-check";
import { orderBetween } from "../../../src/app/order";

describe("order keys", () => {
	it("sort between any two neighbours, however often something is put between", () => {
		fc.assert(
			fc.property(fc.array(fc.nat(), { maxLength: 60 }), (positions) => {
				const keys: string[] = [];
				for (const position of positions) {
					const index = position % (keys.length + 1);
					const key = orderBetween(keys[index - 1], keys[index]);
					assert.match(key, /^[0-9a-z]*[1-9a-z]$/);
					keys.splice(index, 0, key);
				}
				assert.deepEqual(keys, [...keys].sort());
				assert.equal(new Set(keys).size, keys.length);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("stay short when a list of 500 grows at its end", () => {
		let last: string | undefined;
		for (let count = 0; count < 500; count++) last = orderBetween(last, undefined);
		assert.ok((last ?? "").length <= 20, last);
	});

	it("give a key after the first when both neighbours are the same", () => {
		assert.ok(orderBetween("i", "i") > "i");
	});
});
