import assert from "node:assert/strict";
import fc from "fast-check";
import { decimalsOf, lastPlace } from "../../../../src/core/chart/format";
import { roundStep, roundValues, timeTicks } from "../../../../src/core/chart/ticks";
import { UTC_ZONE, momentText, timeText, zoneOf } from "../../../../src/core/chart/zone";
import { durationMs, epochMs } from "../../../../src/core/time";

const at = (iso: string) => epochMs(Date.parse(iso));
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("round values on a price axis", () => {
	it("steps by 1, 2, 2.5 or 5 times a power of ten", () => {
		assert.deepEqual([0.7, 1.1, 2.1, 2.6, 6, 30].map(roundStep), [1, 2, 2.5, 5, 10, 50]);
	});

	it("stay inside, ascend, and are no more than asked for", () => {
		fc.assert(
			fc.property(
				fc.double({ min: -1e6, max: 1e6, noNaN: true }),
				fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
				fc.integer({ min: 1, max: 30 }),
				(min, span, count) => {
					const max = min + span;
					const values = roundValues(min, max, count);
					const slack = span * 1e-6 + Math.abs(max) * 1e-12;
					assert.ok(values.length <= count + 1);
					values.forEach((value, i) => {
						assert.ok(value >= min - slack && value <= max + slack);
						assert.ok(i === 0 || value > (values[i - 1] ?? Infinity));
					});
				},
			),
			{ numRuns: 5_000 },
		);
	});

	it("never need more decimals than the prices have", () => {
		const values = roundValues(66_100, 66_130, 50, 1);
		assert.ok(values.length > 10);
		assert.ok(values.every((value) => decimalsOf(value) === 0));
		assert.deepEqual(roundValues(0.5, 0.52, 10, 0.01), [0.5, 0.51, 0.52]);
		for (let decimals = 1; decimals <= 10; decimals++) {
			const step = lastPlace(decimals);
			// Eleven steps high with room for five labels: a step of 2.5 would need one decimal more.
			const steps = roundValues(0, 11 * step, 5, step);
			assert.ok(steps.length > 1);
			assert.ok(steps.every((value) => decimalsOf(value) <= decimals));
		}
	});

	it("are none on an axis without length", () => {
		assert.deepEqual(roundValues(5, 5, 10), []);
		assert.deepEqual(roundValues(NaN, 5, 10), []);
	});
});

