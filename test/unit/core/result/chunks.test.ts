import assert from "node:assert/strict";
import fc from "fast-check";
import { appendChunk } from "../../../../src/core/result/appendChunk";
import type { PackedChunk } from "../../../../src/core/result/chunk";
import { openSeries } from "../../../../src/core/result/openResult";
import { packChunk } from "../../../../src/core/result/packChunk";
import {
	NOTHING_REJECTED,
	type Series,
	type TimeRange,
	type VolumeProfileSeries,
	type VwapSeries,
} from "../../../../src/core/result/series";
import { durationMs, epochMs } from "../../../../src/core/time";
import { plainSeries } from "./results";

const HOUR = durationMs(10);
const shared = { interval: HOUR, open: false, rejected: NOTHING_REJECTED };

/** A VWAP series with one row per time, each with a price of its own. */
function vwapAt(times: readonly number[], price: (time: number) => number): VwapSeries {
	return {
		...shared,
		kind: "vwap",
		id: "cbse btc-usd",
		market: { exchange: "cbse", symbol: "btc-usd" },
		times: Float64Array.from(times),
		price: Float64Array.from(times, price),
		rawPrice: times.map((time) => String(price(time))),
		volume: Float64Array.from(times, (time) => time / 4),
	};
}

/** Profiles of `1 + time / 10 % 3` rows each. */
function profilesAt(times: readonly number[], volume: (time: number) => number) {
	const counts = times.map((time) => 1 + ((time / 10) % 3));
	const rows = times.flatMap((time, at) =>
		Array.from({ length: counts[at] ?? 0 }, (_, row) => ({
			price: 100 + row,
			volume: volume(time),
		})),
	);
	const series: VolumeProfileSeries = {
		...shared,
		kind: "volumeProfile",
		id: "BINANCE BTCUSDT",
		market: { exchange: "BINANCE", symbol: "BTCUSDT" },
		unit: "base",
		unitName: "BTC",
		times: Float64Array.from(times),
		offsets: Uint32Array.from([0, ...times.map((_, at) => sum(counts.slice(0, at + 1)))]),
		prices: Float64Array.from(rows, ({ price }) => price),
		buy: Float64Array.from(rows, ({ volume }) => volume),
		sell: Float64Array.from(rows, ({ volume }) => volume / 2),
	};
	return series;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const range = (from: number, to: number): TimeRange => ({ from: epochMs(from), to: epochMs(to) });
const chunkOf = (stretch: TimeRange, ...series: Series[]): PackedChunk =>
	packChunk(series, { stretch, origin: "asked", fetchedAt: epochMs(0) });
const gridTimes = ({ from, to }: TimeRange) =>
	Array.from({ length: (to - from) / 10 }, (_, at) => from + at * 10);

/** A stretch on the grid of 0 to 200, with the edition of the answer that it came with. */
const answers = fc.array(
	fc
		.tuple(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 1, max: 12 }))
		.map(([at, length]) => range(at * 10, Math.min(at + length, 20) * 10)),
	{ minLength: 1, maxLength: 8 },
);

