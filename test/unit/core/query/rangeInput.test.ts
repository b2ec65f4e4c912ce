import assert from "node:assert/strict";
import * as fc from "fast-check";
import { canonicalJson } from "../../../../src/core/query/canonical";
import { isLastRange, isValidRange } from "../../../../src/core/query/range";
import { parseRangeInput, rangeInput } from "../../../../src/core/query/rangeInput";
import type { QueryRange } from "../../../../src/core/query/query";
import { offeredSessions } from "../../../../src/core/session/offered";
import { READY_SESSIONS, type Session, WEEKDAYS } from "../../../../src/core/session/session";
import { formatText } from "../../../../src/core/text";
import { epochMs } from "../../../../src/core/time";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16, 20));
const NOW_ISO = "2026-03-29T16:20:00Z";

describe("a range as people type it", () => {
	const accepted: Readonly<Record<string, object>> = {
		"24h": { last: "24h" },
		"-24h": { last: "24h" },
		" 7D ": { last: "7d" },
		"- 90 m": { last: "90m" },
		"2026-03-01..2026-03-02": { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" },
		"2026-03-01 .. 2026-03-02": { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" },
		"2026-03-01T10:00Z..now": { from: "2026-03-01T10:00:00Z", to: NOW_ISO },
		"2026-03-01T10:00:30Z..NOW": { from: "2026-03-01T10:00:30Z", to: NOW_ISO },
		"2026-03-01 10:00..2026-03-01 11:30": {
			from: "2026-03-01T10:00:00Z",
			to: "2026-03-01T11:30:00Z",
		},
		"2026-03-01t10:00+02:00..2026-03-01T10:00-00:30": {
			from: "2026-03-01T08:00:00Z",
			to: "2026-03-01T10:30:00Z",
		},
		"2026-03-01": { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" },
		" 2026-03-29 ": { from: "2026-03-29T00:00:00Z", to: "2026-03-30T00:00:00Z" },
		"2026-03-01T00:00Z": { from: "2026-03-01T00:00:00Z", to: NOW_ISO },
		"2026-03-01T10:00:00.123456+00:00": { from: "2026-03-01T10:00:00.123Z", to: NOW_ISO },
		"2026-03-01T10:00:00.123456789Z..2026-03-01T11:00:00,5Z": {
			from: "2026-03-01T10:00:00.123Z",
			to: "2026-03-01T11:00:00.500Z",
		},
		"2026-03-01T10:00:00+0530..now": { from: "2026-03-01T04:30:00Z", to: NOW_ISO },
		"2026-03-01 10:00:00 -0800": { from: "2026-03-01T18:00:00Z", to: NOW_ISO },
		"2026-03-01T10:00+02..2026-03-01 10:00 UTC": {
			from: "2026-03-01T08:00:00Z",
			to: "2026-03-01T10:00:00Z",
		},
		"1774710000..1774713600": { from: "2026-03-28T15:00:00Z", to: "2026-03-28T16:00:00Z" },
		"1774710000000 .. 1774713600000": {
			from: "2026-03-28T15:00:00Z",
			to: "2026-03-28T16:00:00Z",
		},
		"1774710000.25": { from: "2026-03-28T15:00:00.250Z", to: NOW_ISO },
		"1774710000123456..1774713600000000000": {
			from: "2026-03-28T15:00:00.123Z",
			to: "2026-03-28T16:00:00Z",
		},
		"2026-03-01 – 2026-03-02 12:00": { from: "2026-03-01T00:00:00Z", to: "2026-03-02T12:00:00Z" },
		"2026-03-01 - 2026-03-02": { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" },
		"2026-03-01 to 2026-03-02": { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" },
		"2026-03-01T10:00Z/2026-03-02T10:00Z": {
			from: "2026-03-01T10:00:00Z",
			to: "2026-03-02T10:00:00Z",
		},
		"2026-03-01...2026-03-02": { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" },
		"2026-03-29T16:19:59.5Z": { from: "2026-03-29T16:19:59.500Z", to: NOW_ISO },
		"-48h..-24h": { from: "2026-03-27T16:20:00Z", to: "2026-03-28T16:20:00Z" },
		"-24h..now": { from: "2026-03-28T16:20:00Z", to: NOW_ISO },
		"2026-03-29..2026-04-02": { from: "2026-03-29T00:00:00Z", to: "2026-04-02T00:00:00Z" },
	};
	for (const [input, range] of Object.entries(accepted)) {
		it(`reads ${input}`, () => assert.deepEqual(parseRangeInput(input, NOW), { ok: true, range }));
	}

	const refused: Readonly<Record<string, RegExp>> = {
		"": /Enter a range such as 24h/,
		tomorrow: /tomorrow is not a time\. Use forms like/,
		"1y": /Use d or w/,
		"24s": /Use m, h, d or w/,
		"1M": /Use d or w/,
		"-1M..now": /-1M is not a time/,
		"0h": /from 1 minute to 20 years/,
		"9999999d": /from 1 minute to 20 years/,
		"2026-02-30..2026-03-02": /2026-02-30 is not a time/,
		"2026-03-01..soon": /soon is not a time/,
		"2026-03-01..": /is not a time/,
		"2026-03-01..2026-03-02..2026-03-03": /two dots/,
		"2026-03-02..2026-03-01": /ends before it begins/,
		"2026-03-02..2026-03-02": /does not belong to the range\. Enter 2026-03-02 alone/,
		"2026-03-30": /in the future/,
		"2026/03/01": /2026\/03\/01 is not a time/,
		"123456789": /is not a time/,
		"17747100000": /is not a time/,
		"1774713600..1774710000": /ends before it begins/,
		"1900000000": /in the future/,
		"2026-03-01T10:00:00.": /is not a time/,
		"2026-03-01T10:00+05:": /is not a time/,
		"2026-03-01 to 2026-03-02 to 2026-03-03": /two dots/,
		"now..2026-04-01": /in the future/,
		"2027-01-01..2027-01-02": /in the future/,
		"2026-03-01T25:00Z..now": /is not a time/,
		"2026-03-01T10:00+15:00..now": /is not a time/,
		"-1y..now": /is not a time/,
		"1970-01-01T00:00+01:00..now": /is not a time/,
	};
	for (const [input, message] of Object.entries(refused)) {
		it(`explains what is wrong with ${input === "" ? "nothing" : input} (H8)`, () => {
			const parsed = parseRangeInput(input, NOW);
			assert.ok(!parsed.ok);
			assert.match(formatText(parsed.problem), message);
		});
	}

	it("keeps the milliseconds of counts in finer units", () => {
		for (const count of ["1717800786762000000", "1717800786762999999", "1717800786762000"]) {
			const parsed = parseRangeInput(`${count}..now`, NOW);
			assert.ok(parsed.ok && "from" in parsed.range);
			assert.equal(parsed.range.from, "2024-06-07T22:53:06.762Z");
		}
	});

	it("refuses an end beyond the last year of four digits, and what is too long to be a range", () => {
		const beyond = parseRangeInput("2026-03-01..9999-12-31T23:59-14:00", NOW);
		assert.ok(!beyond.ok);
		const long = parseRangeInput(`a${" ".repeat(80_000)}b`, NOW);
		assert.match(long.ok ? "" : formatText(long.problem), /too long/);
	});

	it("becomes a range that passes the schema, or a sentence", () => {
		const piece = fc.oneof(
			fc.constantFrom(
				"now",
				"-24h",
				"2026-03-01",
				"2026-03-01T10:00Z",
				"..",
				"1774710000",
				"/",
				" - ",
				"+0530",
				"24h",
				" ",
				"Z",
			),
			fc.string({ maxLength: 6 }),
		);
		const input = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
		fc.assert(
			fc.property(input, (typed) => {
				const parsed = parseRangeInput(typed, NOW);
				if (!parsed.ok) assert.match(formatText(parsed.problem), /\.$/);
				else if ("last" in parsed.range) assert.ok(isLastRange(parsed.range.last));
				else if ("since" in parsed.range) assert.ok("zone" in parsed.range);
				else assert.ok(isValidRange(parsed.range));
			}),
			{ numRuns: 10_000 },
		);
	});

	it("is any day, week or month before the one in progress", () => {
		for (const [typed, range] of [
			["day -3 UTC", { since: "day", zone: "UTC", ago: 3 }],
			["DAY  -3", { since: "day", zone: "UTC", ago: 3 }],
			["week -2 Asia/Tokyo", { since: "week", zone: "Asia/Tokyo", ago: 2 }],
			["month -12, Europe/Berlin", { since: "month", zone: "Europe/Berlin", ago: 12 }],
			["day -1 UTC", { since: "day", zone: "UTC", ago: 1 }],
			["day -0 UTC", { since: "day", zone: "UTC" }],
		] as const)
			assert.deepEqual(parseRangeInput(typed, NOW), { ok: true, range }, typed);
		for (const [typed, problem] of [
			["day -367 UTC", /at most 366/],
			["day -3 Mars/Olympus", /Mars\/Olympus is no time zone/],
		] as const) {
			const read = parseRangeInput(typed, NOW);
			assert.match(read.ok ? "" : formatText(read.problem), problem);
		}
	});

	const clock = fc
		.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
		.map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
	const session: fc.Arbitrary<Session> = fc.record({
		name: fc.oneof(
			fc.constantFrom(
				"London",
				"US cash -1",
				"24h",
				"now",
				"today",
				"day -3 UTC",
				"2026-03-01",
				"Desk 09:00-17:00 Mon-Fri UTC",
				"New York",
				"A to B",
				"a..b",
			),
			fc.stringMatching(/^[a-z0-9:\-]( ?[a-zA-Z0-9:\-,.]){0,18}$/),
		),
		zone: fc.constantFrom("UTC", "Europe/London", "America/New_York", "Etc/GMT+5"),
		days: fc
			.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 })
			.map((days) => days.sort((a, b) => a - b)),
		from: clock,
		to: clock,
	});

	it("reads back as what it was, whatever sessions are called like it", () => {
		const ago = fc.option(fc.integer({ min: 1, max: 366 }), { nil: undefined });
		const before = (count: number | undefined) => (count === undefined ? {} : { ago: count });
		const zone = fc.constantFrom("UTC", "Asia/Tokyo", "America/New_York");
		const range: fc.Arbitrary<QueryRange> = fc.oneof(
			fc.tuple(session, ago).map(([since, count]) => ({ since, ...before(count) })),
			fc
				.tuple(fc.constantFrom("day" as const, "week" as const, "month" as const), zone, ago)
				.map(([since, own, count]) => ({ since, zone: own, ...before(count) })),
			fc.constantFrom({ last: "24h" }, { last: "7d" }),
			fc.constant({ from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" }),
		);
		fc.assert(
			fc.property(range, fc.array(session, { maxLength: 4 }), (wanted, others) => {
				const all = offeredSessions(others);
				const typed = rangeInput(wanted, all);
				const read = parseRangeInput(typed, NOW, "UTC", all);
				assert.equal(canonicalJson(read), canonicalJson({ ok: true, range: wanted }), typed);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("is a name alone only for the session that has that name now", () => {
		const [, london] = READY_SESSIONS;
		assert.ok(london);
		const early = { ...london, from: "07:00", to: "15:00" };
		assert.equal(rangeInput({ since: london }), "London");
		assert.equal(rangeInput({ since: early }), "London 07:00-15:00 Mon-Fri Europe/London");
		assert.equal(
			rangeInput({ since: { ...early, days: [1, 3, 4, 7] }, ago: 2 }),
			"London 07:00-15:00 Mon,Wed-Thu,Sun Europe/London -2",
		);
		const all = offeredSessions([early]);
		assert.equal(rangeInput({ since: early }, all), "London");
		assert.equal(rangeInput({ since: london }, all), "London 08:00-17:00 Mon-Fri Europe/London");
	});

	it("is what it says, whatever a session is called", () => {
		const [cash] = READY_SESSIONS;
		assert.ok(cash);
		const all = ["24h", "7d", "today", "2026-03-01", "day -3"].map((name) => ({ ...cash, name }));
		for (const { name } of all)
			assert.deepEqual(parseRangeInput(name, NOW, "UTC", all), parseRangeInput(name, NOW));
	});

	it("is a session by its name, and so many before it", () => {
		const cash = READY_SESSIONS.find(({ name }) => name === "US cash");
		assert.ok(cash);
		const own = { ...cash, name: "Desk -1" };
		const all = [...READY_SESSIONS, own];
		for (const [typed, range] of [
			["US cash", { since: cash }],
			["  us   CASH ", { since: cash }],
			["us cash -3", { since: cash, ago: 3 }],
			["US cash -0", { since: cash }],
			["Desk -1", { since: own }],
			["Desk -1 -2", { since: own, ago: 2 }],
		] as const)
			assert.deepEqual(parseRangeInput(typed, NOW, "UTC", all), { ok: true, range }, typed);
		const far = parseRangeInput("US cash -999", NOW);
		assert.ok(!far.ok);
		assert.match(formatText(far.problem), /at most 366/);
		assert.equal(parseRangeInput("Desk -1", NOW).ok, false);
		// What is written is read as the same again.
		const [first] = READY_SESSIONS;
		assert.ok(first);
		for (const range of [{ since: first }, { since: first, ago: 4 }])
			assert.deepEqual(parseRangeInput(rangeInput(range), NOW), { ok: true, range });
	});
});
