import assert from "node:assert/strict";
import * as fc from "fast-check";
import { zoneOf } from "../../../../../src/core/chart/zone";
import { composite } from "../../../../../src/core/profile/overTime/composite";
import { sessionNakedPocs } from "../../../../../src/core/profile/overTime/sessionNaked";
import {
	indicesOf,
	sessionProfiles,
	sessionSeries,
} from "../../../../../src/core/profile/overTime/sessionProfiles";
import { analyzeProfile } from "../../../../../src/core/profile/profile";
import { type ReachFacts, reachOf } from "../../../../../src/core/result/reach";
import type { TimeRange, VolumeProfileSeries } from "../../../../../src/core/result/series";
import { type Period, periodsIn, zoneOfPeriod } from "../../../../../src/core/session/periods";
import { READY_SESSIONS } from "../../../../../src/core/session/session";
import { DAY_MS, durationMs, epochMs, HOUR_MS, MINUTE_MS } from "../../../../../src/core/time";
import { MIDNIGHT, profileSeries, type Row } from "../../../../support/series";
import { rowsArbitrary, type Rows } from "../arbitraries";
import { seriesOf } from "../series";

const AREA = { percent: 70, method: "pairs" } as const;
const HALF_HOUR = durationMs(30 * MINUTE_MS);

/** Zones whose clocks change in spring, in autumn, by half an hour, or never. */
const ZONES = [
	"UTC",
	"Europe/Berlin",
	"America/New_York",
	"Australia/Sydney",
	"Pacific/Auckland",
	"Australia/Lord_Howe",
];
/** Moments around which clocks of some of them change. */
const CHANGES = [
	"2026-03-08",
	"2026-03-29",
	"2026-04-05",
	"2026-09-27",
	"2026-10-04",
	"2026-10-25",
];

/** The series with its intervals on a grid from a time on. */
function from(series: VolumeProfileSeries, start: number, interval: number): VolumeProfileSeries {
	return {
		...series,
		interval: durationMs(interval),
		times: series.times.map((_, index) => start + index * interval),
	};
}

function rangeOf({ times, interval }: VolumeProfileSeries): TimeRange {
	return { from: epochMs(times[0] ?? 0), to: epochMs((times.at(-1) ?? 0) + interval) };
}

function sessionsOf(
	series: VolumeProfileSeries,
	period: Period,
	zone: string,
	{ range = rangeOf(series), ...facts }: Partial<ReachFacts> = {},
) {
	const reach = reachOf(series, { range, fetchedAt: range.to, ...facts });
	const periods = periodsIn(period, zoneOf(zoneOfPeriod(period, zone)), range);
	return sessionProfiles(series, periods, reach, AREA);
}

const sumOf = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);

