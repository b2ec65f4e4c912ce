import assert from "node:assert/strict";
import fc from "fast-check";
import { zoneOf } from "../../../../src/core/chart/zone";
import { periodAt, type Period, periodsIn } from "../../../../src/core/session/periods";
import { READY_SESSIONS, type Session, WEEKDAYS } from "../../../../src/core/session/session";
import { DAY_MS, epochMs, parseIso, toIso } from "../../../../src/core/time";

const iso = (value: string) => parseIso(value) ?? epochMs(NaN);
const ready = (name: string): Session => {
	const session = READY_SESSIONS.find((one) => one.name === name);
	if (session === undefined) throw new Error(name);
	return session;
};

/** Periods of some days, as `from/to` in UTC. */
function listed(period: Period, zone: string, from: string, to: string): string[] {
	const range = { from: iso(from), to: iso(to) };
	return periodsIn(period, zoneOf(zone), range).map(
		(one) => `${toIso(one.from).slice(5, 16)}/${toIso(one.to).slice(5, 16)}`,
	);
}

describe("periods of a calendar", () => {
	it("are a session's hours on its days, also over a clock change of the north", () => {
		// Clocks of New York are put forward on Sunday, 8 March 2026.
		const cash = ready("US cash");
		assert.deepEqual(listed(cash, cash.zone, "2026-03-05T00:00:00Z", "2026-03-11T00:00:00Z"), [
			"03-05T14:30/03-05T21:00",
			"03-06T14:30/03-06T21:00",
			"03-09T13:30/03-09T20:00",
			"03-10T13:30/03-10T20:00",
		]);
	});

	it("follow the clock of the south, which is put back when the north's goes forward", () => {
		const sydney: Session = {
			...ready("London"),
			zone: "Australia/Sydney",
			from: "10:00",
			to: "16:00",
		};
		// Clocks of Sydney are put back on Sunday, 5 April 2026, and forward on 4 October.
		assert.deepEqual(
			listed(sydney, sydney.zone, "2026-04-02T00:00:00Z", "2026-04-07T12:00:00Z"),
			[
				"04-01T23:00/04-02T05:00",
				"04-02T23:00/04-03T05:00",
				"04-06T00:00/04-06T06:00",
				"04-07T00:00/04-07T06:00",
			].filter((window) => window > "04-02T00" || window.endsWith("04-02T05:00")),
		);
		assert.deepEqual(listed("day", sydney.zone, "2026-10-03T14:00:00Z", "2026-10-05T00:00:00Z"), [
			"10-03T14:00/10-04T13:00",
			"10-04T13:00/10-05T13:00",
		]);
	});

	it("run over midnight, and take a day where they end as they begin", () => {
		const day = ready("Day from 17:00 New York");
		assert.deepEqual(listed(day, day.zone, "2026-10-31T00:00:00Z", "2026-11-02T12:00:00Z"), [
			"10-30T21:00/10-31T21:00",
			// The clock is put back in this one, which takes 25 hours.
			"10-31T21:00/11-01T22:00",
			"11-01T22:00/11-02T22:00",
		]);
		const night: Session = { name: "Night", zone: "UTC", days: [5], from: "22:00", to: "02:00" };
		assert.deepEqual(listed(night, "UTC", "2026-03-27T00:00:00Z", "2026-03-29T00:00:00Z"), [
			"03-27T22:00/03-28T02:00",
		]);
	});

	it("are those that a clock change leaves: what it skips as a whole is none", () => {
		// In Berlin 02:00 to 03:00 is skipped on 29 March 2026 and comes twice on 25 October.
		const skipped: Session = {
			name: "Early",
			zone: "Europe/Berlin",
			days: [...WEEKDAYS],
			from: "02:10",
			to: "02:50",
		};
		assert.deepEqual(
			listed(skipped, skipped.zone, "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z"),
			["03-28T01:10/03-28T01:50", "03-30T00:10/03-30T00:50"],
		);
		assert.deepEqual(
			listed(skipped, skipped.zone, "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z"),
			["10-25T00:10/10-25T00:50"],
		);
	});

	it("are weeks from Monday and months from their first day on the clock of the zone", () => {
		assert.deepEqual(
			listed("week", "Asia/Kolkata", "2026-03-29T00:00:00Z", "2026-03-30T12:00:00Z"),
			["03-22T18:30/03-29T18:30", "03-29T18:30/04-05T18:30"],
		);
		assert.deepEqual(listed("month", "UTC", "2026-02-10T00:00:00Z", "2026-03-01T00:00:00Z"), [
			"02-01T00:00/03-01T00:00",
		]);
	});

	it("hold a moment, or came before it, and are counted backwards", () => {
		const cash = ready("US cash");
		const zone = zoneOf(cash.zone);
		const start = (moment: string, ago?: number) => {
			const period = periodAt(cash, zone, iso(moment), ago);
			return period && toIso(period.from);
		};
		assert.equal(start("2026-03-13T14:00:00Z"), "2026-03-13T13:30:00.000Z");
		// Saturday: the last one was on Friday.
		assert.equal(start("2026-03-14T14:00:00Z"), "2026-03-13T13:30:00.000Z");
		assert.equal(start("2026-03-16T13:29:59Z"), "2026-03-13T13:30:00.000Z");
		assert.equal(start("2026-03-16T13:30:00Z"), "2026-03-16T13:30:00.000Z");
		assert.equal(start("2026-03-16T13:30:00Z", 1), "2026-03-13T13:30:00.000Z");
		assert.equal(start("2026-03-16T13:30:00Z", 5), "2026-03-09T13:30:00.000Z");
		const monthAgo = periodAt("month", zoneOf("UTC"), iso("2026-03-31T12:00:00Z"), 1);
		assert.equal(monthAgo && toIso(monthAgo.from), "2026-02-01T00:00:00.000Z");
	});

	it("cover every moment once where they are days, weeks or months, in any zone", () => {
		const zones = [
			"UTC",
			"Europe/Berlin",
			"America/New_York",
			"Australia/Lord_Howe",
			"Asia/Kathmandu",
			"America/Havana",
			"Pacific/Apia",
		];
		fc.assert(
			fc.property(
				fc.constantFrom(...zones),
				fc.constantFrom("day" as const, "week" as const, "month" as const),
				fc.integer({ min: iso("2009-01-01T00:00:00Z"), max: iso("2027-01-01T00:00:00Z") }),
				fc.integer({ min: 1, max: 90 * DAY_MS }),
				(name, period, from, length) => {
					const range = { from: epochMs(from), to: epochMs(from + length) };
					const found = periodsIn(period, zoneOf(name), range);
					assert.ok(found.length > 0);
					assert.ok((found[0]?.from ?? NaN) <= range.from);
					assert.ok((found.at(-1)?.to ?? NaN) >= range.to);
					found.slice(1).forEach((one, index) => assert.equal(one.from, found[index]?.to));
				},
			),
			{ numRuns: 200 },
		);
	});

	it("begin and end as the clocks of the zone say, whatever the session", () => {
		const session = fc.record({
			name: fc.constant("Own"),
			zone: fc.constantFrom(
				"UTC",
				"Europe/London",
				"America/New_York",
				"Australia/Sydney",
				"America/Santiago",
			),
			days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
			from: fc.constantFrom("00:00", "04:45", "09:30", "17:00", "23:15"),
			to: fc.constantFrom("00:00", "04:45", "09:30", "17:00", "23:15"),
		});
		fc.assert(
			fc.property(session, fc.integer({ min: 0, max: 3_000 }), (own, day) => {
				const from = epochMs(iso("2018-01-01T00:00:00Z") + day * DAY_MS);
				const zone = zoneOf(own.zone);
				for (const one of periodsIn(own, zone, { from, to: epochMs(from + 10 * DAY_MS) })) {
					const wall = (time: number) => new Date(zone.wall(epochMs(time))).toISOString();
					const isSkipped = (time: string, at: number) =>
						zone.instants(Date.parse(`${wall(at).slice(0, 10)}T${time}:00Z`)).length === 0;
					assert.ok(wall(one.from).slice(11, 16) === own.from || isSkipped(own.from, one.from));
					assert.ok(wall(one.to).slice(11, 16) === own.to || isSkipped(own.to, one.to));
					const weekday = new Date(zone.wall(one.from)).getUTCDay() || 7;
					assert.ok(own.days.some((chosen) => chosen === weekday));
				}
			}),
			{ numRuns: 200 },
		);
	});
});
