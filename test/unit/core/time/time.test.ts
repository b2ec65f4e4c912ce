import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
	alignDown,
	alignUp,
	DAY_MS,
	durationMs,
	epochMs,
	HOUR_MS,
	MINUTE_MS,
	parseIso,
	toEpochSeconds,
	toIso,
	WEEK_MS,
} from "../../../../src/core/time";

const at = (iso: string) => epochMs(Date.parse(iso));

describe("aligning times to intervals", () => {
	it("goes back to the start of the interval", () => {
		assert.equal(
			toIso(alignDown(at("2026-03-29T16:59:59.999Z"), HOUR_MS)),
			"2026-03-29T16:00:00.000Z",
		);
		assert.equal(alignDown(at("2026-03-29T16:00:00Z"), HOUR_MS), at("2026-03-29T16:00:00Z"));
	});

	it("begins weeks on Monday", () => {
		const sunday = at("2026-03-29T23:00:00Z");
		assert.equal(toIso(alignDown(sunday, WEEK_MS)), "2026-03-23T00:00:00.000Z");
		assert.equal(toIso(alignUp(sunday, WEEK_MS)), "2026-03-30T00:00:00.000Z");
	});

	it("leaves a time on the grid where it is, upward too", () => {
		const midnight = at("2026-03-29T00:00:00Z");
		assert.equal(alignUp(midnight, DAY_MS), midnight);
	});

	it("takes no notice of daylight saving time", () => {
		const day = (iso: string) => toIso(alignDown(at(iso), DAY_MS));
		assert.equal(day("2026-03-29T01:30:00Z"), "2026-03-29T00:00:00.000Z");
		assert.equal(day("2026-10-25T01:30:00Z"), "2026-10-25T00:00:00.000Z");
	});

	it("puts every time into exactly one interval", () => {
		const time = fc.integer({ min: 0, max: 253_402_300_799_999 }).map(epochMs);
		const interval = fc
			.oneof(
				fc.integer({ min: 1, max: 86_400 }).map((s) => s * 1_000),
				fc.constant(WEEK_MS),
			)
			.map(durationMs);
		fc.assert(
			fc.property(time, interval, (each, length) => {
				const start = alignDown(each, length);
				assert.ok(start <= each && each < start + length);
				assert.equal(alignDown(start, length), start);
				assert.ok([start, start + length].includes(alignUp(each, length)));
			}),
			{ numRuns: 10_000 },
		);
	});
});

describe("reading ISO times", () => {
	it("reads UTC with and without decimals of a second", () => {
		assert.equal(parseIso("2026-03-29T16:00:00Z"), Date.UTC(2026, 2, 29, 16));
		assert.equal(parseIso("2026-03-29T16:00:00.5Z"), Date.UTC(2026, 2, 29, 16, 0, 0, 500));
		assert.equal(parseIso("2024-02-29T00:00:00.000Z"), Date.UTC(2024, 1, 29));
		assert.equal(parseIso("9999-12-31T23:59:59Z"), Date.UTC(9999, 11, 31, 23, 59, 59));
	});

	for (const iso of [
		"2026-02-30T00:00:00Z",
		"2026-02-29T00:00:00Z",
		"2026-13-01T00:00:00Z",
		"2026-00-10T00:00:00Z",
		"2026-03-00T00:00:00Z",
		"2026-03-29T24:00:00Z",
		"2026-03-29T16:60:00Z",
		"2026-03-29T16:00:60Z",
		"1969-12-31T23:59:59Z",
		"0099-01-01T00:00:00Z",
		"10000-01-01T00:00:00Z",
		"2026-03-29T16:00:00",
		"2026-03-29T16:00:00+01:00",
		"2026-03-29T16:00Z",
		"2026-03-29",
		"29 March 2026",
		"",
	]) {
		it(`refuses ${iso === "" ? "nothing" : iso}`, () => {
			assert.equal(parseIso(iso), undefined);
		});
	}

	it("reads back every time that is written", () => {
		const time = fc.integer({ min: 0, max: 253_402_300_799_999 }).map(epochMs);
		fc.assert(
			fc.property(time, (each) => assert.equal(parseIso(toIso(each)), each)),
			{ numRuns: 10_000 },
		);
	});
});

it("cuts seconds off, never rounds them up", () => {
	assert.equal(toEpochSeconds(epochMs(MINUTE_MS - 1)), 59);
});
