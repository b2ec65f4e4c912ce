import assert from "node:assert/strict";
import fc from "fast-check";
import type { VwapSeries } from "../../../../src/core/result/series";
import { HOUR_MS, MINUTE_MS, durationMs } from "../../../../src/core/time";
import { type LineComparison, compareLines, spreadOf } from "../../../../src/core/vwap/compare";
import { vwapOf } from "../../../support/series";

const T0 = Date.UTC(2026, 2, 29);
const QUARTER_MS = durationMs(15 * MINUTE_MS);
const rounded = (column: Float64Array) => Array.from(column, (value) => Number(value.toFixed(6)));
const hours = (prices: readonly number[], first = 0) =>
	vwapOf(
		prices.map((_, index) => T0 + (first + index) * HOUR_MS),
		prices,
	);
const quarters = (prices: readonly number[], volumes?: readonly number[], first = 0) =>
	vwapOf(
		prices.map((_, index) => T0 + (first + index) * QUARTER_MS),
		prices,
		volumes,
		QUARTER_MS,
	);

function compared(...all: readonly VwapSeries[]): LineComparison {
	const found = compareLines(all);
	assert.ok(found.ok);
	return found;
}

describe("lines that are compared", () => {
	it("change by the difference of their changes, not by the change of their ratio", () => {
		const { lines } = compared(hours([100, 120]), hours([1_000, 1_100]));
		assert.deepEqual(
			lines.map(({ change }) => rounded(change)),
			[
				[0, 0.2],
				[0, 0.1],
			],
		);
		assert.deepEqual(rounded(spreadOf(lines[1], lines[0], "change")), [0, -1_000]);
		// Of the prices themselves, as for one coin at several venues.
		assert.deepEqual(rounded(spreadOf(lines[1], lines[0], "price")), [90_000, 81_666.666667]);
	});

	it("are counted from the first interval in which each has a price", () => {
		const first = hours([100, 200, NaN, 220, 242]);
		const second = hours([NaN, 50, 60], 1);
		const { times, start, lines } = compared(first, second);
		assert.deepEqual(
			[...times],
			Array.from({ length: 5 }, (_, hour) => T0 + hour * HOUR_MS),
		);
		assert.equal(start, T0 + 3 * HOUR_MS);
		assert.deepEqual(
			lines.map(({ change }) => rounded(change)),
			[
				[-0.545455, -0.090909, NaN, 0, 0.1],
				[NaN, NaN, -0.166667, 0, NaN],
			],
		);
	});

	it("have no start when no interval has a price of each; a line without any price is ignored", () => {
		const apart = compared(hours([1, NaN]), hours([NaN, 2]));
		assert.equal(apart.start, undefined);
		assert.ok(apart.lines.every(({ change }) => change.every(Number.isNaN)));
		assert.equal(compared(hours([NaN, 1]), hours([NaN, NaN])).start, T0 + HOUR_MS);
		assert.equal(compared(hours([]), hours([])).times.length, 0);
	});

	it("are joined into the longer intervals by volume when all their intervals are there", () => {
		const fine = quarters(
			[100, 200, 300, NaN, 10, 20, 30, 40, 10, 20, 30],
			[1, 1, 2, 0, 1, 1, 1, 1, 1, 1, 1],
		);
		const { interval, times, lines } = compared(hours([100, 100, 100]), fine);
		assert.equal(interval, HOUR_MS);
		assert.equal(times.length, 3);
		assert.deepEqual(rounded(lines[1].price), [225, 25, NaN]);
		assert.deepEqual(
			lines.map(({ joining }) => joining),
			["none", "byVolume"],
		);
		// Whichever comes first is the base; the grid is the longest all the same.
		assert.deepEqual(rounded(compared(fine, hours([1, 1, 1])).lines[0].price), [225, 25, NaN]);
	});

	it("are joined as the plain mean of a complete set when no volume is known", () => {
		const fine = quarters([100, 200, 300, 400, 1, NaN, 3, 4, 7, 7, 7, 8]);
		const { lines } = compared(hours([1, 1, 1]), fine);
		assert.deepEqual(rounded(lines[1].price), [250, NaN, 7.25]);
		assert.equal(lines[1].joining, "byMean");
	});

	it("have a gap where an interval is missing, also at the ends", () => {
		const late = quarters([1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1], 1);
		const { lines } = compared(hours([1, 1]), late);
		assert.deepEqual(rounded(lines[1].price), [NaN, 1]);
		const holed = vwapOf(
			[0, 1, 3].map((quarter) => T0 + quarter * QUARTER_MS),
			[1, 1, 1],
			[1, 1, 1],
			QUARTER_MS,
		);
		assert.deepEqual(rounded(compared(hours([1]), holed).lines[1].price), [NaN]);
	});

	it("are refused when the intervals do not add up", () => {
		const sevens = vwapOf([T0], [1], undefined, durationMs(7 * MINUTE_MS));
		assert.deepEqual(compareLines([hours([1]), sevens]), {
			ok: false,
			reason: "differentIntervals",
		});
	});

	it("are zero at the start, and their spread is the difference of their changes, whatever the prices", () => {
		const price = fc.oneof(fc.constant(NaN), fc.double({ min: 1e-6, max: 1e6, noNaN: true }));
		fc.assert(
			fc.property(
				fc.array(fc.array(price, { maxLength: 30 }), { minLength: 2, maxLength: 6 }),
				fc.array(fc.nat(5), { minLength: 6, maxLength: 6 }),
				(columns, firsts) => {
					const { times, start, lines } = compared(
						...columns.map((prices, line) => hours(prices, firsts[line])),
					);
					assert.deepEqual(
						[...times],
						[...new Set(times)].toSorted((a, b) => a - b),
					);
					const at = times.indexOf(start ?? NaN);
					for (const [line, { price: prices, change }] of lines.entries()) {
						const isPriced = prices.some((value) => !Number.isNaN(value));
						if (start !== undefined && isPriced) assert.equal(change[at], 0);
						spreadOf(lines[line], lines[0], "change").forEach((bps, index) => {
							const apart = (change[index] - lines[0].change[index]) * 1e4;
							assert.ok(Object.is(bps, apart));
						});
						if (start === undefined) continue;
						const earlier = prices.subarray(0, at);
						assert.ok(
							earlier.every((_, index) => lines.some((one) => Number.isNaN(one.price[index]))),
						);
					}
				},
			),
		);
	});
});
