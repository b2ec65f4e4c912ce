import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
	shownSessions,
	withLastSessions,
} from "../../../../../src/core/chart/profile/shownSessions";
import { shownLevels } from "../../../../../src/core/chart/shownCarried";
import { joinedStretches } from "../../../../../src/core/result/openResult";
import { intervalsWithin } from "../../../../../src/core/profile/overTime/compositeRange";
import type { ViewOptions } from "../../../../../src/core/query/viewOptions";
import type { VolumeProfileSeries } from "../../../../../src/core/result/series";
import { READY_SESSIONS } from "../../../../../src/core/session/session";
import {
	DAY_MS,
	type DurationMs,
	durationMs,
	epochMs,
	HOUR_MS,
	MINUTE_MS,
} from "../../../../../src/core/time";
import { shownAnchored } from "../../../../../src/core/vwap/shownAnchored";
import { MIDNIGHT, profileSeries, type Row, vwapSeries } from "../../../../support/series";

const AREA = { percent: 70, method: "pairs" } as const;
const [ASIA, LONDON, , CASH] = READY_SESSIONS;

/** Hours from midnight of a Sunday on that traded, asked for until the end of a later day. */
function newestOf(hours: number, days: number, view: ViewOptions) {
	const series = profileSeries(Array.from({ length: hours }, (): Row[] => [[100, 1, 1]]));
	const result = {
		range: { from: epochMs(MIDNIGHT), to: epochMs(MIDNIGHT + days * DAY_MS) },
		fetchedAt: epochMs(MIDNIGHT + hours * HOUR_MS + 20 * MINUTE_MS),
	};
	const found = withLastSessions(view, series, result, "UTC", AREA);
	return found.ok ? hoursOf(series, found.view) : found;
}

function hoursOf(series: VolumeProfileSeries, { intervals }: ViewOptions) {
	const spans = intervals?.map(({ from, to }) => ({
		from: Date.parse(from),
		to: Date.parse(to),
	}));
	return spans && intervalsWithin(series, spans);
}

const from = (first: number, end: number) =>
	Array.from({ length: end - first }, (_, index) => first + index);

describe("sessions of years whose clocks were others", () => {
	const at = (zone: string, start: number, interval: DurationMs) => {
		const count = (2 * DAY_MS) / interval;
		const series = profileSeries(
			Array.from({ length: count }, (): Row[] => [[100, 1, 1]]),
			{ interval, times: Float64Array.from({ length: count }, (_, i) => start + i * interval) },
		);
		const range = { from: epochMs(start), to: epochMs(start + 2 * DAY_MS) };
		const result = { range, fetchedAt: range.to };
		const sessions = shownSessions(series, result, "day", zone, AREA);
		const vwap = vwapSeries(
			Array.from(series.times, () => 100),
			Array.from(series.times, () => 1),
			{ interval, times: series.times },
		);
		const view: ViewOptions = { carried: ["day"], anchor: "sessions" };
		const sources = { profile: undefined, vwap: { series: vwap, result } };
		return {
			needed: sessions.ok ? undefined : sessions.needed,
			carried: shownLevels(sources, view, zone, AREA).problems[0]?.needed,
			hasAnchor: shownAnchored(vwap, result, view, zone) !== undefined,
		};
	};

	it("are refused with the interval that has their edges on its grid then", () => {
		const half = 30 * MINUTE_MS;
		for (const [zone, start] of [
			["America/Caracas", Date.UTC(2016, 1, 3)],
			["America/Caracas", Date.UTC(2015, 5, 1)],
			["Asia/Pyongyang", Date.UTC(2017, 1, 2)],
		] as const) {
			assert.deepEqual(at(zone, start, HOUR_MS), {
				needed: half,
				carried: half,
				hasAnchor: false,
			});
			assert.equal(at(zone, start, durationMs(half)).needed, undefined);
		}
		assert.deepEqual(at("America/Caracas", Date.UTC(2020, 1, 3), HOUR_MS), {
			needed: undefined,
			carried: undefined,
			hasAnchor: true,
		});
		const summer = at("America/Sao_Paulo", Date.UTC(2018, 10, 5), durationMs(3 * HOUR_MS));
		assert.equal(summer.needed, HOUR_MS);
	});
});