describe("the profiles of sessions", () => {
	const rows: fc.Arbitrary<Rows> = fc.oneof(
		{ weight: 4, arbitrary: rowsArbitrary },
		{ weight: 1, arbitrary: fc.constant([]) },
	);
	const period = fc.constantFrom<Period>("day", "week", ...READY_SESSIONS);
	const some = {
		days: fc.array(rows, { minLength: 1, maxLength: 12 }),
		count: fc.integer({ min: 20, max: 240 }),
		change: fc.constantFrom(...CHANGES),
		shift: fc.integer({ min: 0, max: 95 }),
		zone: fc.constantFrom(...ZONES),
		period,
	};
	const seriesFrom = (parts: {
		days: readonly Rows[];
		count: number;
		change: string;
		shift: number;
	}) => {
		const intervals = Array.from(
			{ length: parts.count },
			(_, index) => parts.days[index % parts.days.length] ?? [],
		);
		const start = Date.parse(parts.change) - parts.shift * HALF_HOUR;
		return from(seriesOf(intervals), start, HALF_HOUR);
	};

	it("are the composites of the intervals that lie wholly inside of them", () => {
		fc.assert(
			fc.property(fc.record(some), ({ zone, period: of, ...parts }) => {
				const series = seriesFrom(parts);
				for (const session of sessionsOf(series, of, zone)) {
					const inside = Array.from(series.times.keys()).filter((index) => {
						const time = series.times[index] ?? NaN;
						return time >= session.period.from && time + HALF_HOUR <= session.period.to;
					});
					assert.deepEqual(indicesOf(session), inside);
					const sum = composite(series, inside);
					assert.ok(sum.ok);
					assert.deepEqual(session.rows, sum.rows);
					assert.deepEqual(session.levels, analyzeProfile(sum.rows, AREA));
				}
			}),
			{ numRuns: 120 },
		);
	});

	it("add up, with the intervals between them, to the whole", () => {
		fc.assert(
			fc.property(fc.record(some), ({ zone, period: of, ...parts }) => {
				const series = seriesFrom(parts);
				const sessions = sessionsOf(series, of, zone);
				const held = new Set(sessions.flatMap(indicesOf));
				assert.equal(
					held.size,
					sessions.reduce((sum, { first, end }) => sum + end - first, 0),
					"an interval belongs to two sessions",
				);
				const rest = Array.from(series.times.keys()).filter((index) => !held.has(index));
				const whole = composite(series);
				const between = composite(series, rest);
				assert.ok(whole.ok && between.ok);
				const all = sessionSeries(series, sessions);
				for (const side of ["buy", "sell"] as const)
					assert.equal(sumOf(all[side]) + sumOf(between.rows[side]), sumOf(whole.rows[side]));
			}),
			{ numRuns: 80 },
		);
	});

	it("take days of 23, 24 and 25 hours, or half an hour more or less, as the clocks have them", () => {
		for (const [zone, day, hours] of [
			["Europe/Berlin", "2026-03-29", 23],
			["Europe/Berlin", "2026-10-25", 25],
			["America/New_York", "2026-03-08", 23],
			["America/New_York", "2026-11-01", 25],
			["Australia/Sydney", "2026-04-05", 25],
			["Australia/Sydney", "2026-10-04", 23],
			["Pacific/Auckland", "2026-04-05", 25],
			["Pacific/Auckland", "2026-09-27", 23],
			["Australia/Lord_Howe", "2026-04-05", 24.5],
			["Australia/Lord_Howe", "2026-10-04", 23.5],
		] as const) {
			const series = from(
				seriesOf(Array.from({ length: 240 }, () => [{ row: 1, buy: 1, sell: 0 }])),
				Date.parse(day) - 48 * HOUR_MS,
				HALF_HOUR,
			);
			const changed = sessionsOf(series, "day", zone).find(
				(one) => new Date(zoneOf(zone).wall(one.period.from)).toISOString().slice(0, 10) === day,
			);
			assert.ok(changed, zone);
			assert.deepEqual([changed.state, changed.levels?.total], ["complete", hours * 2], zone);
		}
	});

	it("say what is complete, what lacks its beginning or its end, and what is in progress", () => {
		const hours: Row[][] = Array.from({ length: 60 }, () => [[100, 1, 1]]);
		const series = profileSeries(hours);
		const later = { ...series, times: series.times.map((time) => time + 6 * HOUR_MS) };
		assert.deepEqual(
			sessionsOf(later, "day", "UTC").map(({ state }) => state),
			["partial", "complete", "partial"],
		);
		assert.deepEqual(
			sessionsOf({ ...later, open: true }, "day", "UTC").map(({ state }) => state),
			["partial", "complete", "open"],
		);
		assert.deepEqual(
			sessionsOf(later, "day", "UTC").map(({ missing }) => missing),
			["beginning", undefined, "end"],
		);
		assert.deepEqual(
			sessionsOf({ ...later, open: true }, "day", "UTC").map(({ missing }) => missing),
			["beginning", undefined, undefined],
		);
		// A session without trades in the middle of what was asked for is whole, and has no levels.
		const quiet = profileSeries(hours.map((rows, hour) => (hour >= 24 && hour < 48 ? [] : rows)));
		const [, middle] = sessionsOf(quiet, "day", "UTC");
		assert.deepEqual([middle?.state, middle?.levels], ["complete", undefined]);
	});
});

