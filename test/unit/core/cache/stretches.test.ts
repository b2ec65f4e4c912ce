import assert from "node:assert/strict";
import fc from "fast-check";
import { BLOCK_INTERVALS, blockAt, blockStarts } from "../../../../src/core/cache/blocks";
import { segmentsOf, uncovered, windowsOver } from "../../../../src/core/cache/stretches";
import { newestFirst } from "../../../../src/core/feeds/windows";
import type { TimeRange } from "../../../../src/core/result/series";
import { durationMs, epochMs, HOUR_MS, WEEK_MS } from "../../../../src/core/time";

const range = (from: number, to: number): TimeRange => ({ from: epochMs(from), to: epochMs(to) });
const plain = (all: readonly TimeRange[]) => all.map(({ from, to }) => [from, to]);
const inside = ({ from, to }: TimeRange, time: number) => time >= from && time < to;

const stretch = fc
	.tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 30 }))
	.map(([from, length]) => range(from, from + length));
const question = fc.record({
	asked: stretch,
	known: fc.array(stretch, { maxLength: 6 }),
	length: fc.integer({ min: 1, max: 40 }).map(durationMs),
});

describe("stretches of a range", () => {
	it("are missing where nothing covers them", () => {
		assert.deepEqual(plain(uncovered(range(0, 10), [])), [[0, 10]]);
		assert.deepEqual(plain(uncovered(range(0, 10), [range(-5, 20)])), []);
		assert.deepEqual(plain(uncovered(range(0, 10), [range(6, 8), range(2, 3), range(3, 4)])), [
			[0, 2],
			[4, 6],
			[8, 10],
		]);
	});

	it("that are missing share a request where it holds them", () => {
		const missing = [range(0, 1), range(8, 10), range(40, 41)];
		assert.deepEqual(plain(windowsOver(missing, 10)), [
			[40, 41],
			[0, 10],
		]);
		assert.deepEqual(plain(windowsOver([range(0, 25)], 10)), [
			[15, 25],
			[5, 15],
			[0, 5],
		]);
	});

	it("are cut into pieces that fill the range, in no more requests than the whole range takes", () => {
		fc.assert(
			fc.property(question, ({ asked, known, length }) => {
				const segments = segmentsOf(asked, known, length);
				const filled = [...segments].reverse();
				assert.equal(filled[0]?.from, asked.from);
				assert.equal(filled.at(-1)?.to, asked.to);
				for (const [at, { from, to }] of filled.entries()) {
					assert.ok(from < to && to - from <= length);
					if (at > 0) assert.equal(from, filled[at - 1]?.to);
				}
				for (let time: number = asked.from; time < asked.to; time++) {
					const segment = segments.find((one) => inside(one, time));
					if (segment?.isKnown) assert.ok(known.some((one) => inside(one, time)));
				}
				const requests = segments.filter(({ isKnown }) => !isKnown);
				assert.ok(requests.length <= newestFirst(asked, durationMs(1), length).length);
				for (const one of requests) {
					const isMissing = (time: number) => !known.some((other) => inside(other, time));
					assert.ok(
						isMissing(one.from) && isMissing(one.to - 1),
						"a request begins and ends with need",
					);
				}
			}),
		);
	});
});

describe("blocks of intervals", () => {
	it("lie on one grid from the epoch, whatever the range, the newest first", () => {
		const length = HOUR_MS * BLOCK_INTERVALS;
		const starts = [...blockStarts(range(length * 2 - 1, length * 4 + 1), HOUR_MS)];
		assert.deepEqual(
			starts,
			[4, 3, 2, 1].map((at) => at * length),
		);
		assert.deepEqual([...blockStarts(range(length, length * 2), HOUR_MS)], [length]);
		assert.deepEqual([...blockStarts(range(5, 5), HOUR_MS)], []);
		const [week = epochMs(0)] = blockStarts(range(1e12, 1e12 + 1), WEEK_MS);
		assert.equal(new Date(week).getUTCDay(), 1);
		const { from, to } = blockAt(week, WEEK_MS);
		assert.ok(from <= 1e12 && to > 1e12);
	});
});
