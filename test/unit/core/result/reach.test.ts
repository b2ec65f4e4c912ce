import assert from "node:assert/strict";
import * as fc from "fast-check";
import { joinedStretches } from "../../../../src/core/result/openResult";
import {
	isInProgress,
	isWhole,
	isWholeSince,
	missingOf,
	type ReachFacts,
	reachOf,
} from "../../../../src/core/result/reach";
import { type DurationMs, durationMs, epochMs } from "../../../../src/core/time";

/** Intervals of ten milliseconds, so that everything can be counted one by one. */
const TEN: DurationMs = durationMs(10);
const at = epochMs;

/** A series of the intervals that begin at these times. */
const seriesOf = (times: readonly number[], open = false) => ({
	times: Float64Array.from(times),
	interval: TEN,
	open,
});
const facts = (more: Partial<ReachFacts> = {}): ReachFacts => ({
	range: { from: at(0), to: at(100) },
	fetchedAt: at(1_000),
	...more,
});

describe("how far an answer reaches", () => {
	it("is all of its range, closed until the interval in progress at its moment", () => {
		assert.deepEqual(reachOf(seriesOf([0, 10]), facts({ fetchedAt: at(47) })), {
			span: { from: 0, to: 100 },
			whole: [{ from: 0, to: 100 }],
			closedUntil: 40,
		});
		assert.equal(reachOf(seriesOf([]), facts({ fetchedAt: at(40) })).closedUntil, 40);
	});

	it("is told by the newest interval where this machine's clock is behind or ahead of the provider's", () => {
		assert.equal(reachOf(seriesOf([50]), facts({ fetchedAt: at(31) })).closedUntil, 60);
		assert.equal(reachOf(seriesOf([50], true), facts({ fetchedAt: at(31) })).closedUntil, 50);
		assert.equal(reachOf(seriesOf([50], true), facts({ fetchedAt: at(99) })).closedUntil, 50);
	});

	it("is told by the provider's clock at the time of asking, whatever this machine's says when the answer is there", () => {
		const closed = (toldAt: number, fetchedAt: number) =>
			reachOf(seriesOf([0]), facts({ toldAt: at(toldAt), fetchedAt: at(fetchedAt) })).closedUntil;
		assert.equal(closed(47, 95), 40);
		assert.equal(closed(47, 12), 40);
		assert.equal(closed(40, 39), 40);
	});

	it("leaves out what is missing, wherever that is said", () => {
		const whole = (more: Partial<ReachFacts>) => {
			const { whole: stretches, span } = reachOf(seriesOf([]), facts(more));
			return [stretches.map(({ from, to }) => [from, to]), [span.from, span.to]];
		};
		const all = [0, 100];
		assert.deepEqual(whole({ partial: { code: "deadline", completeFrom: at(30) } }), [
			[[30, 100]],
			[30, 100],
		]);
		assert.deepEqual(whole({ partial: { code: "deadline", completeUntil: at(30) } }), [
			[[0, 30]],
			[0, 30],
		]);
		const both = { code: "deadline", completeUntil: at(30), completeFrom: at(70) } as const;
		assert.deepEqual(whole({ partial: both }), [
			[
				[0, 30],
				[70, 100],
			],
			all,
		]);
		assert.deepEqual(whole({ partial: { ...both, completeFrom: at(30) } }), [[all], all]);
		assert.deepEqual(whole({ partial: { code: "badToken" } }), [[], all]);
		assert.deepEqual(whole({ partial: both, covers: [{ from: at(20), to: at(80) }] }), [
			[
				[20, 30],
				[70, 80],
			],
			[20, 80],
		]);
		assert.deepEqual(whole({ access: { from: at(20), to: at(50) } }), [[[20, 50]], [20, 50]]);
		assert.deepEqual(whole({ access: { to: at(50), of: "contract" } }), [[all], all]);
	});

	it("tells what is missing of a stretch, of one in progress as far as it is over", () => {
		const both = { code: "deadline", completeUntil: at(30), completeFrom: at(70) } as const;
		const missing = (from: number, to: number, more: Partial<ReachFacts> = {}) =>
			missingOf(reachOf(seriesOf([]), facts(more)), { from: at(from), to: at(to) });
		assert.equal(missing(0, 100), undefined);
		assert.equal(missing(-10, 50), "beginning");
		assert.equal(missing(50, 110), "end");
		assert.equal(missing(-10, 110), "bothEnds");
		assert.equal(missing(0, 100, { partial: both }), "middle");
		assert.equal(missing(0, 30, { partial: both }), undefined);
		// What is to come is not missing.
		assert.equal(missing(50, 110, { fetchedAt: at(85) }), undefined);
		assert.equal(missing(-10, 110, { fetchedAt: at(85) }), "beginning");
		assert.equal(missing(80, 110, { fetchedAt: at(85) }), undefined);
		// Where the range ends before the interval in progress, the end is.
		assert.equal(missing(50, 110, { fetchedAt: at(105) }), "end");
	});

	it("calls nothing whole that is missing, not over or outside, and nothing in progress that is", () => {
		const stretch = fc
			.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 6 }))
			.map(([from, length]) => ({ from: at(from * 10), to: at((from + length) * 10) }));
		const moment = fc.option(
			fc.integer({ min: 0, max: 10 }).map((ten) => at(ten * 10)),
			{ nil: undefined },
		);
		fc.assert(
			fc.property(
				stretch,
				fc.array(stretch, { maxLength: 4 }),
				moment,
				moment,
				fc.integer({ min: 0, max: 200 }),
				fc.boolean(),
				(asked, covers, completeFrom, completeUntil, fetchedAt, isPartial) => {
					const given = facts({
						fetchedAt: at(fetchedAt),
						...(covers.length > 0 && { covers: joinedStretches(covers) }),
						...(isPartial && {
							partial: {
								code: "deadline",
								...(completeFrom !== undefined && { completeFrom }),
								...(completeUntil !== undefined && { completeUntil }),
							},
						}),
					});
					const reach = reachOf(seriesOf([]), given);
					/** Whether the interval that begins then is known to be whole and over. */
					const isKnown = (time: number) =>
						time >= 0 &&
						time + 10 <= 100 &&
						time + 10 <= fetchedAt &&
						(covers.length === 0 || covers.some(({ from, to }) => from <= time && time < to)) &&
						(!isPartial || time < (completeUntil ?? 0) || time >= (completeFrom ?? Infinity));
					const times: number[] = [];
					for (let time: number = asked.from; time < asked.to; time += 10) times.push(time);
					if (isWhole(reach, asked)) {
						assert.equal(missingOf(reach, asked), undefined);
						assert.ok(times.every(isKnown));
						assert.ok(!isInProgress(reach, asked));
					}
					if (isInProgress(reach, asked))
						assert.ok(asked.from <= fetchedAt && fetchedAt < asked.to);
					if (isWholeSince(reach, asked.from))
						for (let time: number = asked.from; time < reach.span.to; time += 10)
							assert.ok(isKnown(time) || time + 10 > fetchedAt, String(time));
				},
			),
			{ numRuns: 1_000 },
		);
	});
});
