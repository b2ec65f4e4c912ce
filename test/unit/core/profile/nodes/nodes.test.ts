import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
	type NodeOptions,
	type VolumeNodes,
	volumeNodes,
} from "../../../../../src/core/profile/nodes/nodes";
import { analyzeProfile } from "../../../../../src/core/profile/profile";
import { rowsOf } from "../../../../../src/core/profile/rows";
import { type Rows, rowsArbitrary } from "../arbitraries";
import { rowsFrom } from "../series";

function nodesOf(rows: Rows, options?: Partial<NodeOptions>): VolumeNodes {
	const columns = rowsOf(
		Float64Array.from(rows, ({ row }) => row),
		Float64Array.from(rows, ({ buy }) => buy),
		Float64Array.from(rows, ({ sell }) => sell),
		1,
	);
	const levels = analyzeProfile(columns);
	assert.ok(levels);
	return volumeNodes(columns, levels.pocIndex, options);
}

const ladder = (start: number, volumes: readonly number[]): Rows =>
	volumes.map((buy, index) => ({ row: start + index, buy, sell: 0 }));
const prices = ({ high, low }: VolumeNodes) => ({
	high: high.map(({ price }) => price),
	low: low.map(({ price }) => price),
});

/** D10 word by word, on a dense array of whole volumes. */
function nodesByTheBook(rows: Rows, { smoothing, reach, highPercent, lowPercent }: NodeOptions) {
	const traded = rows.filter(({ buy, sell }) => buy + sell > 0);
	const low = traded[0].row;
	const raw = new Array<number>((traded.at(-1)?.row ?? low) - low + 1).fill(0);
	for (const { row, buy, sell } of traded) raw[row - low] = buy + sell;
	const half = (smoothing - 1) / 2;
	const volumes = raw.map((_, index) => {
		const window = raw.slice(Math.max(index - half, 0), index + half + 1);
		return window.reduce((a, b) => a + b, 0) / window.length;
	});
	const levels = analyzeProfile(
		rowsOf(
			Float64Array.from(traded, ({ row }) => row),
			Float64Array.from(traded, ({ buy }) => buy),
			Float64Array.from(traded, ({ sell }) => sell),
			1,
		),
	);
	const poc = (levels?.poc ?? NaN) - low;
	const same = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * volumes[poc];
	const result: { high: number[]; low: number[] } = { high: [], low: [] };
	for (let from = 0; from < volumes.length;) {
		let to = from;
		while (to + 1 < volumes.length && same(volumes[to + 1], volumes[from])) to++;
		const around = [
			...volumes.slice(Math.max(from - reach, 0), from),
			...volumes.slice(to + 1, to + 1 + reach),
		];
		const volume = volumes[from];
		const hasPoc = from <= poc && poc <= to;
		const isPeak = around.every((other) => volume > other && !same(volume, other));
		const isDip = around.every((other) => volume < other && !same(volume, other));
		const isInside = from >= reach && to < volumes.length - reach;
		const middle = low + Math.floor((from + to) / 2);
		const share = (volume / volumes[poc]) * 100;
		if (hasPoc) result.high.push(low + poc);
		else if (isPeak && share >= highPercent - 1e-7) result.high.push(middle);
		else if (isDip && isInside && share <= lowPercent + 1e-7) result.low.push(middle);
		from = to + 1;
	}
	return result;
}

