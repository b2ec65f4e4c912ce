import assert from "node:assert/strict";
import { epochMs } from "../../../../../src/core/time";
import { spanOf } from "../../../../../src/core/trades/dataSet/judgedSymbols";

describe("the span of instruments in files", () => {
	it("is from the first to the last of them, however many there are", () => {
		const spans = Array.from({ length: 400_000 }, (_, at) => ({
			from: epochMs(1_000 + ((at * 7) % 400_000)),
			to: epochMs(500_000 + ((at * 11) % 400_000)),
		}));
		assert.deepEqual(spanOf(spans), { from: 1_000, to: 899_999 });
	});
});
