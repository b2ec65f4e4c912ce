import assert from "node:assert/strict";
import fc from "fast-check";
import {
	barLengths,
	cumulativeBlocks,
	reachOf,
} from "../../../../../src/core/chart/profile/barLengths";
import type { ProfileBars } from "../../../../../src/core/chart/profile/profileBars";
import { BAR_MODES, type BarMode } from "../../../../../src/core/query/viewOptions";

function bars(buy: readonly number[], sell: readonly number[]): ProfileBars {
	return {
		multiple: 1,
		height: 1,
		centers: Float64Array.from(buy, (_, i) => i + 0.5),
		firstRows: Uint32Array.from({ length: buy.length + 1 }, (_, i) => i),
		buy: Float64Array.from(buy),
		sell: Float64Array.from(sell),
	};
}

function lengths(mode: BarMode) {
	const { first, second } = barLengths(bars([3, 0, 5], [1, 4, 5]), mode);
	return { first: [...first], second: [...second] };
}

describe("lengths of bars", () => {
	it("stack sell upon buy", () => {
		assert.deepEqual(lengths("stacked"), { first: [3, 0, 5], second: [4, 4, 10] });
	});

	it("show the total alone", () => {
		assert.deepEqual(lengths("total").first, [4, 4, 10]);
	});

	it("show sell to the left and buy to the right of zero", () => {
		const { first, second } = lengths("sides");
		assert.deepEqual(first, [3, 0, 5]);
		assert.deepEqual(second, [-1, -4, -5]);
	});

	it("show delta in the colour of the side that is larger", () => {
		assert.deepEqual(lengths("delta"), { first: [2, 0, 0], second: [0, -4, 0] });
	});

	it("add up from the lowest price", () => {
		assert.deepEqual(lengths("cumulative"), { first: [3, 3, 8], second: [4, 8, 18] });
	});

	it("carry what has added up over rows that did not trade, and leave no gap", () => {
		const gappy: ProfileBars = {
			...bars([1, 1, 1, 1], [0, 0, 0, 0]),
			centers: Float64Array.of(0.5, 1.5, 4.5, 9.5),
		};
		assert.deepEqual(cumulativeBlocks(gappy, 0, 4, [0, 2]), [
			{ bar: 0, low: 0, high: 1, isInside: true },
			{ bar: 1, low: 1, high: 2, isInside: true },
			{ bar: 1, low: 2, high: 4, isInside: false },
			{ bar: 2, low: 4, high: 9, isInside: false },
			{ bar: 3, low: 9, high: 10, isInside: false },
		]);
	});

	it("give the extent of everything that is drawn, zero included", () => {
		const volume = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
			minLength: 1,
			maxLength: 40,
		});
		fc.assert(
			fc.property(volume, fc.constantFrom(...BAR_MODES), (buy, mode) => {
				const drawn = barLengths(bars(buy, buy.toReversed()), mode);
				const { min, max } = reachOf(drawn, 0, buy.length);
				for (const end of [0, ...drawn.first, ...drawn.second]) {
					assert.ok(end >= min && end <= max);
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});
