import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
	isValidRange,
	parseLast,
	rangeWords,
	resolveRange,
} from "../../../../src/core/query/range";
import { formatText } from "../../../../src/core/text";
import {
	alignDown,
	DAY_MS,
	durationMs,
	epochMs,
	HOUR_MS,
	MINUTE_MS,
	toIso,
	WEEK_MS,
	type DurationMs,
} from "../../../../src/core/time";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16, 20));

function resolved(range: Parameters<typeof resolveRange>[0], interval: DurationMs, now = NOW) {
	const { from, to } = resolveRange(range, interval, now);
	return [toIso(from), toIso(to)].map((iso) => iso.slice(0, 16));
}

describe("resolving a range", () => {
	it("ends a relative range with the interval in progress", () => {
		assert.deepEqual(resolved({ last: "24h" }, HOUR_MS), ["2026-03-28T17:00", "2026-03-29T17:00"]);
		assert.deepEqual(resolved({ last: "7d" }, DAY_MS), ["2026-03-23T00:00", "2026-03-30T00:00"]);
	});

	it("counts the interval that begins this moment as in progress", () => {
		const onTheHour = epochMs(Date.UTC(2026, 2, 29, 16));
		assert.deepEqual(resolved({ last: "1h" }, HOUR_MS, onTheHour), [
			"2026-03-29T16:00",
			"2026-03-29T17:00",
		]);
	});

	it("widens a relative range to whole intervals", () => {
		assert.deepEqual(resolved({ last: "90m" }, HOUR_MS), ["2026-03-29T15:00", "2026-03-29T17:00"]);
		assert.deepEqual(resolved({ last: "1h" }, DAY_MS), ["2026-03-29T00:00", "2026-03-30T00:00"]);
	});

	it("begins weeks on Monday", () => {
		assert.deepEqual(resolved({ last: "2w" }, WEEK_MS), ["2026-03-16T00:00", "2026-03-30T00:00"]);
	});

	it("widens fixed times outward to whole intervals", () => {
		const range = { from: "2026-03-29T10:20:00Z", to: "2026-03-29T12:00:01Z" };
		assert.deepEqual(resolved(range, HOUR_MS), ["2026-03-29T10:00", "2026-03-29T13:00"]);
		const exact = { from: "2026-03-29T16:00:00Z", to: "2026-03-29T17:00:00Z" };
		assert.deepEqual(resolved(exact, HOUR_MS), ["2026-03-29T16:00", "2026-03-29T17:00"]);
	});

	it("is always on the grid, long enough, and holds the present", () => {
		const now = fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2100, 0) }).map(epochMs);
		const interval = fc
			.constantFrom(1_000, 90_000, MINUTE_MS, 300_000, HOUR_MS, DAY_MS, WEEK_MS)
			.map(durationMs);
		const last = fc
			.tuple(fc.integer({ min: 1, max: 900 }), fc.constantFrom("m", "h", "d", "w"))
			.map(([count, unit]) => `${count}${unit}`);
		fc.assert(
			fc.property(now, interval, last, (moment, length, text) => {
				const { from, to } = resolveRange({ last: text }, length, moment);
				assert.equal(alignDown(from, length), from);
				assert.equal(alignDown(to, length), to);
				assert.ok(moment < to && to <= moment + length);
				const asked = parseLast(text) ?? NaN;
				assert.ok(to - from >= asked && to - from < asked + length);
			}),
			{ numRuns: 10_000 },
		);
	});
});

describe("lengths of ranges", () => {
	it("are whole minutes, hours, days or weeks", () => {
		assert.equal(parseLast("90m"), 90 * MINUTE_MS);
		assert.equal(parseLast("24h"), DAY_MS);
		assert.equal(parseLast("4w"), 4 * WEEK_MS);
		assert.equal(parseLast("7305d"), 7_305 * DAY_MS);
	});

	for (const length of [
		"0h",
		"-24h",
		"1y",
		"24",
		"h",
		"1.5h",
		"1e3h",
		"7306d",
		"24H",
		" 24h",
		"30s",
		"",
	]) {
		it(`are not ${JSON.stringify(length)} (H7)`, () => assert.equal(parseLast(length), undefined));
	}
});

describe("fixed ranges", () => {
	it("begin before they end (H8)", () => {
		const [early, late] = ["2026-03-28T00:00:00Z", "2026-03-29T00:00:00Z"];
		assert.ok(isValidRange({ from: early, to: late }));
		assert.ok(!isValidRange({ from: late, to: early }));
		assert.ok(!isValidRange({ from: early, to: early }));
	});

	it("have dates that exist", () => {
		assert.ok(!isValidRange({ from: "2026-02-30T00:00:00Z", to: "2026-03-29T00:00:00Z" }));
		assert.ok(!isValidRange({ from: "2026-02-01T00:00:00Z", to: "2026-02-29T00:00:00Z" }));
	});
});

describe("a range in words", () => {
	const words = (range: Parameters<typeof rangeWords>[0]) => formatText(rangeWords(range));

	it("names relative lengths", () => {
		assert.deepEqual(
			["90m", "24h", "7d", "2w"].map((last) => words({ last })),
			["90 min", "24 h", "7 d", "2 wk"],
		);
	});

	it("drops the parts of fixed times that are zero", () => {
		assert.equal(
			words({ from: "2026-03-28T00:00:00Z", to: "2026-03-29T12:30:00.000Z" }),
			"2026-03-28 – 2026-03-29 12:30",
		);
		assert.equal(
			words({ from: "2026-03-28T00:00:01Z", to: "2026-03-28T00:00:01.5Z" }),
			"2026-03-28 00:00:01 – 2026-03-28 00:00:01.500",
		);
	});
});
