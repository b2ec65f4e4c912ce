import assert from "node:assert/strict";
import { zoneOf } from "../../../../src/core/chart/zone";
import { READY_SESSIONS, type Session } from "../../../../src/core/session/session";
import { DAY_MS, durationMs, epochMs, MINUTE_MS } from "../../../../src/core/time";
import { runningVwap } from "../../../../src/core/vwap/runningVwap";
import { shownAnchored } from "../../../../src/core/vwap/shownAnchored";
import { reachOf, vwapOf } from "../../../support/series";

const HALF_HOUR = durationMs(30 * MINUTE_MS);

/** Half hours of ten days around a day. */
function halvesAround(day: string) {
	const start = Date.parse(day) - 5 * DAY_MS;
	const times = Array.from({ length: 480 }, (_, index) => start + index * HALF_HOUR);
	const prices = times.map((_, index) => 100 + (index % 17));
	const volumes = times.map((_, index) => 1 + (index % 5));
	return vwapOf(times, prices, volumes, HALF_HOUR);
}

/** A session from 09:30 to 16:00 on every day of a zone. */
const cashIn = (zone: string): Session => ({
	name: "Cash",
	zone,
	days: [1, 2, 3, 4, 5, 6, 7],
	from: "09:30",
	to: "16:00",
});

describe("a VWAP that is anchored at sessions", () => {
	it("runs from the start of each to its end, over clock changes of both hemispheres", () => {
		for (const [zone, day] of [
			["Europe/Berlin", "2026-03-29"],
			["Europe/Berlin", "2026-10-25"],
			["America/New_York", "2026-03-08"],
			["Australia/Sydney", "2026-04-05"],
			["Pacific/Auckland", "2026-09-27"],
			["Australia/Lord_Howe", "2026-10-04"],
		] as const) {
			const series = halvesAround(day);
			const session = cashIn(zone);
			const found = shownAnchored(series, reachOf(series), { anchor: "sessions", session }, "UTC");
			assert.ok(found, zone);
			const clock = (time: number) =>
				new Date(zoneOf(zone).wall(epochMs(time))).toISOString().slice(11, 16);
			for (const [index, time] of series.times.entries()) {
				const wall = clock(time);
				const isInside = wall >= "09:30" && wall < "16:00";
				assert.equal(!Number.isNaN(found.running.vwap[index]), isInside, `${zone} ${wall}`);
			}
			for (const start of found.starts.slice(1)) {
				assert.equal(clock(series.times[start] ?? NaN), "09:30", zone);
				const alone = runningVwap(
					series.price.subarray(start, start + 13),
					(series.volume ?? new Float64Array(0)).subarray(start, start + 13),
				);
				assert.deepEqual(found.running.vwap.subarray(start, start + 13), alone.vwap);
			}
		}
	});

	it("begins with days, weeks and months of the zone that is shown, as the anchors of these names do", () => {
		const series = halvesAround("2026-03-29");
		for (const [session, anchor] of [
			["day", "session"],
			["week", "week"],
			["month", "month"],
		] as const) {
			const own = shownAnchored(
				series,
				reachOf(series),
				{ anchor: "sessions", session },
				"Europe/Berlin",
			);
			const named = shownAnchored(series, reachOf(series), { anchor }, "Europe/Berlin");
			assert.deepEqual(own?.running, named?.running, anchor);
			assert.deepEqual(own?.starts, named?.starts, anchor);
			assert.deepEqual(own?.partial, named?.partial, anchor);
		}
		// Without a session of its own, a view means days.
		assert.deepEqual(
			shownAnchored(series, reachOf(series), { anchor: "sessions" }, "UTC")?.starts,
			shownAnchored(series, reachOf(series), { anchor: "session" }, "UTC")?.starts,
		);
	});

	it("is none where the session does not begin with its intervals, or without volume", () => {
		const cash = READY_SESSIONS.find(({ name }) => name === "US cash");
		assert.ok(cash);
		const hours = vwapOf(
			[0, 1, 2, 3].map((hour) => hour * 2 * HALF_HOUR),
			[1, 2, 3, 4],
			[1, 1, 1, 1],
		);
		assert.equal(
			shownAnchored(hours, reachOf(hours), { anchor: "sessions", session: cash }, "UTC"),
			undefined,
		);
		const bare = vwapOf([0, HALF_HOUR], [1, 2], undefined, HALF_HOUR);
		assert.equal(shownAnchored(bare, reachOf(bare), { anchor: "sessions" }, "UTC"), undefined);
	});
});
