import assert from "node:assert/strict";
import * as fc from "fast-check";
import { coveredWithin } from "../../../../src/core/measure/covered";
import { linesBetween } from "../../../../src/core/measure/linesBetween";
import { priceMove } from "../../../../src/core/measure/priceMove";
import { boxBetween, rowsBetween } from "../../../../src/core/measure/rowsBetween";
import { impliedVwap } from "../../../../src/core/vwap/impliedVwap";
import { durationMs, epochMs, HOUR_MS } from "../../../../src/core/time";
import { MIDNIGHT, type Row, profileSeries, vwapSeries } from "../../../support/series";

const hour = (count: number) => MIDNIGHT + count * HOUR_MS;
const ALL = { from: -Infinity, to: Infinity, low: -Infinity, high: Infinity };

describe("the way from one price to another", () => {
	it("is its difference, and its share of the first in percent and in basis points", () => {
		assert.deepEqual(priceMove(200, 203), { difference: 3, percent: 1.5, bps: 150 });
		assert.deepEqual(priceMove(200, 199), { difference: -1, percent: -0.5, bps: -50 });
	});

	it("has no share of a price that is not above zero", () => {
		for (const from of [0, -3]) {
			const move = priceMove(from, 5);
			assert.equal(move.difference, 5 - from);
			assert.ok(Number.isNaN(move.percent) && Number.isNaN(move.bps));
		}
	});
});

describe("a measured stretch of a VWAP", () => {
	const series = vwapSeries([100, NaN, 104, 110], [1, 0, 3, 2]);

	it("weighs the interval VWAPs by volume, from the first start up to the end", () => {
		const held = linesBetween(series, hour(0), hour(3));
		assert.deepEqual(held, { intervals: 3, traded: 2, hasOpen: false, volume: 4, vwap: 103 });
		assert.equal(linesBetween(series, hour(3), hour(4)).vwap, 110);
	});

	it("has no VWAP where nothing traded, and neither VWAP nor volume without volume", () => {
		const { vwap, traded, volume } = linesBetween(series, hour(1), hour(2));
		assert.deepEqual([vwap, traded, volume], [NaN, 0, 0]);
		const plain = linesBetween(vwapSeries([100, 101]), hour(0), hour(2));
		assert.deepEqual(plain, { intervals: 2, traded: 2, hasOpen: false });
	});

	it("leaves out intervals that reach beyond its ends", () => {
		const held = linesBetween(series, hour(0) + 1, hour(4) - 1);
		assert.deepEqual([held.intervals, held.volume, held.vwap], [2, 3, 104]);
		assert.equal(linesBetween(series, hour(0) + 1, hour(1)).intervals, 0);
	});

	it("says whether the interval in progress is in it", () => {
		const open = vwapSeries([100, 101], undefined, { open: true });
		assert.equal(linesBetween(open, hour(0), hour(1)).hasOpen, false);
		assert.equal(linesBetween(open, hour(0), hour(2)).hasOpen, true);
	});
});

describe("how much of a stretch an answer covers", () => {
	const came = Float64Array.of(hour(3), hour(4), hour(8));
	const series = { interval: durationMs(HOUR_MS), times: came };
	const range = { from: epochMs(hour(0)), to: epochMs(hour(10)) };
	const facts = { range, fetchedAt: epochMs(hour(40)) };

	it("is that of the whole intervals in it", () => {
		assert.equal(coveredWithin(series, facts, hour(2), hour(4)), 2 * HOUR_MS);
		assert.equal(coveredWithin(series, facts, hour(2) + 1, hour(5) - 1), HOUR_MS);
		assert.equal(coveredWithin(series, facts, hour(2) + 1, hour(3) - 1), 0);
	});

	it("ends with the range, and leaves out what the answer lacks", () => {
		assert.equal(coveredWithin(series, facts, hour(8), hour(14)), 2 * HOUR_MS);
		const covers = [
			{ from: epochMs(hour(0)), to: epochMs(hour(3)) },
			{ from: epochMs(hour(9)), to: epochMs(hour(10)) },
		];
		assert.equal(coveredWithin(series, { ...facts, covers }, hour(2), hour(10)), 2 * HOUR_MS);
		const partial = { code: "deadline", completeFrom: epochMs(hour(7)) } as const;
		assert.equal(coveredWithin(series, { ...facts, partial }, hour(2), hour(10)), 3 * HOUR_MS);
		// A partial answer that names no stretch as complete speaks for the intervals that came.
		const unknown = { code: "badToken" } as const;
		assert.equal(
			coveredWithin(series, { ...facts, partial: unknown }, hour(2), hour(8)),
			2 * HOUR_MS,
		);
		assert.equal(
			coveredWithin(series, { ...facts, partial: unknown }, hour(2), hour(10)),
			3 * HOUR_MS,
		);
	});
});

