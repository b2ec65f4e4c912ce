import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { MarketQuery, PeriodRange } from "../../../../src/core/query/query";
import { parseMarketQuery } from "../../../../src/core/query/parse";
import { rangeWords, resolveRange } from "../../../../src/core/query/range";
import { parseRangeInput, rangeInput } from "../../../../src/core/query/rangeInput";
import { zoneOf } from "../../../../src/core/chart/zone";
import { intervalFor, periodProblem } from "../../../../src/core/session/periodRange";
import { periodsIn } from "../../../../src/core/session/periods";
import { READY_SESSIONS, type Session } from "../../../../src/core/session/session";
import { formatText } from "../../../../src/core/text";
import {
	DAY_MS,
	durationMs,
	type DurationMs,
	epochMs,
	HOUR_MS,
	MINUTE_MS,
	parseIso,
	toIso,
	WEEK_MS,
} from "../../../../src/core/time";

const CASH = READY_SESSIONS.find(({ name }) => name === "US cash") as Session;
const HALF_HOUR = durationMs(30 * MINUTE_MS);
/** Monday, 30 March 2026; Berlin has summer time since the day before. */
const NOW = "2026-03-30T16:20:00Z";

function resolved(range: PeriodRange, interval: DurationMs = HOUR_MS, now = NOW) {
	const { from, to } = resolveRange(range, interval, parseIso(now) ?? epochMs(NaN));
	return [from, to].map((time) => toIso(time).slice(5, 16)).join("/");
}