describe("time ticks", () => {
	const ticks = (from: string, to: string, count: number, zone = UTC_ZONE, interval = 60_000) =>
		timeTicks(at(from), at(to), { zone, locale: "en", count, interval });

	it("sit on clock hours and name the day where it begins", () => {
		const day = ticks("2026-03-29T10:00:00Z", "2026-03-30T10:00:00Z", 5);
		assert.deepEqual(
			day.map(({ label }) => label),
			["12:00", "18:00", "Mar 30", "06:00"],
		);
		assert.deepEqual(
			day.map(({ isMajor }) => isMajor),
			[false, false, true, false],
		);
	});

	it("name the date when no day begins in the range", () => {
		const [first, second] = ticks("2026-03-29T10:00:00Z", "2026-03-29T12:00:00Z", 5);
		assert.equal(first?.label, "Mar 29 10:00");
		assert.equal(second?.label, "10:30");
	});

	it("stand at the ends when fewer than two units begin in the range", () => {
		const ends = (from: string, to: string) =>
			ticks(from, to, 2).map(({ value, label }) => [new Date(value).toISOString(), label]);
		assert.deepEqual(ends("2026-11-02T00:00:00Z", "2026-11-30T00:00:00Z"), [
			["2026-11-02T00:00:00.000Z", "Nov 2"],
			["2026-11-30T00:00:00.000Z", "Nov 30"],
		]);
		assert.deepEqual(
			ends("2024-03-01T00:00:00Z", "2025-12-01T00:00:00Z").map(([, label]) => label),
			["2024-03-01", "2025-12-01"],
		);
	});

	it("are at least two when two fit", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1_000, max: 3_000 * DAY }),
				fc.integer({ min: 2, max: 12 }),
				fc.constantFrom(1_000, 60_000, HOUR, DAY),
				(span, count, interval) => {
					const min = at("2026-03-29T10:20:30Z");
					const options = { zone: UTC_ZONE, locale: "en", count, interval };
					assert.ok(timeTicks(min, min + span, options).length >= 2);
				},
			),
			{ numRuns: 2_000 },
		);
	});

	it("go from days to months to years", () => {
		const labels = (from: string, to: string, count: number) =>
			ticks(from, to, count).map(({ label }) => label);
		assert.deepEqual(labels("2026-03-30T00:00:00Z", "2026-04-03T00:00:00Z", 5), [
			"Mar 30",
			"Mar 31",
			"Apr",
			"Apr 2",
			"Apr 3",
		]);
		assert.deepEqual(labels("2025-11-15T00:00:00Z", "2026-03-15T00:00:00Z", 5), [
			"Dec",
			"2026",
			"Feb",
			"Mar",
		]);
		assert.deepEqual(labels("2019-06-01T00:00:00Z", "2026-06-01T00:00:00Z", 8), [
			"2020",
			"2021",
			"2022",
			"2023",
			"2024",
			"2025",
			"2026",
		]);
	});

	it("show no hours for daily data", () => {
		const daily = ticks("2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z", 20, UTC_ZONE, DAY);
		assert.deepEqual(
			daily.map(({ label }) => label),
			["Mar", "Mar 2", "Mar 3"],
		);
	});

	it("name the day between hours and minutes, on the first of a month and of a year, too", () => {
		for (const [from, to, day] of [
			["2026-11-30T23:50:00Z", "2026-12-01T00:10:00Z", "Dec 1"],
			["2026-12-31T18:00:00Z", "2027-01-01T06:00:00Z", "Jan 1"],
		] as const) {
			const midnight = ticks(from, to, 8).find(({ isMajor }) => isMajor);
			assert.equal(midnight?.label, day);
		}
	});

	it("align to midnight in the zone", () => {
		const tokyo = ticks("2026-03-28T12:00:00Z", "2026-03-29T18:00:00Z", 4, zoneOf("Asia/Tokyo"));
		const midnight = tokyo.find(({ isMajor }) => isMajor);
		assert.equal(midnight?.value, at("2026-03-28T15:00:00Z"));
		assert.equal(midnight?.label, "Mar 29");
	});

	it("skip the hour that a clock change leaves out, and keep ascending through both changes", () => {
		const berlin = zoneOf("Europe/Berlin");
		for (const [from, to] of [
			["2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z"],
			["2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z"],
		] as const) {
			const values = ticks(from, to, 12, berlin).map(({ value }) => value);
			assert.deepEqual(
				[...new Set(values)].toSorted((a, b) => a - b),
				values,
			);
			assert.ok(values.every((value) => value % HOUR === 0));
		}
		const spring = ticks("2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z", 12, berlin);
		assert.ok(!spring.some(({ label }) => label === "02:00"));
	});

	it("name a day at its first instant when the clock skips midnight", () => {
		// Cairo goes from 23:59:59 to 01:00 on 24 April, 22:00 UTC of the day before.
		const cairo = zoneOf("Africa/Cairo");
		for (const [count, from, to] of [
			[5, "2026-04-23T10:00:00Z", "2026-04-24T10:00:00Z"],
			[6, "2026-04-21T10:00:00Z", "2026-04-26T10:00:00Z"],
		] as const) {
			const day = ticks(from, to, count, cairo).find(({ label }) => label === "Apr 24");
			assert.deepEqual(
				[day?.value, day?.isMajor],
				[at("2026-04-23T22:00:00Z"), true],
				`${count} ticks`,
			);
		}
		const night = ticks("2026-04-23T20:00:00Z", "2026-04-24T01:00:00Z", 6, cairo);
		assert.deepEqual(
			night.map(({ label }) => label),
			["22:00", "23:00", "Apr 24", "02:00", "03:00", "04:00"],
		);
	});

	it("name a day once when midnight comes twice, and give repeated hours their offsets", () => {
		const havana = ticks(
			"2026-11-01T03:00:00Z",
			"2026-11-01T08:00:00Z",
			6,
			zoneOf("America/Havana"),
		);
		assert.deepEqual(
			havana.map(({ value, label }) => [new Date(value).toISOString().slice(11, 16), label]),
			[
				["03:00", "23:00"],
				["04:00", "Nov 1"],
				["06:00", "01:00"],
				["07:00", "02:00"],
				["08:00", "03:00"],
			],
		);
		const berlin = ticks(
			"2026-10-24T23:00:00Z",
			"2026-10-25T02:00:00Z",
			6,
			zoneOf("Europe/Berlin"),
		);
		assert.deepEqual(
			berlin.map(({ label }) => label).filter((label) => label.includes("02:")),
			["02:00 +02:00", "02:30 +02:00", "02:00 +01:00", "02:30 +01:00"],
		);
	});

	it("leave out a day that a zone skips", () => {
		// Samoa went from 29 to 31 December 2011.
		const apia = ticks("2011-12-28T10:00:00Z", "2012-01-01T12:00:00Z", 8, zoneOf("Pacific/Apia"));
		assert.deepEqual(
			apia.filter(({ isMajor }) => isMajor).map(({ label }) => label),
			["Dec 28", "Dec 29", "Dec 31", "2012", "Jan 2"],
		);
	});

	it("stand on whole local hours in zones of half and quarter hours", () => {
		const kathmandu = ticks(
			"2026-03-28T12:00:00Z",
			"2026-03-29T12:00:00Z",
			4,
			zoneOf("Asia/Kathmandu"),
		);
		const day = kathmandu.find(({ isMajor }) => isMajor);
		assert.deepEqual([day?.value, day?.label], [at("2026-03-28T18:15:00Z"), "Mar 29"]);
		assert.ok(kathmandu.every(({ isMajor, label }) => isMajor || label.endsWith(":00")));
	});

	it("ascend inside of the range through every clock change, with different names on one day", () => {
		fc.assert(
			fc.property(
				fc.constantFrom(
					{ zone: zoneOf("America/Havana"), change: at("2026-11-01T05:00:00Z") },
					{ zone: zoneOf("Africa/Cairo"), change: at("2026-04-23T22:00:00Z") },
					{ zone: zoneOf("Europe/Berlin"), change: at("2026-10-25T01:00:00Z") },
					{ zone: zoneOf("Australia/Lord_Howe"), change: at("2026-04-04T15:00:00Z") },
					{ zone: zoneOf("America/Santiago"), change: at("2026-09-06T04:00:00Z") },
				),
				fc.integer({ min: 1, max: 80 * HOUR }),
				fc.integer({ min: 1, max: 80 * HOUR }),
				fc.integer({ min: 2, max: 12 }),
				({ zone, change }, before, after, count) => {
					const [min, max] = [change - before, change + after];
					const found = timeTicks(min, max, { zone, locale: "en", count, interval: 1_000 });
					found.forEach(({ value }, i) => {
						assert.ok(value >= min && value <= max);
						assert.ok(i === 0 || value > (found[i - 1]?.value ?? Infinity));
					});
					const names = found.map(({ value, label }) => {
						const day = new Date(zone.wall(epochMs(value))).toISOString().slice(0, 10);
						return `${day} ${label}`;
					});
					assert.equal(new Set(names).size, names.length, names.join());
				},
			),
			{ numRuns: 2_000 },
		);
	});

	it("are never more than asked for, whatever the range", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 4e12 }),
				fc.integer({ min: 1_000, max: 4e11 }),
				fc.integer({ min: 2, max: 15 }),
				(min, span, count) => {
					const found = timeTicks(min, min + span, {
						zone: UTC_ZONE,
						locale: "en",
						count,
						interval: 1_000,
					});
					assert.ok(found.length <= count * 2 + 1, `${found.length} for ${count}`);
					assert.ok(found.every(({ value }) => value >= min && value <= min + span));
				},
			),
		);
	});
});

