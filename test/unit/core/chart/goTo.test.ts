import assert from "node:assert/strict";
import fc from "fast-check";
import {
	type QuickRange,
	destinationOf,
	hasIntervals,
	isLoaded,
	quickRange,
} from "../../../../src/core/chart/goTo";
import { type Zone, UTC_ZONE, timeText, zoneOf } from "../../../../src/core/chart/zone";
import { DAY_MS, type EpochMs, HOUR_MS, epochMs, parseIso, toIso } from "../../../../src/core/time";

const at = (text: string) => {
	const time = parseIso(text);
	assert.ok(time !== undefined, text);
	return time;
};
const short = (time: EpochMs) => toIso(time).replace(".000Z", "Z");
const BERLIN = zoneOf("Europe/Berlin");
const SYDNEY = zoneOf("Australia/Sydney");

describe("quick ranges", () => {
	const texts = (id: QuickRange, end: string, zone: Zone = UTC_ZONE) => {
		const { from, to } = quickRange(id, at(end), zone);
		assert.equal(to, at(end));
		return short(from);
	};

	it("count back from the end of what is loaded", () => {
		assert.equal(texts("1D", "2026-03-29T14:00:00Z"), "2026-03-28T14:00:00Z");
		assert.equal(texts("1W", "2026-03-29T14:00:00Z"), "2026-03-22T14:00:00Z");
		assert.equal(texts("1M", "2026-03-15T14:00:00Z"), "2026-02-15T14:00:00Z");
		assert.equal(texts("YTD", "2026-03-29T14:00:00Z"), "2026-01-01T00:00:00Z");
	});

	it("take the last day of a month that is shorter, and the year before for January", () => {
		assert.equal(texts("1M", "2026-03-31T00:00:00Z"), "2026-02-28T00:00:00Z");
		assert.equal(texts("1M", "2026-01-10T00:00:00Z"), "2025-12-10T00:00:00Z");
	});

	it("go by the clocks of the zone, over clock changes of both hemispheres", () => {
		// Berlin's clocks went forward on 29 March, Sydney's back on 5 April.
		assert.equal(texts("1M", "2026-04-10T10:00:00Z", BERLIN), "2026-03-10T11:00:00Z");
		assert.equal(texts("1M", "2026-04-10T10:00:00Z", SYDNEY), "2026-03-10T09:00:00Z");
		assert.equal(texts("YTD", "2026-04-10T10:00:00Z", SYDNEY), "2025-12-31T13:00:00Z");
		// What ends as the year does is of the year that is over.
		assert.equal(texts("YTD", "2026-01-01T00:00:00Z"), "2025-01-01T00:00:00Z");
	});

	it("are offered where they hold two intervals, and are loaded where less than one is missing", () => {
		const day = quickRange("1D", at("2026-03-29T00:00:00Z"), UTC_ZONE);
		assert.ok(hasIntervals(day, 12 * HOUR_MS));
		assert.ok(!hasIntervals(day, DAY_MS));
		const loaded = (from: number) => isLoaded(day, { min: from, max: day.to }, HOUR_MS);
		assert.ok(loaded(day.from));
		assert.ok(loaded(day.from + HOUR_MS - 1));
		assert.ok(!loaded(day.from + HOUR_MS));
	});
});