describe("a range that moves with the calendar", () => {
	it("begins with the day, week or month and ends with the interval in progress", () => {
		assert.equal(resolved({ since: "day", zone: "UTC" }), "03-30T00:00/03-30T17:00");
		assert.equal(resolved({ since: "day", zone: "Europe/Berlin" }), "03-29T22:00/03-30T17:00");
		assert.equal(resolved({ since: "week", zone: "UTC" }), "03-30T00:00/03-30T17:00");
		assert.equal(resolved({ since: "month", zone: "UTC" }, DAY_MS), "03-01T00:00/03-31T00:00");
		assert.equal(
			resolved({ since: "day", zone: "Asia/Kolkata" }, HALF_HOUR),
			"03-29T18:30/03-30T16:30",
		);
	});

	it("is the whole of an earlier one, with as many hours as its clock changes leave it", () => {
		assert.equal(
			resolved({ since: "day", zone: "Europe/Berlin", ago: 1 }),
			// 23 hours.
			"03-28T23:00/03-29T22:00",
		);
		assert.equal(resolved({ since: "week", zone: "UTC", ago: 1 }), "03-23T00:00/03-30T00:00");
		assert.equal(
			resolved({ since: "month", zone: "UTC", ago: 1 }, DAY_MS),
			"02-01T00:00/03-01T00:00",
		);
	});

	it("is a session up to now, and the last one while none is open", () => {
		assert.equal(resolved({ since: CASH }, HALF_HOUR), "03-30T13:30/03-30T16:30");
		assert.equal(resolved({ since: CASH, ago: 1 }, HALF_HOUR), "03-27T13:30/03-27T20:00");
		const [late, early] = ["2026-03-30T23:00:00Z", "2026-03-30T13:29:59Z"];
		assert.equal(resolved({ since: CASH }, HALF_HOUR, late), "03-30T13:30/03-30T20:00");
		assert.equal(resolved({ since: CASH }, HALF_HOUR, early), "03-27T13:30/03-27T20:00");
	});

	it("is refused where the clocks of another year put its edges between two intervals", () => {
		const at = (iso: string) => parseIso(iso) ?? epochMs(NaN);
		for (const [zone, then, ago, needed] of [
			["America/Caracas", "2016-04-02T12:00:00Z", 0, 30 * MINUTE_MS],
			["America/Caracas", "2015-05-02T12:00:00Z", 1, 30 * MINUTE_MS],
			["Asia/Pyongyang", "2017-02-02T12:00:00Z", 0, 30 * MINUTE_MS],
			["Europe/Berlin", "2017-02-02T12:00:00Z", 0, undefined],
		] as const) {
			const range: PeriodRange = { since: "day", zone, ...(ago > 0 && { ago }) };
			assert.equal(periodProblem(range, HOUR_MS), undefined, zone);
			assert.equal(periodProblem(range, HOUR_MS, at(then)) !== undefined, needed !== undefined);
			const day = { from: epochMs(at(then) - 36 * HOUR_MS), to: at(then) };
			assert.equal(intervalFor("day", zone, HOUR_MS, day), needed, zone);
		}
		// São Paulo put its clocks on at midnight: in 2018 the day after began at 01:00, which is 03:00 UTC all the same.
		const change = { from: at("2018-11-03T00:00:00Z"), to: at("2018-11-06T00:00:00Z") };
		assert.equal(intervalFor("day", "America/Sao_Paulo", HOUR_MS, change), undefined);
		assert.equal(intervalFor("day", "America/Sao_Paulo", durationMs(3 * HOUR_MS), change), HOUR_MS);
	});

	it("has all edges on the grid of the interval that is named, in any year and zone", () => {
		const zone = fc.constantFrom(
			"America/Caracas",
			"Asia/Pyongyang",
			"America/Sao_Paulo",
			"Asia/Kathmandu",
			"Australia/Lord_Howe",
			"Europe/Berlin",
			"UTC",
		);
		const interval = fc.constantFrom(15, 30, 60, 120, 180, 240, 1_440).map((m) => m * MINUTE_MS);
		fc.assert(
			fc.property(
				zone,
				fc.integer({ min: 2008, max: 2026 }),
				fc.nat(364),
				interval,
				fc.constantFrom<"day" | "week">("day", "week"),
				(name, year, day, length, period) => {
					const from = epochMs(Date.UTC(year, 0, 1 + day));
					const range = { from, to: epochMs(from + 3 * DAY_MS) };
					const needed = intervalFor(period, name, durationMs(length), range) ?? length;
					assert.equal(length % needed, 0);
					for (const one of periodsIn(period, zoneOf(name), range))
						for (const edge of [one.from, one.to]) assert.equal(edge % needed, 0, toIso(edge));
				},
			),
			{ numRuns: 60 },
		);
	});

	it("is refused with the interval that it needs where it begins between two", () => {
		const words = (range: PeriodRange, interval: DurationMs) => {
			const problem = periodProblem(range, interval);
			return problem && formatText(problem);
		};
		assert.equal(
			words({ since: CASH }, HOUR_MS),
			"US cash does not begin and end with intervals of 1h. Use 30m or one that divides it.",
		);
		assert.equal(
			words({ since: "day", zone: "Asia/Kolkata" }, HOUR_MS),
			"Days, weeks and months in Asia/Kolkata do not begin with intervals of 1h. Use 30m or one that divides it.",
		);
		// Whether summer or winter time: a day of the clock is never one of UTC.
		assert.match(words({ since: "day", zone: "Europe/London" }, DAY_MS) ?? "", /Use 1h /);
		assert.equal(words({ since: CASH }, HALF_HOUR), undefined);
		assert.equal(words({ since: "week", zone: "UTC" }, WEEK_MS), undefined);
		assert.match(words({ since: "month", zone: "UTC" }, WEEK_MS) ?? "", /Use 1d /);
		const query = {
			kind: "volumeProfile",
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { since: CASH },
		};
		const parsed = parseMarketQuery(query);
		assert.ok(!parsed.ok && /Use 30m/.test(formatText(parsed.problem)));
		assert.ok(parseMarketQuery({ ...query, interval: "30m" }).ok);
	});

	const query = (range: unknown) =>
		parseMarketQuery({
			kind: "vwap",
			provider: "kaiko",
			exchange: "cbse",
			instrumentClass: "spot",
			instrument: "btc-usd",
			interval: "5m",
			range,
		});
	for (const [what, range, problem] of [
		["no zone", { since: "day" }, "range.zone is missing. Add it."],
		[
			"a zone that there is not",
			{ since: "day", zone: "Mars/Olympus" },
			"range.zone must be UTC or the name of a time zone, such as America/New_York.",
		],
		["another period", { since: "year", zone: "UTC" }, "range.since must be day, week, month."],
		["half a period", { since: "day", zone: "UTC", ago: 0.5 }, "range.ago must be a whole number."],
		["a later period", { since: "day", zone: "UTC", ago: -1 }, "range.ago must be at least 0."],
		[
			"a session without days",
			{ since: { ...CASH, days: [] } },
			/^range\.since needs a name, a zone/,
		],
		[
			"a session at no time",
			{ since: { ...CASH, from: "24:30" } },
			/^range\.since needs a name, a zone/,
		],
		[
			"a session without a name",
			{ since: { ...CASH, name: undefined } },
			"range.since.name is missing. Add it.",
		],
		[
			"a session with a zone beside it",
			{ since: CASH, zone: "UTC" },
			"range.zone is not a field of this query. Remove it.",
		],
	] as const) {
		it(`is refused in words with ${what}`, () => {
			const parsed = query(range);
			assert.ok(!parsed.ok, "the query was taken");
			const words = formatText(parsed.problem);
			if (typeof problem === "string") assert.equal(words, problem);
			else assert.match(words, problem);
		});
	}

	it("reads as people say it", () => {
		const words = (range: MarketQuery["range"]) => formatText(rangeWords(range));
		assert.equal(words({ since: "day", zone: "UTC" }), "Today, UTC");
		assert.equal(words({ since: "week", zone: "Asia/Tokyo", ago: 1 }), "Last week, Asia/Tokyo");
		assert.equal(words({ since: "month", zone: "UTC", ago: 3 }), "3 months ago, UTC");
		assert.equal(words({ since: CASH }), "US cash session");
		const day = READY_SESSIONS.find(({ name }) => name === "UTC day") ?? assert.fail("no UTC day");
		assert.equal(words({ since: day }), "UTC day");
		assert.equal(words({ since: day, ago: 1 }), "UTC day, last but one");
	});

	it("is typed as it is shown", () => {
		const now = parseIso(NOW) ?? epochMs(NaN);
		assert.deepEqual(parseRangeInput("Last  week, Asia/Tokyo", now), {
			ok: true,
			range: { since: "week", ago: 1, zone: "Asia/Tokyo" },
		});
		assert.deepEqual(parseRangeInput("today", now, "Europe/Berlin"), {
			ok: true,
			range: { since: "day", zone: "Europe/Berlin" },
		});
		const wrong = parseRangeInput("today Atlantis", now);
		assert.ok(!wrong.ok && /Atlantis is no time zone/.test(formatText(wrong.problem)));
		fc.assert(
			fc.property(
				fc.constantFrom("day" as const, "week" as const, "month" as const),
				fc.constantFrom("UTC", "Asia/Tokyo", "America/New_York"),
				fc.constantFrom(undefined, 1),
				(since, zone, ago) => {
					const range = { since, zone, ...(ago !== undefined && { ago }) };
					assert.deepEqual(parseRangeInput(rangeInput(range), now, "Pacific/Apia"), {
						ok: true,
						range,
					});
				},
			),
		);
	});
});
