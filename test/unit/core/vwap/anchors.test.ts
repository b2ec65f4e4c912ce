import assert from "node:assert/strict";
import fc from "fast-check";
import { UTC_ZONE, zoneOf } from "../../../../src/core/chart/zone";
import { DAY_MS, epochMs, HOUR_MS } from "../../../../src/core/time";
import {
	anchorStarts,
	extremeIn,
	partialStarts,
	type VwapAnchor,
} from "../../../../src/core/vwap/anchors";
import { runningVwap } from "../../../../src/core/vwap/runningVwap";
import { vwapOf } from "../../../support/series";

/** `count` intervals from an ISO time on. */
function every(length: number, count: number, from: string) {
	const times = Array.from({ length: count }, (_, index) => Date.parse(from) + index * length);
	return vwapOf(
		times,
		times.map(() => 1),
		times.map(() => 1),
	);
}
const BERLIN = zoneOf("Europe/Berlin");

describe("anchors of a running VWAP", () => {
	it("begin a session with every day of the zone", () => {
		const hours = every(HOUR_MS, 50, "2026-03-28T00:00:00Z");
		assert.deepEqual(anchorStarts(hours, "session", UTC_ZONE), [0, 24, 48]);
		// The clock is put forward on the 29th, which has 23 hours.
		assert.deepEqual(anchorStarts(hours, "session", BERLIN), [0, 23, 46]);
	});

	it("begin no session twice when the clock is put back", () => {
		const halves = every(HOUR_MS / 2, 120, "2026-10-24T22:00:00Z");
		assert.deepEqual(anchorStarts(halves, "session", BERLIN), [0, 50, 98]);
		// In Havana the clock goes from 01:00 back to midnight.
		const hours = every(HOUR_MS, 60, "2026-11-01T04:00:00Z");
		assert.deepEqual(anchorStarts(hours, "session", zoneOf("America/Havana")), [0, 25, 49]);
	});

	it("begin a week on Monday", () => {
		const days = every(DAY_MS, 16, "2026-03-28T00:00:00Z");
		assert.deepEqual(anchorStarts(days, "week", UTC_ZONE), [0, 2, 9]);
	});

	it("begin a month on its first day", () => {
		const days = every(DAY_MS, 70, "2026-01-31T00:00:00Z");
		assert.deepEqual(anchorStarts(days, "month", UTC_ZONE), [0, 1, 29, 60]);
	});

	it("begin with the first interval of a day that lacks its midnight", () => {
		const times = ["2026-03-28T20:00:00Z", "2026-03-29T03:00:00Z", "2026-03-31T00:00:00Z"];
		const sparse = vwapOf(times.map(Date.parse), [1, 1, 1]);
		assert.deepEqual(anchorStarts(sparse, "session", UTC_ZONE), [0, 1, 2]);
	});

	/** The starts that a series has with an anchor, and those that lack the beginning of their period. */
	const starts = (series: ReturnType<typeof every>, anchor: VwapAnchor, zone = UTC_ZONE) => {
		const all = anchorStarts(series, anchor, zone);
		return [all, partialStarts(series, all, anchor, zone)];
	};

	it("tell whether the first period began before the data", () => {
		const hours = every(HOUR_MS, 3, "2026-03-30T00:00:00Z");
		const partial = (anchor: VwapAnchor) => starts(hours, anchor)[1];
		assert.deepEqual((["session", "week", "month", "first"] as const).map(partial), [
			[],
			[],
			[0],
			[],
		]);
		assert.deepEqual(starts(hours, "session", BERLIN)[1], [0]);
		assert.deepEqual(starts(vwapOf([], []), "session"), [[], []]);
	});

	it("tell which later periods begin after a hole over their beginning", () => {
		// From 29 March, 00:00 on; 20:00 to 06:00 is a hole, and the 30th is a Monday.
		const hours = Array.from({ length: 72 }, (_, hour) => hour).filter(
			(hour) => hour < 20 || hour >= 30,
		);
		const holed = vwapOf(
			hours.map((hour) => Date.parse("2026-03-29T00:00:00Z") + hour * HOUR_MS),
			hours.map(() => 1),
		);
		assert.deepEqual(starts(holed, "session"), [[0, 20, 38], [20]]);
		assert.deepEqual(starts(holed, "week"), [
			[0, 20],
			[0, 20],
		]);
		// A hole that ends at midnight takes nothing of the new day.
		const until = every(HOUR_MS, 60, "2026-03-28T00:00:00Z");
		const times = until.times.filter((_, hour) => hour < 20 || hour >= 24);
		assert.deepEqual(starts({ ...until, times }, "session"), [[0, 20, 44], []]);
	});

	it("ask the interval before the first, not the clock, whether the period is partial", () => {
		const partial = (zone: string, from: string, anchor: VwapAnchor = "session") =>
			starts(every(HOUR_MS, 3, from), anchor, zoneOf(zone))[1]?.includes(0);
		// A day that begins at 01:00 is whole from there, and partial an hour later.
		assert.equal(partial("Africa/Cairo", "2026-04-23T22:00:00Z"), false);
		assert.equal(partial("Africa/Cairo", "2026-04-23T23:00:00Z"), true);
		// Havana has midnight twice; from the second on an hour of the day is missing.
		assert.equal(partial("America/Havana", "2026-11-01T04:00:00Z"), false);
		assert.equal(partial("America/Havana", "2026-11-01T05:00:00Z"), true);
		// Of days that begin within an hour, the first interval that starts in one is its first.
		assert.equal(partial("Asia/Kathmandu", "2026-03-28T18:00:00Z"), true);
		assert.equal(partial("Asia/Kathmandu", "2026-03-28T18:15:00Z"), false);
		assert.equal(partial("Asia/Kathmandu", "2026-03-28T19:00:00Z"), false);
		// In Asunción the October of 2017 began at 01:00.
		assert.equal(partial("America/Asuncion", "2017-10-01T04:00:00Z", "month"), false);
	});

	it("call a period partial exactly where one of its intervals before its start is not there", () => {
		const zones = ["UTC", "Europe/Berlin", "America/Havana", "Africa/Cairo", "Asia/Kathmandu"];
		const begins = ["2026-03-27", "2026-04-22", "2026-10-23", "2026-10-30"];
		const holes = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 40 })), {
			maxLength: 3,
		});
		fc.assert(
			fc.property(
				fc.constantFrom(...zones),
				fc.constantFrom(...begins),
				fc.constantFrom("session", "week", "month"),
				holes,
				(zoneName, day, anchor, gaps) => {
					const zone = zoneOf(zoneName);
					const whole = every(HOUR_MS, 200, `${day}T05:00:00Z`);
					const isGone = (hour: number) =>
						gaps.some(([from, length]) => hour >= from && hour < from + length);
					const times = whole.times.filter((_, hour) => !isGone(hour));
					const [all, partial] = starts({ ...whole, times }, anchor, zone);
					const dateOf = (time: number) => new Date(zone.wall(epochMs(time)));
					const name = (time: number) => {
						const date = dateOf(time);
						if (anchor === "month") return date.toISOString().slice(0, 7);
						const back = anchor === "week" ? (date.getUTCDay() + 6) % 7 : 0;
						return new Date(date.getTime() - back * DAY_MS).toISOString().slice(0, 10);
					};
					// Every hour of the grid, also before the first: those of the period, in their order.
					for (const start of all ?? []) {
						const time = times[start] ?? NaN;
						const earlier: number[] = [];
						for (let hour = time - HOUR_MS; hour > time - 35 * DAY_MS; hour -= HOUR_MS)
							if (name(hour) === name(time)) earlier.push(hour);
						assert.equal(partial?.includes(start), earlier.length > 0);
					}
				},
			),
			{ numRuns: 60 },
		);
	});

	it("are the first interval, or the one with the most volume", () => {
		const series = vwapOf([0, 10, 20, 30], [1, 2, 3, 4], [0, 7, 2, 7]);
		const startsAt = (anchor: VwapAnchor) => anchorStarts(series, anchor, UTC_ZONE);
		assert.deepEqual(startsAt("first"), [0]);
		assert.deepEqual(startsAt("highestVolume"), [1]);
	});

	it("are none without intervals or without volume", () => {
		const none = vwapOf([], []);
		for (const anchor of ["first", "session", "highestVolume", "lowestPrice"] as const) {
			assert.deepEqual(anchorStarts(none, anchor, UTC_ZONE), []);
		}
		assert.deepEqual(anchorStarts(vwapOf([0], [1]), "highestVolume", UTC_ZONE), []);
		assert.deepEqual(anchorStarts(vwapOf([0], [1], [0]), "highestVolume", UTC_ZONE), []);
	});

	it("begin the VWAP and its deviation anew", () => {
		const prices = Float64Array.of(5, 100, 101, 103, NaN, 7, 9);
		const volumes = Float64Array.of(1, 1, 2, 1, 0, 3, 1);
		const { vwap, sigma } = runningVwap(prices, volumes, [1, 4]);
		const first = runningVwap(prices.slice(1, 4), volumes.slice(1, 4));
		const second = runningVwap(prices.slice(4), volumes.slice(4));
		assert.deepEqual([...vwap], [NaN, ...first.vwap, ...second.vwap]);
		assert.deepEqual([...sigma], [NaN, ...first.sigma, ...second.sigma]);
		assert.ok(Number.isNaN(vwap[4]));
		assert.deepEqual([...runningVwap(prices, volumes, []).vwap], Array(7).fill(NaN));
	});

	it("are the highest high and the lowest low, of VWAPs where there are no candles", () => {
		const line = vwapOf([0, 10, 20, 30, 40], [5, NaN, 9, 3, 9], [1, 0, 1, 1, 1]);
		const startsAt = (anchor: VwapAnchor, more = {}) =>
			anchorStarts({ ...line, ...more }, anchor, UTC_ZONE);
		assert.deepEqual(startsAt("highestPrice"), [2]);
		assert.deepEqual(startsAt("lowestPrice"), [3]);
		const candles = {
			high: Float64Array.of(20, NaN, 9, 3, 9),
			low: Float64Array.of(2, NaN, 1, 3, 1),
		};
		assert.deepEqual(startsAt("highestPrice", candles), [0]);
		assert.deepEqual(startsAt("lowestPrice", candles), [2]);
		assert.deepEqual(anchorStarts(vwapOf([0], [NaN], [0]), "highestPrice", UTC_ZONE), []);
	});

	it("are found among some intervals alone", () => {
		const line = vwapOf([0, 10, 20, 30, 40], [5, 8, 9, 3, 4], [7, 2, 1, 3, 3]);
		assert.equal(extremeIn(line, "highestPrice", 3, 5), 4);
		assert.equal(extremeIn(line, "lowestPrice", 0, 3), 0);
		assert.equal(extremeIn(line, "highestVolume", 1, 5), 3);
		assert.equal(extremeIn(line, "highestVolume", 2, 2), undefined);
	});
});
