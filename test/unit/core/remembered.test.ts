import assert from "node:assert/strict";
import { remembered } from "../../../src/core/remembered";

describe("a remembered function", () => {
	let made = 0;
	const area = remembered((size: { readonly width: number }, height: number) => {
		made++;
		return { area: size.width * height };
	});

	it("computes once for the same object and arguments", () => {
		made = 0;
		const size = { width: 2 };
		assert.equal(area(size, 3), area(size, 3));
		assert.equal(made, 1);
	});

	it("computes anew for other arguments and other objects", () => {
		made = 0;
		const size = { width: 2 };
		assert.deepEqual(
			[area(size, 3), area(size, 4), area({ width: 2 }, 4)],
			[{ area: 6 }, { area: 8 }, { area: 8 }],
		);
		assert.equal(made, 3);
	});
});
