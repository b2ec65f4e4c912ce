import assert from "node:assert/strict";
import fc from "fast-check";
import { OtherAnswerError } from "../../../../src/core/feeds/answerErrors";
import { checkWindow, straysOf } from "../../../../src/core/feeds/strays";
import { HOUR_MS, durationMs, epochMs } from "../../../../src/core/time";

const interval = durationMs(HOUR_MS);
const hours = (from: number, to: number) => ({
	from: epochMs(from * HOUR_MS),
	to: epochMs(to * HOUR_MS),
});
const ascending = fc
	.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 12 })
	.map((all) => Float64Array.from(all, (hour) => hour * HOUR_MS).sort());
const stretch = fc
	.tuple(fc.integer({ min: 5, max: 30 }), fc.integer({ min: 1, max: 8 }))
	.map(([from, length]) => hours(from, from + length));

describe("times that no one asked for", () => {
	it("are those further from the range than one interval, with the first and the last of them", () => {
		fc.assert(
			fc.property(ascending, stretch, (times, range) => {
				const far = [...times].filter(
					(time) => time < range.from - interval || time > range.to + interval,
				);
				assert.deepEqual(
					straysOf(times, range, interval),
					far.length === 0
						? undefined
						: { count: far.length, first: far[0], last: far[far.length - 1] },
				);
			}),
		);
	});

	it("are refused where all of a window are of another window of the range", () => {
		const range = hours(0, 40);
		fc.assert(
			fc.property(ascending, stretch, (times, window) => {
				const check = () => checkWindow(times, { window, range, interval, path: "data" });
				const all = [...times];
				const isOther =
					!all.some((time) => time >= window.from && time < window.to) &&
					all.some((time) => time >= range.from && time < range.to) &&
					all.some((time) => time < window.from - interval || time > window.to + interval);
				if (isOther) assert.throws(check, OtherAnswerError);
				else check();
			}),
		);
	});
});
