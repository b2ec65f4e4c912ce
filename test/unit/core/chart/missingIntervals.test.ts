import assert from "node:assert/strict";
import { missingIntervals } from "../../../../src/core/chart/missingIntervals";
import { DAY_MS, HOUR_MS, WEEK_MS, durationMs, epochMs } from "../../../../src/core/time";

const T0 = Date.UTC(2026, 2, 29);
const DAY = { from: epochMs(T0), to: epochMs(T0 + DAY_MS) };
const LATER = T0 + 7 * DAY_MS;

const hours = (...indices: readonly number[]) => ({
	times: Float64Array.from(indices, (index) => T0 + index * HOUR_MS),
	interval: durationMs(HOUR_MS),
});
const all = Array.from({ length: 24 }, (_, index) => index);

describe("intervals that a profile lacks", () => {
	it("are none where each has its place", () => {
		assert.equal(missingIntervals(hours(...all), DAY, LATER), 0);
	});

	it("are counted inside and at the ends of the range", () => {
		assert.equal(missingIntervals(hours(...all.filter((index) => index !== 5)), DAY, LATER), 1);
		assert.equal(missingIntervals(hours(1, 2, 22), DAY, LATER), 21);
	});

	it("do not include what had not ended when the data came", () => {
		const halfPastThree = T0 + 3.5 * HOUR_MS;
		assert.equal(missingIntervals(hours(0, 1, 2), DAY, halfPastThree), 0);
		assert.equal(missingIntervals(hours(0, 1, 2, 3), DAY, halfPastThree), 0);
		assert.equal(missingIntervals(hours(0, 2, 3), DAY, halfPastThree), 1);
	});

	it("are counted between the first and the last where the grid is another", () => {
		const weeks = (...indices: readonly number[]) => ({
			times: Float64Array.from(indices, (index) => T0 + 3 * DAY_MS + index * WEEK_MS),
			interval: durationMs(WEEK_MS),
		});
		const range = { from: epochMs(T0), to: epochMs(T0 + 6 * WEEK_MS) };
		assert.equal(missingIntervals(weeks(0, 1, 2), range, LATER), 0);
		assert.equal(missingIntervals(weeks(0, 1, 3), range, LATER), 1);
	});

	it("are not counted where nothing came at all", () => {
		assert.equal(missingIntervals(hours(), DAY, LATER), 0);
	});
});