describe("volume nodes", () => {
	const twoHumps = ladder(100, [10, 40, 100, 40, 10, 5, 10, 30, 60, 30, 10]);

	it("are rows above or below their neighbours on both sides", () => {
		assert.deepEqual(prices(nodesOf(twoHumps)), { high: [102, 108], low: [105] });
	});

	it("know their price and volume", () => {
		assert.deepEqual(nodesOf(twoHumps).low, [{ price: 105, volume: 5 }]);
	});

	it("need their share of the POC's volume", () => {
		assert.deepEqual(prices(nodesOf(twoHumps, { highPercent: 61, lowPercent: 4 })), {
			high: [102],
			low: [],
		});
		assert.deepEqual(prices(nodesOf(twoHumps, { highPercent: 60, lowPercent: 5 })), {
			high: [102, 108],
			low: [105],
		});
	});

	it("include the POC at the edge, but no low one there", () => {
		assert.deepEqual(prices(nodesOf(ladder(1, [9, 8, 7, 6, 5, 4, 3, 2, 1]))), {
			high: [1],
			low: [],
		});
		assert.deepEqual(prices(nodesOf(ladder(1, [1, 2, 0, 3, 9, 9, 9, 9]))).low, []);
	});

	it("are one for neighbours of equal volume, at their middle, the lower of two", () => {
		const plateaus = ladder(1, [7, 8, 9, 1, 1, 1, 1, 5, 5, 5, 5, 1, 2, 2]);
		assert.deepEqual(prices(nodesOf(plateaus)), { high: [3, 9], low: [5] });
	});

	it("mark the POC where it is one of several equal rows", () => {
		// The POC is the row nearest to the middle of the range, not to that of the plateau.
		const plateau = ladder(1, [9, 9, 9, 1, 1, 1, 1]);
		assert.deepEqual(prices(nodesOf(plateau)).high, [3]);
	});

	it("count absent rows as empty, with the price that they would have", () => {
		const nodes = nodesOf(rowsFrom("100:5 101:9 102:5 103:4 109:4 110:5 111:8 112:5"));
		assert.deepEqual(nodes.low, [{ price: 106, volume: 0 }]);
	});

	it("find the middle of a gap of any width", () => {
		const nodes = nodesOf(rowsFrom("1:5 2:9 3:5 4:4 9000004:4 9000005:5 9000006:8 9000007:6"));
		assert.deepEqual(prices(nodes), { high: [2, 9_000_006], low: [4_500_004] });
	});

	it("are found on a moving average, and always include the POC", () => {
		const jagged = ladder(1, [1, 5, 3, 9, 7, 12, 6, 8, 2, 4, 1]);
		assert.deepEqual(
			prices(nodesOf(jagged, { smoothing: 3, reach: 1, highPercent: 40 })).high,
			[5, 6, 7],
		);
		assert.deepEqual(prices(nodesOf(jagged, { reach: 1 })).high, [2, 4, 6, 8, 10]);
	});

	for (const options of [{ smoothing: 2 }, { smoothing: -1 }, { reach: 0 }, { reach: 1.5 }]) {
		it(`refuse ${JSON.stringify(options)}`, () => {
			assert.throws(() => nodesOf(twoHumps, options), RangeError);
		});
	}

	const options = fc.record({
		smoothing: fc.constantFrom(1, 1, 3, 5),
		reach: fc.integer({ min: 1, max: 4 }),
		highPercent: fc.constantFrom(0, 30, 50),
		lowPercent: fc.constantFrom(30, 60, 100),
	});

	it("are those that the definition gives", () => {
		fc.assert(
			fc.property(rowsArbitrary, options, (rows, given) => {
				assert.deepEqual(prices(nodesOf(rows, given)), nodesByTheBook(rows, given));
			}),
			{ numRuns: 10_000 },
		);
	}).timeout(120_000);

	it("are mirrored with their prices", () => {
		const volumes = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), {
			minLength: 1,
			maxLength: 40,
		});
		fc.assert(
			fc.property(volumes, options, (given, chosen) => {
				fc.pre(chosen.smoothing === 1);
				const { high, low } = prices(nodesOf(ladder(1, given), chosen));
				const back = (list: number[]) => list.map((price) => given.length + 1 - price).reverse();
				assert.deepEqual(prices(nodesOf(ladder(1, [...given].reverse()), chosen)), {
					high: back(high),
					low: back(low),
				});
			}),
			{ numRuns: 10_000 },
		);
	}).timeout(60_000);
});