describe("the newest sessions of a range", () => {
	it("are the newest that have begun, also where the range ends in the future", () => {
		for (const days of [4, 5, 7, 30]) {
			assert.deepEqual(newestOf(85, days, { lastSessions: 1 }), from(72, 85));
			assert.deepEqual(newestOf(85, days, { lastSessions: 2 }), from(48, 85));
			assert.deepEqual(newestOf(85, days, { lastSessions: 9 }), from(0, 85));
		}
		// Monday to Wednesday, 07:00 to 16:00 UTC; on Wednesday it is 13:00.
		assert.deepEqual(newestOf(85, 7, { lastSessions: 2, session: LONDON }), [
			...from(55, 64),
			...from(79, 85),
		]);
	});

	it("are never all intervals where none is in the range, fits or has traded", () => {
		const view = { lastSessions: 3, session: LONDON };
		assert.deepEqual(newestOf(24, 1, view), { ok: false, period: LONDON });
		assert.deepEqual(newestOf(24, 3, { lastSessions: 3, session: ASIA }), {
			ok: false,
			period: ASIA,
		});
		assert.deepEqual(newestOf(85, 7, { lastSessions: 3, session: CASH }), {
			ok: false,
			period: CASH,
			needed: 30 * MINUTE_MS,
		});
		const quiet = profileSeries([[[100, 1, 1]]]);
		const range = { from: epochMs(MIDNIGHT), to: epochMs(MIDNIGHT + 2 * DAY_MS) };
		const result = { range, fetchedAt: range.to };
		assert.deepEqual(withLastSessions({ lastSessions: 1 }, quiet, result, "UTC", AREA), {
			ok: false,
			period: "day",
		});
	});

	it("count those that the answer has nothing of, and name them: no older one takes their place", () => {
		const hours = [...from(0, 24), ...from(48, 85)];
		const series = profileSeries(
			hours.map((): Row[] => [[100, 1, 1]]),
			{ times: Float64Array.from(hours, (hour) => MIDNIGHT + hour * HOUR_MS) },
		);
		const hour = (count: number) => epochMs(MIDNIGHT + count * HOUR_MS);
		const day = (count: number) => ({ from: hour(count * 24), to: hour(count * 24 + 24) });
		const range = { from: hour(0), to: hour(96) };
		const covers = [day(0), { from: hour(48), to: hour(96) }];
		const newest = (count: number, more: object) => {
			const result = { range, fetchedAt: hour(85.3), ...more };
			const found = withLastSessions({ lastSessions: count }, series, result, "UTC", AREA);
			assert.ok(found.ok);
			// Places of the series: 24 is that of hour 48.
			return [hoursOf(series, found.view), found.unknown];
		};
		assert.deepEqual(newest(2, { covers }), [from(24, 61), []]);
		assert.deepEqual(newest(3, { covers }), [from(24, 61), [day(1)]]);
		assert.deepEqual(newest(4, { covers }), [from(0, 61), [day(1)]]);
		// In what the answer speaks for nothing traded: that is known.
		assert.deepEqual(newest(3, {}), [from(24, 61), []]);
		// Of an answer that ends early, what came last is not the newest.
		const early = { partial: { code: "deadline", completeUntil: hour(24) } } as const;
		const cut = profileSeries(from(0, 24).map((): Row[] => [[100, 1, 1]]));
		const result = { range, fetchedAt: hour(85.3), ...early };
		assert.deepEqual(withLastSessions({ lastSessions: 2 }, cut, result, "UTC", AREA), {
			ok: false,
			period: "day",
			unknown: [day(2), day(3)],
		});
	});

	it("are the newest that have begun, whatever holes the answer has", () => {
		const stretch = fc.tuple(fc.nat(190), fc.integer({ min: 1, max: 60 }));
		fc.assert(
			fc.property(
				fc.array(stretch, { maxLength: 3 }),
				fc.uniqueArray(fc.nat(191), { maxLength: 30 }),
				fc.integer({ min: 1, max: 9 }),
				fc.integer({ min: 1, max: 192 }),
				(holes, quiet, count, now) => {
					const isTold = (hour: number) =>
						holes.every(([begin, length]) => hour < begin || hour >= begin + length);
					const told = from(0, 192).filter(isTold);
					const hours = told.filter((hour) => hour < now && !quiet.includes(hour));
					fc.pre(hours.length > 0);
					const hour = (at: number) => epochMs(MIDNIGHT + at * HOUR_MS);
					const series = profileSeries(
						hours.map((): Row[] => [[100, 1, 1]]),
						{ times: Float64Array.from(hours, hour) },
					);
					const result = {
						range: { from: hour(0), to: hour(192) },
						covers: joinedStretches(told.map((at) => ({ from: hour(at), to: hour(at + 1) }))),
						fetchedAt: hour(now),
					};
					const found = withLastSessions({ lastSessions: count }, series, result, "UTC", AREA);
					// Day after day, the one that begins now included.
					const begun = from(0, 8).filter((day) => day * 24 <= now);
					const days = begun.slice(-count);
					const held = (day: number) => hours.some((at) => Math.floor(at / 24) === day);
					const lacking = days.filter(
						(day) => !held(day) && !from(day * 24, Math.min(now, day * 24 + 24)).every(isTold),
					);
					assert.deepEqual(
						(found.unknown ?? []).map(({ from: begins }) => (begins - MIDNIGHT) / DAY_MS),
						lacking,
					);
					assert.equal(found.ok, days.some(held));
					if (found.ok)
						assert.deepEqual(
							hoursOf(series, found.view)?.map((index) => hours[index]),
							hours.filter((at) => days.includes(Math.floor(at / 24))),
						);
				},
			),
			{
				numRuns: 300,
				// The newest day begins, or a hole does, at the moment of the answer.
				examples: [
					[[[163, 29]], [], 1, 168],
					[[[170, 22]], [168, 169], 1, 170],
					[[[169, 23]], [168], 1, 170],
				],
			},
		);
	});

	it("give way to intervals that the view names itself", () => {
		const intervals = [{ from: "2026-03-29T03:00:00.000Z", to: "2026-03-29T05:00:00.000Z" }];
		assert.deepEqual(newestOf(85, 7, { lastSessions: 1, intervals }), [3, 4]);
		const interval = "2026-03-29T03:00:00.000Z";
		assert.equal(newestOf(24, 1, { lastSessions: 1, session: LONDON, interval }), undefined);
	});

	it("hold intervals of begun sessions alone, as many sessions as are wanted, at any moment", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 96 }),
				fc.integer({ min: 1, max: 9 }),
				fc.integer({ min: 4, max: 12 }),
				(hours, count, days) => {
					// A day that begins where the range ends is none of it.
					const newest = Math.min(Math.floor(hours / 24), days - 1);
					const begun = (newest - (count - 1)) * 24;
					// At midnight the new day has begun, and nothing of it traded.
					const isQuiet = hours === newest * 24 && count === 1;
					assert.deepEqual(
						newestOf(hours, days, { lastSessions: count }),
						isQuiet ? { ok: false, period: "day" } : from(Math.max(0, begun), hours),
					);
				},
			),
		);
	});
});
