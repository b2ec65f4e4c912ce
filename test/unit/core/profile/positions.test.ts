import assert from "node:assert/strict";
import * as fc from "fast-check";
import { composite } from "../../../../src/core/profile/overTime/composite";
import { developingLevels, intervalLevels } from "../../../../src/core/profile/overTime/developing";
import { nakedPocs } from "../../../../src/core/profile/overTime/nakedPoc";
import { StretchSums } from "../../../../src/core/profile/overTime/stretchSums";
import { findNodes } from "../../../../src/core/profile/nodes/nodes";
import { analyzeProfile } from "../../../../src/core/profile/profile";
import { positionsFrom, positionsUpTo } from "../../../../src/core/profile/positions";
import { regroupSeries } from "../../../../src/core/profile/regroup";
import { intervalRows, seriesLadder } from "../../../../src/core/profile/rows";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { optionsArbitrary, rowsArbitrary, type Rows } from "./arbitraries";
import { seriesOf } from "./series";

/** A row so far above all others that row numbers no longer fit into two bytes, unless rows are more than ten apart. */
const FAR: Rows = [{ row: 700_000, buy: 1, sell: 1 }];

/** Intervals whose rows are 1, 2 or 5 apart, from where they like on, or so many that their height is told. */
const intervalArbitrary: fc.Arbitrary<Rows> = fc
	.record({
		rows: fc.oneof<fc.Arbitrary<Rows>[]>(
			rowsArbitrary,
			fc
				.integer({ min: 22, max: 30 })
				.map((count) => Array.from({ length: count }, (_, row) => ({ row, buy: row, sell: 1 }))),
		),
		apart: fc.constantFrom(1, 2, 5),
		from: fc.integer({ min: 0, max: 6 }),
	})
	.map(({ rows, apart, from }) => rows.map((one) => ({ ...one, row: from + one.row * apart })));

/** Everything that is told of the first intervals of a series. */
function toldOf(
	series: VolumeProfileSeries,
	count: number,
	options: Parameters<typeof intervalLevels>[1],
) {
	const first = Array.from({ length: count }, (_, index) => index);
	const sum = composite(series, first);
	const stretch = new StretchSums(series).sum(0, count);
	const plain = (one: ReturnType<typeof composite>) =>
		one.ok ? { ...one.rows, positions: [...one.rows.positions] } : one;
	const levels = sum.ok ? analyzeProfile(sum.rows, options) : undefined;
	const nodes = sum.ok && levels !== undefined ? findNodes(sum.rows, levels.pocIndex) : undefined;
	const joined = regroupSeries(series, 2);
	return {
		sum: plain(sum),
		stretch: plain(stretch),
		levels,
		nodes: nodes && { high: [...nodes.high.positions], low: [...nodes.low.positions] },
		rows: first.map((interval) => [...intervalRows(series, interval).positions]),
		ofIntervals: columnsOf(intervalLevels(series, options), count),
		developing: columnsOf(developingLevels(series, options), count),
		naked: nakedPocs(series).slice(0, count),
		joined: first.map((interval) => [
			...joined.prices.subarray(joined.offsets[interval], joined.offsets[interval + 1]),
		]),
	};
}

const columnsOf = (levels: object, count: number) =>
	Object.entries(levels).map(([name, column]) =>
		ArrayBuffer.isView(column) ? [name, [...(column as Float64Array).subarray(0, count)]] : name,
	);

describe("row numbers", () => {
	it("take two bytes where all of them fit, and doubles where one does not", () => {
		assert.ok(positionsUpTo(3, 0, 65_535) instanceof Uint16Array);
		assert.ok(positionsUpTo(3, 0, 65_536) instanceof Float64Array);
		assert.ok(positionsUpTo(3, -1, 10) instanceof Float64Array);
		assert.ok(positionsUpTo(0, Infinity, -Infinity) instanceof Uint16Array);
		assert.deepEqual(positionsFrom([0, 65_535]), Uint16Array.of(0, 65_535));
		assert.deepEqual(positionsFrom([-2, 7]), Float64Array.of(-2, 7));
		assert.deepEqual(positionsFrom([0, 65_536]), Float64Array.of(0, 65_536));
	});

	it("give the same sums, levels, nodes and joined rows in either column", () => {
		fc.assert(
			fc.property(
				fc.array(intervalArbitrary, { minLength: 1, maxLength: 5 }),
				optionsArbitrary,
				fc.boolean(),
				(intervals, options, hasStep) => {
					const step = hasStep ? 1 : undefined;
					const short = seriesOf(intervals, step);
					const wide = seriesOf([...intervals, FAR], step);
					// The far row belongs to the grid of the others, or there is another one.
					fc.pre(seriesLadder(short).step === seriesLadder(wide).step);
					fc.pre(seriesLadder(wide).positions instanceof Float64Array);
					assert.ok(seriesLadder(short).positions instanceof Uint16Array);
					const count = intervals.length;
					assert.deepEqual(toldOf(wide, count, options), toldOf(short, count, options));
				},
			),
			{ numRuns: 500 },
		);
	});
});