describe("the chunks of a result", () => {
	it("show what came last for every time, whatever overlaps", () => {
		fc.assert(
			fc.property(answers, (stretches) => {
				const newest = new Map<number, number>();
				let chunks: PackedChunk[] = [];
				for (const [edition, stretch] of stretches.entries()) {
					const times = gridTimes(stretch);
					for (const time of times) newest.set(time, edition);
					const value = () => edition + 1;
					chunks = appendChunk(
						chunks,
						chunkOf(stretch, vwapAt(times, value), profilesAt(times, value)),
					);
				}
				const times = [...newest.keys()].sort((a, b) => a - b);
				const value = (time: number) => (newest.get(time) ?? NaN) + 1;
				const opened = openSeries(chunks).map((one) => ({ ...one, rejected: NOTHING_REJECTED }));
				assert.deepEqual(
					opened.map(plainSeries),
					[vwapAt(times, value), profilesAt(times, value)].map(plainSeries),
				);
			}),
			{ numRuns: 500 },
		);
	});

	it("do not overlap, stand in the order of time and share their buffers", () => {
		fc.assert(
			fc.property(answers, (stretches) => {
				const all = stretches.map((stretch) =>
					chunkOf(stretch, vwapAt(gridTimes(stretch), Number)),
				);
				const chunks = all.reduce<PackedChunk[]>(appendChunk, []);
				for (const [at, { header }] of chunks.entries()) {
					assert.ok(header.stretch.from < header.stretch.to);
					assert.ok(header.stretch.from >= (chunks[at - 1]?.header.stretch.to ?? 0));
				}
				const buffers = new Set(all.map(({ data }) => data));
				assert.ok(chunks.every(({ data }) => buffers.has(data)));
			}),
		);
	});

	it("keep an interval in progress open only while nothing follows it", () => {
		const open = { ...vwapAt([0, 10], Number), open: true };
		const first = chunkOf(range(0, 20), open);
		assert.equal(openSeries([first])[0]?.open, true);
		const next = chunkOf(range(10, 30), vwapAt([10, 20], Number));
		assert.equal(openSeries(appendChunk([first], next))[0]?.open, false);
		const quiet = chunkOf(range(20, 30), vwapAt([], Number));
		assert.equal(openSeries(appendChunk([first], quiet))[0]?.open, true);
	});

	it("keep markets apart, and find one that only some of them have", () => {
		const other = { ...vwapAt([10], Number), market: { exchange: "krkn" }, id: "krkn btc-usd" };
		const chunks = [
			chunkOf(range(0, 10), vwapAt([0], Number)),
			chunkOf(range(10, 20), vwapAt([10], Number), other),
		];
		assert.deepEqual(
			openSeries(chunks).map(({ id, times }) => [id, [...times]]),
			[
				["cbse btc-usd", [0, 10]],
				["krkn btc-usd", [10]],
			],
		);
	});

	it("give different ids to series with one name", () => {
		const of = (category: string | undefined): VwapSeries => ({
			...vwapAt([0], Number),
			market: { exchange: "cbse", ...(category !== undefined && { category }) },
		});
		const chunk = chunkOf(range(0, 10), of("SPOT"), of("PERPETUAL"), of(undefined), of(undefined));
		assert.deepEqual(
			openSeries([chunk]).map(({ id }) => id),
			["cbse btc-usd SPOT", "cbse btc-usd PERPETUAL", "cbse btc-usd", "cbse btc-usd 2"],
		);
	});

	it("add up what could not be used", () => {
		const rejected = { points: 1, levels: 2, duplicates: 3, outOfRange: 4 };
		const chunks = [range(0, 10), range(10, 20)].map((stretch) =>
			chunkOf(stretch, { ...vwapAt(gridTimes(stretch), Number), rejected }),
		);
		assert.deepEqual(openSeries(chunks)[0]?.rejected, {
			points: 2,
			levels: 4,
			duplicates: 6,
			outOfRange: 8,
		});
	});

	describe("of profiles", () => {
		const pieces = (first: Partial<VolumeProfileSeries>, second: Partial<VolumeProfileSeries>) => {
			const [joined] = openSeries([
				chunkOf(range(0, 10), { ...profilesAt([0], () => 1), ...first }),
				chunkOf(range(10, 20), { ...profilesAt([10], () => 1), ...second }),
			]);
			assert.ok(joined?.kind === "volumeProfile");
			return joined;
		};

		it("have one step when all are the same, one per interval when they differ, else none", () => {
			assert.equal(pieces({ step: 0.5 }, { step: 0.5 }).step, 0.5);
			const differing = pieces({ step: 0.5 }, { steps: Float64Array.of(1) });
			assert.equal(differing.step, undefined);
			assert.deepEqual([...(differing.steps ?? [])], [0.5, 1]);
			const silent = pieces({ step: 0.5 }, {});
			assert.deepEqual([silent.step, silent.steps], [undefined, undefined]);
		});

		it("know the range of rows only if all do", () => {
			assert.equal(
				pieces({ rowPrice: "lowerEdge" }, { rowPrice: "lowerEdge" }).rowPrice,
				"lowerEdge",
			);
			assert.equal(pieces({ rowPrice: "lowerEdge" }, {}).rowPrice, undefined);
		});

		it("have volume of unknown takers if one of them has", () => {
			const { unknown } = pieces({ unknown: Float64Array.of(7) }, {});
			assert.deepEqual([...(unknown ?? [])], [7, 0, 0]);
		});
	});

	it("leave out a column that not all of them have", () => {
		const without = vwapAt([10], Number);
		delete (without as { volume?: Float64Array }).volume;
		const [joined] = openSeries([
			chunkOf(range(0, 10), vwapAt([0], Number)),
			chunkOf(range(10, 20), without),
		]);
		assert.ok(joined?.kind === "vwap");
		assert.equal(joined.volume, undefined);
		assert.equal(joined.rawPrice.at(-1), "10");
	});
});
