import assert from "node:assert/strict";
import fc from "fast-check";
import { zoneOf } from "../../../../src/core/chart/zone";
import { neededInterval, periodIntervals } from "../../../../src/core/session/periodIntervals";
import { periodsIn } from "../../../../src/core/session/periods";
import { READY_SESSIONS } from "../../../../src/core/session/session";
import {
	alignDown,
	DAY_MS,
	durationMs,
	epochMs,
	HOUR_MS,
	MINUTE_MS,
	WEEK_MS,
} from "../../../../src/core/time";

const range = (from: string, to: string) => ({
	from: epochMs(Date.parse(from)),
	to: epochMs(Date.parse(to)),
});
const HALF_HOUR = durationMs(30 * MINUTE_MS);

describe("intervals of a period", () => {
	const asked = range("2026-03-10T00:00:00Z", "2026-03-12T00:00:00Z");
	const hours = Float64Array.from({ length: 48 }, (_, hour) => asked.from + hour * HOUR_MS);

	it("lie wholly inside of it", () => {
		const period = range("2026-03-10T13:30:00Z", "2026-03-10T20:00:00Z");
		const [found] = periodIntervals(hours, HOUR_MS, [period], asked);
		assert.deepEqual([found?.first, found?.end, found?.isPartial], [14, 20, false]);
	});

	it("are none where it lies between two of them, or where nothing traded", () => {
		const between = range("2026-03-10T13:10:00Z", "2026-03-10T13:50:00Z");
		const [found] = periodIntervals(hours, HOUR_MS, [between], asked);
		assert.equal(found?.end, found?.first);
		const [quiet] = periodIntervals(new Float64Array(0), HOUR_MS, [between], asked);
		assert.deepEqual([quiet?.first, quiet?.end], [0, 0]);
	});

	it("are some of it where it reaches beyond what was asked for", () => {
		const period = range("2026-03-11T12:00:00Z", "2026-03-12T12:00:00Z");
		const [found] = periodIntervals(hours, HOUR_MS, [period], asked);
		assert.deepEqual([found?.first, found?.end, found?.isPartial], [36, 48, true]);
	});
});

describe("the interval that a period needs", () => {
	const cash = READY_SESSIONS.filter(({ name }) => name === "US cash");
	const edges = cash.flatMap((session) =>
		periodsIn(session, zoneOf(session.zone), range("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z")),
	);

	it("is none where its edges are on the grid", () => {
		assert.equal(neededInterval(edges, HALF_HOUR), undefined);
		assert.equal(neededInterval([], DAY_MS), undefined);
	});

	it("is the longest that has both edges of all of them", () => {
		assert.equal(neededInterval(edges, HOUR_MS), HALF_HOUR);
		assert.equal(neededInterval(edges, DAY_MS), HALF_HOUR);
		assert.equal(neededInterval(edges, WEEK_MS), HALF_HOUR);
		assert.equal(neededInterval(edges, durationMs(20 * MINUTE_MS)), 10 * MINUTE_MS);
		const monday = range("2026-03-09T00:00:00Z", "2026-03-16T00:00:00Z");
		assert.equal(neededInterval([monday], durationMs(2 * WEEK_MS)), WEEK_MS);
	});

	it("puts every edge on its grid, and no longer one of the same grid does", () => {
		const minutes = fc
			.integer({ min: 0, max: 1_000_000 })
			.map((count) => epochMs(count * MINUTE_MS));
		fc.assert(
			fc.property(
				fc.array(fc.tuple(minutes, minutes), { minLength: 1, maxLength: 4 }),
				fc.integer({ min: 1, max: 20_160 }),
				(pairs, count) => {
					const interval = durationMs(count * MINUTE_MS);
					const periods = pairs.map(([from, to]) => ({ from, to }));
					const needed = neededInterval(periods, interval);
					if (needed === undefined) return;
					assert.equal(interval % needed, 0);
					for (const edge of pairs.flat()) assert.equal(alignDown(edge, needed), edge);
				},
			),
		);
	});
});
