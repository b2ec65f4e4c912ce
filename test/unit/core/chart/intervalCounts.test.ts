import assert from "node:assert/strict";
import fc from "fast-check";
import { countIntervals, intervalNumber } from "../../../../src/core/chart/intervalCounts";
import type { TimeRange, VolumeProfileSeries } from "../../../../src/core/result/series";
import { DAY_MS, HOUR_MS, WEEK_MS, durationMs, epochMs } from "../../../../src/core/time";
import { profileSeries, vwapOf } from "../../../support/series";

const T0 = Date.UTC(2026, 2, 29);
const DAY = { from: epochMs(T0), to: epochMs(T0 + DAY_MS) };
const LATER = T0 + 7 * DAY_MS;
const all = Array.from({ length: 24 }, (_, index) => index);

/** A row in each of some hours of the day; those of `untraded` have a row without volume. */
function hours(
	indices: readonly number[],
	{ open = false, untraded = [] as readonly number[], length = HOUR_MS, from = T0 } = {},
): VolumeProfileSeries {
	const rows = indices.map((index) => [[1, untraded.includes(index) ? 0 : 1, 0] as const]);
	return profileSeries(rows, {
		interval: durationMs(length),
		times: Float64Array.from(indices, (index) => from + index * length),
		open,
	});
}
const hoursOf = (from: number, to: number): TimeRange => ({
	from: epochMs(T0 + from * HOUR_MS),
	to: epochMs(T0 + to * HOUR_MS),
});
const counts = (
	series: VolumeProfileSeries,
	fetchedAt = LATER,
	spoken: readonly TimeRange[] = [DAY],
) => {
	const { total, complete, empty, open, missing } = countIntervals(series, DAY, fetchedAt, spoken);
	return [total, complete, empty, open, missing];
};

describe("intervals of a range", () => {
	it("are complete when each has trades", () => {
		assert.deepEqual(counts(hours(all)), [24, 24, 0, 0, 0]);
	});

	it("are empty when a complete answer has no trades for them", () => {
		assert.deepEqual(counts(hours(all.filter((index) => index !== 5))), [24, 23, 1, 0, 0]);
		assert.deepEqual(counts(hours([1, 2, 22])), [24, 3, 21, 0, 0]);
		assert.deepEqual(counts(hours(all, { untraded: [3, 4] })), [24, 22, 2, 0, 0]);
		assert.deepEqual(counts(hours([])), [24, 0, 24, 0, 0]);
	});

	it("are missing when the answer is partial", () => {
		assert.deepEqual(counts(hours([0, 1, 2]), LATER, []), [24, 3, 0, 0, 21]);
	});

	it("are empty where the answer speaks for them, and missing elsewhere", () => {
		const some = hours(all.slice(0, 10).filter((index) => index !== 5));
		assert.deepEqual(counts(some, LATER, [hoursOf(0, 10)]), [24, 9, 1, 0, 14]);
		assert.deepEqual(counts(some, LATER, [hoursOf(0, 5), hoursOf(6, 10)]), [24, 9, 0, 0, 15]);
		assert.deepEqual(counts(some, LATER, [hoursOf(4.5, 7), hoursOf(22.5, 24)]), [24, 9, 2, 0, 13]);
		// In progress where it speaks for that, too.
		const now = T0 + 12.5 * HOUR_MS;
		assert.deepEqual(counts(some, now, [hoursOf(8, 13)]), [13, 9, 2, 1, 1]);
		assert.deepEqual(counts(some, now, [hoursOf(8, 12)]), [13, 9, 2, 0, 2]);
	});

	it("add up when one is empty and one is in progress", () => {
		const now = T0 + 23.5 * HOUR_MS;
		const some = all.filter((index) => index !== 5);
		assert.deepEqual(counts(hours(some, { open: true }), now), [24, 22, 1, 1, 0]);
		// The same where nothing has traded yet in the interval in progress.
		assert.deepEqual(counts(hours(some.slice(0, -1)), now), [24, 22, 1, 1, 0]);
	});

	it("do not include those that had not begun when the data came", () => {
		const now = T0 + 3.5 * HOUR_MS;
		assert.deepEqual(counts(hours([0, 1, 2, 3], { open: true }), now), [4, 3, 0, 1, 0]);
		assert.deepEqual(counts(hours([0, 2, 3], { open: true }), now), [4, 2, 1, 1, 0]);
		assert.deepEqual(counts(hours([0, 1, 2]), T0 + 3 * HOUR_MS), [3, 3, 0, 0, 0]);
	});

	it("are counted from the first to the last when they lie on another grid", () => {
		const weeks = (...indices: readonly number[]) =>
			hours(indices, { length: WEEK_MS, from: T0 + 3 * DAY_MS });
		const range = { from: epochMs(T0), to: epochMs(T0 + 6 * WEEK_MS) };
		const of = (series: VolumeProfileSeries) => {
			const { total, complete, empty } = countIntervals(series, range, LATER * 2, [range]);
			return [total, complete, empty];
		};
		assert.deepEqual(of(weeks(0, 1, 2)), [3, 3, 0]);
		assert.deepEqual(of(weeks(0, 1, 3)), [4, 3, 1]);
	});

	it("of a VWAP are empty when it has a gap for them, and missing when it has no row", () => {
		const line = vwapOf(
			[0, 1, 2, 4].map((hour) => T0 + hour * HOUR_MS),
			[1, NaN, 3, 5],
		);
		const range = { from: epochMs(T0), to: epochMs(T0 + 5 * HOUR_MS) };
		assert.deepEqual(countIntervals({ ...line, open: true }, range, T0 + 4.5 * HOUR_MS, [range]), {
			total: 5,
			complete: 2,
			empty: 1,
			open: 1,
			missing: 1,
		});
	});

	it("are numbered by their position in the range, whatever is absent before them", () => {
		const some = hours([2, 3, 7]);
		const numbers = Array.from(some.times, (time) => intervalNumber(some, DAY, time));
		assert.deepEqual(numbers, [3, 4, 8]);
	});

	it("always add up", () => {
		fc.assert(
			fc.property(
				fc.subarray(all),
				fc.subarray(all),
				fc.integer({ min: 0, max: 26 * HOUR_MS }),
				fc.subarray(all),
				(indices, untraded, age, told) => {
					const spoken = told.map((hour) => hoursOf(hour, hour + 1));
					const begun = indices.filter((index) => index * HOUR_MS < age);
					const last = begun.at(-1) ?? -1;
					const open = last >= 0 && (last + 1) * HOUR_MS > age;
					const found = countIntervals(hours(begun, { open, untraded }), DAY, T0 + age, spoken);
					const { total, complete, empty, missing } = found;
					assert.equal(complete + empty + found.open + missing, total);
					assert.ok([complete, empty, missing].every((count) => count >= 0));
					assert.equal(total, Math.min(24, Math.ceil(age / HOUR_MS)));
				},
			),
		);
	});
});
