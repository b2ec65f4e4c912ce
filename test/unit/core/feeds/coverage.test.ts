import assert from "node:assert/strict";
import fc from "fast-check";
import { completenessOf } from "../../../../src/core/feeds/coverage";
import { epochMs } from "../../../../src/core/time";

const stretch = (from: number, to: number) => ({ from: epochMs(from), to: epochMs(to) });
const RANGE = stretch(0, 100);

describe("what of a range is complete", () => {
	it("is nothing when neither end came", () => {
		assert.deepEqual(completenessOf(RANGE, []), {});
		assert.deepEqual(completenessOf(RANGE, [stretch(10, 90)]), {});
	});

	it("is what came from each end up to the first gap", () => {
		assert.deepEqual(completenessOf(RANGE, [stretch(50, 100), stretch(30, 50), stretch(0, 20)]), {
			completeFrom: 30,
			completeUntil: 20,
		});
		assert.deepEqual(completenessOf(RANGE, [stretch(0, 20), stretch(10, 40)]), {
			completeUntil: 40,
		});
	});

	it("is the same as counting each moment finds, in whatever order stretches came", () => {
		const stretches = fc.array(
			fc
				.tuple(fc.nat({ max: 20 }), fc.nat({ max: 8 }))
				.map(([from, length]) => stretch(from, Math.min(20, from + length))),
			{ maxLength: 8 },
		);
		fc.assert(
			fc.property(stretches, (whole) => {
				const has = (time: number) => whole.some(({ from, to }) => time >= from && time < to);
				let until = 0;
				while (until < 20 && has(until)) until += 1;
				let since = 20;
				while (since > 0 && has(since - 1)) since -= 1;
				assert.deepEqual(completenessOf(stretch(0, 20), whole), {
					...(since < 20 && { completeFrom: since }),
					...(until > 0 && until < 20 && { completeUntil: until }),
				});
			}),
			{ numRuns: 1_000 },
		);
	});
});
