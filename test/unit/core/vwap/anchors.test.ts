import assert from "node:assert/strict";
import { UTC_ZONE, zoneOf } from "../../../../src/core/chart/zone";
import { DAY_MS, HOUR_MS } from "../../../../src/core/time";
import {
	anchorStarts,
	extremeIn,
	isFirstPartial,
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

	it("tell whether the first period began before the data", () => {
		const hours = every(HOUR_MS, 3, "2026-03-30T00:00:00Z");
		const partial = (anchor: VwapAnchor) => isFirstPartial(hours, anchor, UTC_ZONE);
		assert.deepEqual((["session", "week", "month", "first"] as const).map(partial), [
			false,
			false,
			true,
			false,
		]);
		assert.equal(isFirstPartial(hours, "session", BERLIN), true);
		assert.equal(isFirstPartial(vwapOf([], []), "session", UTC_ZONE), false);
	});

	it("ask the instant before the first interval, not the clock, whether the period is partial", () => {
		const partial = (zone: string, from: string, anchor: VwapAnchor = "session") =>
			isFirstPartial(every(HOUR_MS, 3, from), anchor, zoneOf(zone));
		// A day that begins at 01:00 is whole from there, and partial an hour later.
		assert.equal(partial("Africa/Cairo", "2026-04-23T22:00:00Z"), false);
		assert.equal(partial("Africa/Cairo", "2026-04-23T23:00:00Z"), true);
		// Havana has midnight twice; from the second on an hour of the day is missing.
		assert.equal(partial("America/Havana", "2026-11-01T04:00:00Z"), false);
		assert.equal(partial("America/Havana", "2026-11-01T05:00:00Z"), true);
		// Where days begin within an hour of the data, none of these begins with its day.
		assert.equal(partial("Asia/Kathmandu", "2026-03-28T18:00:00Z"), true);
		assert.equal(partial("Asia/Kathmandu", "2026-03-28T18:15:00Z"), false);
		// In Asunción the October of 2017 began at 01:00.
		assert.equal(partial("America/Asuncion", "2017-10-01T04:00:00Z", "month"), false);
	});

	it("are the first interval, or the one with the most volume", () => {
		const series = vwapOf([0, 10, 20, 30], [1, 2, 3, 4], [0, 7, 2, 7]);
		const starts = (anchor: VwapAnchor) => anchorStarts(series, anchor, UTC_ZONE);
		assert.deepEqual(starts("first"), [0]);
		assert.deepEqual(starts("highestVolume"), [1]);
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
		const starts = (anchor: VwapAnchor, more = {}) =>
			anchorStarts({ ...line, ...more }, anchor, UTC_ZONE);
		assert.deepEqual(starts("highestPrice"), [2]);
		assert.deepEqual(starts("lowestPrice"), [3]);
		const candles = {
			high: Float64Array.of(20, NaN, 9, 3, 9),
			low: Float64Array.of(2, NaN, 1, 3, 1),
		};
		assert.deepEqual(starts("highestPrice", candles), [0]);
		assert.deepEqual(starts("lowestPrice", candles), [2]);
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