describe("where to go", () => {
	const loaded = { min: at("2026-03-20T06:00:00Z"), max: at("2026-03-29T14:00:00Z") };
	const now = at("2026-03-29T14:02:11Z");
	const told = (typed: string, zone: Zone = UTC_ZONE) => {
		const found = destinationOf(typed, zone, now, loaded);
		if (found === undefined) return undefined;
		if (found.kind === "time") return short(found.time);
		if (found.kind === "twice") return found.times.map(short).join(" or ");
		return `${short(found.range.from)}..${short(found.range.to)}`;
	};

	it("is a day by its name or its date, as far as it is loaded", () => {
		assert.equal(told("today"), "2026-03-29T00:00:00Z..2026-03-29T14:00:00Z");
		assert.equal(told(" Yesterday "), "2026-03-28T00:00:00Z..2026-03-29T00:00:00Z");
		assert.equal(told("2026-03-25"), "2026-03-25T00:00:00Z..2026-03-26T00:00:00Z");
		assert.equal(told("2026-03-20"), "2026-03-20T06:00:00Z..2026-03-21T00:00:00Z");
		assert.equal(told("2026-01-05"), "2026-01-05T00:00:00Z..2026-01-06T00:00:00Z");
	});

	it("is a time on the clocks of the zone, on the last loaded day where there is no date", () => {
		assert.equal(told("2026-03-25 14:30"), "2026-03-25T14:30:00Z");
		assert.equal(told("9:05"), "2026-03-29T09:05:00Z");
		assert.equal(told("2026-03-25 14:30", BERLIN), "2026-03-25T13:30:00Z");
		assert.equal(told("14:30", SYDNEY), "2026-03-30T03:30:00Z");
		assert.equal(told("yesterday", BERLIN), "2026-03-27T23:00:00Z..2026-03-28T23:00:00Z");
	});

	it("is the day of 23 hours when the clocks went forward", () => {
		const found = destinationOf("2026-03-29", BERLIN, now, { ...loaded, max: loaded.max + DAY_MS });
		assert.ok(found?.kind === "range");
		assert.equal(found.range.to - found.range.from, 23 * HOUR_MS);
	});

	it("is a time of UTC with a Z, or a quick range", () => {
		assert.equal(told("2026-03-25T14:30:05Z", SYDNEY), "2026-03-25T14:30:05Z");
		assert.equal(told("2026-03-25 14:30Z", BERLIN), "2026-03-25T14:30:00Z");
		assert.equal(told("1w"), "2026-03-22T14:00:00Z..2026-03-29T14:00:00Z");
	});

	it("is nothing for a date or a time that is none, and for an hour that the clocks skip", () => {
		for (const typed of [
			"",
			"soon",
			"2026-02-30",
			"25:00",
			"12:60",
			"12:30:61",
			"2026-03-25 1430",
			"2W",
			"T",
			"T14:30",
			"2026-03-25T",
			"2026-03-2514:30",
			"2026-10-2514:30",
			"2026-03-25TT14:30",
			"2026-03-25T 14:30",
			"2026-03-25 14:30 +2",
			"2026-03-25 +02:00",
			"+02:00",
			"14:30 +17:00",
			"14:30 +02:60",
			"14:30 +02:00Z",
			"14:30+02:00+02:00",
			"14:30ZZ",
			"14:30Z +02:00",
		])
			assert.equal(told(typed), undefined, typed);
		assert.equal(told("2026-03-29 02:30", BERLIN), undefined);
	});

	it("is a time of another clock with its offset", () => {
		assert.equal(told("2026-03-25 02:30 +02:00", SYDNEY), "2026-03-25T00:30:00Z");
		assert.equal(told("2026-03-25T02:30:05+0545"), "2026-03-24T20:45:05Z");
		assert.equal(told("02:30 +02:00"), "2026-03-29T00:30:00Z");
		assert.equal(told("22:30 -05:00"), "2026-03-30T03:30:00Z");
	});

	it("is asked about where the clocks show the time twice, and what is printed for each is taken", () => {
		for (const [zone, typed, times] of [
			["Europe/Berlin", "2026-10-25 02:30", ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]],
			["America/New_York", "2026-11-01 01:00", ["2026-11-01T05:00:00Z", "2026-11-01T06:00:00Z"]],
			["Australia/Lord_Howe", "2026-04-05 01:45", ["2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"]],
		] as const) {
			assert.equal(told(typed, zoneOf(zone)), times.join(" or "));
			for (const time of times) {
				const printed = timeText(zoneOf(zone))(at(time));
				assert.ok(printed.startsWith(typed) && printed.length > typed.length, printed);
				assert.equal(told(printed, zoneOf(zone)), time);
			}
		}
		assert.equal(told("2026-10-25 03:00", BERLIN), "2026-10-25T02:00:00Z");
		assert.equal(told("2026-10-25 02:30Z", BERLIN), "2026-10-25T02:30:00Z");
	});

	it("is what any chart prints for a time, in any zone", () => {
		const zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"];
		fc.assert(
			fc.property(
				fc.integer({
					min: at("2024-01-01T00:00:00Z") / 1_000,
					max: at("2027-01-01T00:00:00Z") / 1_000,
				}),
				fc.constantFrom(...zones),
				(seconds, name) => {
					const time = epochMs(seconds * 1_000);
					assert.equal(told(timeText(zoneOf(name))(time), zoneOf(name)), short(time));
				},
			),
		);
	});

	it("never throws, whatever is typed", () => {
		for (const typed of ["9999-99-99", "0000-00-00 00:00", "-", "T", "2026-03-25T", "+02:00", "Z"])
			assert.equal(destinationOf(typed, BERLIN, epochMs(now), loaded)?.kind === "time", false);
	});
});