describe("sessions of a range that is not over", () => {
	const hours = (count: number): Row[][] => Array.from({ length: count }, () => [[100, 1, 1]]);
	const days = (first: number, end: number): TimeRange => ({
		from: epochMs(MIDNIGHT + first * DAY_MS),
		to: epochMs(MIDNIGHT + end * DAY_MS),
	});
	const [, london] = READY_SESSIONS;

	it("are none before they begin, and in progress until they end, whether the open interval traded or not", () => {
		// One and a half days traded of a range of five; the interval from 13:00 has no trades yet.
		const fetchedAt = epochMs(MIDNIGHT + 37 * HOUR_MS + 20 * MINUTE_MS);
		const facts = { range: days(0, 5), fetchedAt };
		for (const open of [false, true]) {
			const series = { ...profileSeries(hours(open ? 38 : 37)), open };
			assert.deepEqual(
				sessionsOf(series, "day", "UTC", facts).map(({ state, first, end }) => [
					state,
					end - first,
				]),
				[
					["complete", 24],
					["open", open ? 14 : 13],
				],
			);
			// Sunday has none, and those of Tuesday to Thursday have not begun.
			assert.deepEqual(
				sessionsOf(series, london, "UTC", facts).map(({ state }) => state),
				["open"],
			);
		}
	});

	it("are complete with the last of their time, and never a moment sooner", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 3 * 24 * 60 - 1 }),
				fc.boolean(),
				fc.constantFrom<Period>("day", london),
				(minute, isTraded, period) => {
					const fetchedAt = epochMs(MIDNIGHT + DAY_MS + minute * MINUTE_MS);
					const hour = Math.floor((fetchedAt - MIDNIGHT) / HOUR_MS);
					const series = {
						...profileSeries(hours(isTraded ? hour + 1 : hour)),
						open: isTraded,
					};
					const found = sessionsOf(series, period, "UTC", { range: days(0, 5), fetchedAt });
					for (const { state, period: own } of found) {
						assert.ok(own.from <= fetchedAt, "it has not begun");
						assert.equal(state, own.to <= fetchedAt ? "complete" : "open");
					}
				},
			),
		);
	});

	it("have no POC that is naked before they are over", () => {
		const series = profileSeries(hours(30));
		const fetchedAt = epochMs(MIDNIGHT + 30 * HOUR_MS);
		const sessions = sessionsOf(series, "day", "UTC", { range: days(0, 2), fetchedAt });
		assert.deepEqual(
			sessionNakedPocs(series, sessions).map(({ session }) => session),
			[0],
		);
	});

	it("are partial where the answer lacks some of them, wherever that is", () => {
		const series = profileSeries(hours(96));
		const at = (hour: number) => epochMs(MIDNIGHT + hour * HOUR_MS);
		const range = days(0, 4);
		const states = (facts: Partial<ReachFacts>) =>
			sessionsOf(series, "day", "UTC", { range, ...facts }).map(({ state }) => state);
		const whole = "complete";
		assert.deepEqual(states({ partial: { code: "deadline", completeFrom: at(30) } }), [
			"partial",
			"partial",
			whole,
			whole,
		]);
		const middle = { code: "requestFailed", completeUntil: at(24), completeFrom: at(50) } as const;
		assert.deepEqual(states({ partial: middle }), [whole, "partial", "partial", whole]);
		// Neither end came, so nothing is known to be whole.
		assert.ok(states({ partial: { code: "badToken" } }).every((state) => state === "partial"));
		const covers = [
			{ from: at(0), to: at(40) },
			{ from: at(41), to: at(96) },
		];
		assert.deepEqual(states({ covers }), [whole, "partial", whole, whole]);
		assert.deepEqual(states({ access: { from: at(1), to: at(80) } }), [
			"partial",
			whole,
			whole,
			"partial",
		]);
		// When a contract holds says nothing of the data.
		assert.deepEqual(states({ access: { from: at(1), of: "contract" } })[0], whole);
	});
});

describe("naked POCs of sessions", () => {
	/** Days of 24 hours, each of one price. */
	const daysAt = (...prices: readonly number[]) =>
		profileSeries(
			prices.flatMap((price) => Array.from({ length: 24 }, () => [[price, 2, 1]] as Row[])),
		);

	it("end with the first later interval that trades through their row", () => {
		const series = daysAt(100, 120, 100, 140);
		assert.deepEqual(sessionNakedPocs(series, sessionsOf(series, "day", "UTC")), [
			{ session: 0, price: 100, endedBy: 48 },
			{ session: 1, price: 120, endedBy: undefined },
			{ session: 2, price: 100, endedBy: undefined },
			{ session: 3, price: 140, endedBy: undefined },
		]);
	});

	it("end between sessions, too, and are none of sessions that are partial or in progress", () => {
		const cash = READY_SESSIONS.find(({ name }) => name === "London");
		assert.ok(cash);
		const series = daysAt(100, 100, 100, 120, 140);
		// Monday's session is over at 16:00 UTC; the hours that follow trade at the same price.
		const pocs = sessionNakedPocs(series, sessionsOf(series, cash, "UTC"));
		const [monday] = pocs;
		assert.deepEqual([monday?.price, monday?.endedBy], [100, 40]);
		const open = { ...daysAt(100, 120), open: true };
		assert.deepEqual(
			sessionNakedPocs(open, sessionsOf(open, "day", "UTC")).map(({ session }) => session),
			[0],
		);
	});

	it("are those of a plain search over prices", () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 24, maxLength: 96 }),
				(walk) => {
					const series = profileSeries(walk.map((step) => [[100 + step * 10, 1, 1]] as Row[]));
					const sessions = sessionsOf(series, "day", "UTC");
					for (const { session, price, endedBy } of sessionNakedPocs(series, sessions)) {
						const end = sessions[session]?.end ?? NaN;
						const found = walk.findIndex(
							(step, index) => index >= end && 100 + step * 10 === price,
						);
						assert.equal(endedBy, found < 0 ? undefined : found);
					}
				},
			),
		);
	});
});
