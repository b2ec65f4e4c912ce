import assert from "node:assert/strict";
import fc from "fast-check";
import { lengthText, parseLength, roughUnit, shortLength } from "../../../src/core/length";
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS, durationMs } from "../../../src/core/time";

describe("lengths of time as they are typed", () => {
	it("are a whole number of a unit that may be used, up to the longest", () => {
		assert.equal(parseLength("90s", "smhd", DAY_MS), 90_000);
		assert.equal(parseLength("1d", "smhd", DAY_MS), DAY_MS);
		for (const value of [
			"25h",
			"1w",
			"0m",
			"01m",
			"1.5h",
			"-1h",
			"1 h",
			"h",
			"",
			"1H",
			"999999999s",
		]) {
			assert.equal(parseLength(value, "smhd", DAY_MS), undefined, value);
		}
	});

	it("are written in the largest whole unit", () => {
		for (const [length, short] of [
			[WEEK_MS, "1w"],
			[DAY_MS, "1d"],
			[4 * HOUR_MS, "4h"],
			[90 * MINUTE_MS, "90m"],
			[90_000, "90s"],
			[500, "0.5s"],
		] as const) {
			assert.equal(shortLength(durationMs(length)), short);
		}
	});

	it("read as they were written", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 604_800 }), (seconds) => {
				const length = durationMs(seconds * 1_000);
				assert.equal(parseLength(shortLength(length), "smhdw", WEEK_MS), length);
			}),
		);
	});

	it("are rounded to the largest unit that fits at least twice", () => {
		const told = (length: number) => roughUnit(length, "dhm").unit;
		assert.deepEqual([2 * DAY_MS, 2 * DAY_MS - 1, 2 * HOUR_MS - 1, 1].map(told), [
			"d",
			"h",
			"m",
			"m",
		]);
	});

	it("are said in all of their units, the longest first", () => {
		assert.equal(lengthText(3 * DAY_MS + 4 * HOUR_MS), "3d 4h");
		assert.equal(lengthText(90 * MINUTE_MS), "1h 30m");
		assert.equal(lengthText(8 * DAY_MS + 5_000), "8d 5s");
		assert.equal(lengthText(0), "0s");
	});
});