describe("times as text", () => {
	it("show minutes, and seconds only where there are any", () => {
		const utc = timeText(UTC_ZONE);
		assert.equal(utc(at("2026-03-29T16:00:00Z")), "2026-03-29 16:00");
		assert.equal(utc(at("2026-03-29T16:00:05Z")), "2026-03-29 16:00:05");
		assert.equal(utc(at("2026-03-29T16:00:05.250Z")), "2026-03-29 16:00:05.250");
		assert.equal(utc(NaN), "");
	});

	it("show seconds wherever the interval has them", () => {
		const text = timeText(UTC_ZONE, durationMs(10_000));
		assert.equal(text(at("2026-03-29T16:00:00Z")), "2026-03-29 16:00:00");
		assert.equal(text(at("2026-03-29T16:00:10Z")), "2026-03-29 16:00:10");
	});

	it("follow the zone, also over a clock change", () => {
		const berlin = zoneOf("Europe/Berlin");
		assert.equal(timeText(berlin)(at("2026-03-29T00:30:00Z")), "2026-03-29 01:30");
		assert.equal(timeText(berlin)(at("2026-03-29T01:30:00Z")), "2026-03-29 03:30");
	});

	it("print the offset when the clock shows the same time twice", () => {
		const berlin = zoneOf("Europe/Berlin");
		const text = timeText(berlin);
		assert.deepEqual(
			[
				"2026-10-24T23:59:00Z",
				"2026-10-25T00:30:00Z",
				"2026-10-25T01:30:00Z",
				"2026-10-25T02:00:00Z",
			]
				.map(at)
				.map(text),
			[
				"2026-10-25 01:59",
				"2026-10-25 02:30 +02:00",
				"2026-10-25 02:30 +01:00",
				"2026-10-25 03:00",
			],
		);
		assert.equal(
			timeText(zoneOf("America/Havana"))(at("2026-11-01T05:00:00Z")),
			"2026-11-01 00:00 -05:00",
		);
		assert.equal(
			momentText(berlin)(at("2026-10-25T01:30:05Z"), at("2026-10-25T02:30:00Z")),
			"02:30:05 +01:00",
		);
	});

	it("of different instants differ in every zone", () => {
		const texts = ["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu"].map(
			(name) => timeText(zoneOf(name)),
		);
		fc.assert(
			fc.property(
				fc.constantFrom(...texts),
				fc.integer({ min: 0, max: 365 * 48 }),
				fc.integer({ min: 1, max: 8 }),
				(text, halfHours, apart) => {
					const time = at("2026-01-01T00:00:00Z") + (halfHours * HOUR) / 2;
					assert.notEqual(text(time), text(time + (apart * HOUR) / 2));
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it("leave out the date of a moment that is today in the zone", () => {
		const moment = momentText(zoneOf("Asia/Kolkata"));
		const time = at("2026-03-29T00:00:01Z");
		assert.equal(moment(time, at("2026-03-29T18:29:59Z")), "05:30:01");
		assert.equal(moment(time, at("2026-03-29T18:30:00Z")), "2026-03-29 05:30:01");
	});

	it("reject a zone that does not exist", () => {
		assert.throws(() => zoneOf("Mars/Olympus"), RangeError);
	});

	it("come back from local time to the same instant", () => {
		const zones = [
			"UTC",
			"Europe/Berlin",
			"America/New_York",
			"Asia/Kolkata",
			"Asia/Kathmandu",
			"Australia/Lord_Howe",
			"America/Havana",
			"Africa/Cairo",
			"Pacific/Apia",
		];
		for (const zone of zones.map(zoneOf)) {
			fc.assert(
				fc.property(fc.integer({ min: 0, max: 4e12 }), (time) => {
					const wall = zone.wall(epochMs(time));
					const instants = zone.instants(wall);
					assert.ok(instants.includes(epochMs(time)));
					for (const instant of instants) assert.equal(zone.wall(instant), wall);
					assert.equal(zone.firstAt(wall), instants[0]);
				}),
				{ numRuns: 300 },
			);
		}
	});
});