describe("how much of a stretch an answer covers that was given before its range was over", () => {
	const range = { from: epochMs(hour(0)), to: epochMs(hour(24)) };

	it("is what had begun: of ten hours from 08:00 on, two at 10:00", () => {
		const ten = profileSeries(Array.from({ length: 10 }, () => [[100, 1, 1]]));
		const facts = { range, fetchedAt: epochMs(hour(10)) };
		assert.equal(coveredWithin(ten, facts, hour(8), hour(18)), 2 * HOUR_MS);
		// What this machine's clock says once the answer is there tells nothing.
		const told = { range, toldAt: epochMs(hour(10)), fetchedAt: epochMs(hour(20)) };
		assert.equal(coveredWithin(ten, told, hour(8), hour(18)), 2 * HOUR_MS);
	});

	it("holds the interval in progress, whether it has traded or not, and no later one", () => {
		const hours = fc.integer({ min: 0, max: 24 });
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 30 * 60 }),
				fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 6 }),
				hours,
				hours,
				(minutes, quiet, one, other) => {
					const has = Array.from({ length: 24 }, (_, at) => at).filter(
						(at) => at * 60 < minutes && !quiet.includes(at),
					);
					const series = profileSeries(
						has.map(() => [[100, 1, 1]]),
						{ times: Float64Array.from(has, hour) },
					);
					const fetchedAt = epochMs(hour(0) + minutes * 60_000);
					const [from, to] = [Math.min(one, other), Math.max(one, other)];
					let begun = 0;
					for (let at = from; at < to; at++) if (at * 60 < minutes) begun++;
					const covered = coveredWithin(series, { range, fetchedAt }, hour(from), hour(to));
					assert.equal(covered, begun * HOUR_MS);
				},
			),
			{
				numRuns: 300,
				examples: [
					[10 * 60, [], 8, 18],
					[10 * 60 + 20, [], 8, 18],
					[10 * 60 + 20, [10], 8, 18],
					[0, [], 0, 24],
					[30 * 60, [23], 20, 24],
				],
			},
		);
	});
});

describe("measured rows of a profile", () => {
	const rows: readonly (readonly Row[])[] = [
		[
			[100, 1, 2],
			[101, 3, 0],
		],
		[
			[101, 1, 1],
			[103, 0, 4],
		],
	];
	const series = profileSeries(rows, { step: 1 });

	it("are those whose prices lie in the box, its upper edge left out", () => {
		const box = { from: hour(0), to: hour(2), low: 101, high: 103 };
		const { buy, sell, total, delta } = boxBetween(series, box);
		assert.deepEqual([buy, sell, total, delta], [4, 1, 5, 3]);
		assert.equal(boxBetween(series, { ...box, high: 104 }).total, 9);
		assert.equal(boxBetween(series, { ...box, from: hour(1) }).total, 2);
	});

	it("imply a VWAP at the middles of rows that are known to begin at their prices", () => {
		const one = { from: hour(0), to: hour(1), low: 100, high: 102 };
		assert.equal(boxBetween(series, one).vwap, 100.5);
		const known = { ...series, rowPrice: "lowerEdge" as const };
		assert.equal(boxBetween(known, one).vwap, 101);
	});

	it("keep volume whose taker is not known out of the delta", () => {
		const untold = { ...series, unknown: series.buy.map(() => 2) };
		const { unknown, total, delta } = boxBetween(untold, ALL);
		assert.deepEqual([unknown, total, delta], [8, 20, -2]);
	});

	it("hold nothing where nothing traded", () => {
		const { total, vwap } = boxBetween(series, { ...ALL, low: 500 });
		assert.deepEqual([total, vwap], [0, NaN]);
	});

	it("are of intervals that lie whole in the box", () => {
		const box = { ...ALL, from: hour(0) + 1, to: hour(2) };
		assert.equal(
			boxBetween(series, box).total,
			boxBetween(series, { ...ALL, from: hour(1) }).total,
		);
		assert.equal(boxBetween(series, { ...ALL, from: hour(0), to: hour(1) - 1 }).total, 0);
	});

	it("are those of chosen intervals alone", () => {
		const here = rowsBetween(series, [0], ALL);
		assert.deepEqual(here, boxBetween(series, { ...ALL, to: hour(1) }));
		const both = rowsBetween(series, [1, 0], ALL);
		assert.equal(both.total, boxBetween(series, ALL).total);
		assert.equal(rowsBetween(series, [], ALL).total, 0);
	});

	it("add up to the whole wherever a box is cut, and imply what the whole implies", () => {
		const volume = fc.integer({ min: 0, max: 1_000 });
		const interval = fc
			.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), volume, volume), {
				selector: ([row]) => row,
				minLength: 1,
				maxLength: 12,
			})
			.map((some) => some.map(([row, ...both]): Row => [100 + row, ...both]))
			.map((some) => some.toSorted(([a], [b]) => a - b));
		fc.assert(
			fc.property(
				fc.array(interval, { minLength: 1, maxLength: 6 }),
				fc.integer({ min: 99, max: 142 }),
				fc.nat(7),
				(intervals, price, at) => {
					const made = profileSeries(intervals, { step: 1 });
					const whole = boxBetween(made, ALL);
					const time = hour(at);
					const parts = [
						{ ...ALL, high: price, to: time },
						{ ...ALL, low: price, to: time },
						{ ...ALL, high: price, from: time },
						{ ...ALL, low: price, from: time },
					].map((box) => boxBetween(made, box));
					const sum = (read: (one: (typeof parts)[number]) => number) =>
						parts.reduce((before, one) => before + read(one), 0);
					assert.equal(
						sum(({ total }) => total),
						whole.total,
					);
					assert.equal(
						sum(({ buy }) => buy),
						whole.buy,
					);
					const implied = impliedVwap(made).price;
					if (whole.total === 0) assert.ok(Number.isNaN(whole.vwap));
					else assert.ok(Math.abs(whole.vwap - implied) < 1e-9 * implied);
				},
			),
		);
	});
});
