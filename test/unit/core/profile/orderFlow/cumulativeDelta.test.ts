import assert from "node:assert/strict";
import fc from "fast-check";
import {
	type CumulativeStart,
	cumulativeDelta,
	periodStart,
} from "../../../../../src/core/profile/orderFlow/cumulativeDelta";
import { intervalTotals } from "../../../../../src/core/profile/orderFlow/intervalTotals";
import { shownFlow } from "../../../../../src/core/profile/orderFlow/shownFlow";
import type { ViewOptions } from "../../../../../src/core/query/viewOptions";
import { joinedStretches } from "../../../../../src/core/result/openResult";
import type { SpokenFacts } from "../../../../../src/core/result/reach";
import type { TimeRange, VwapSeries } from "../../../../../src/core/result/series";
import { epochMs, HOUR_MS } from "../../../../../src/core/time";
import {
	MIDNIGHT,
	type Row,
	profileSeries,
	reachOf,
	vwapOf,
	vwapSeries,
} from "../../../../support/series";

/** One interval with one row for each delta, at these hours from a midnight on. */
function seriesOf(deltas: readonly number[], hours = deltas.map((_, hour) => hour)) {
	return profileSeries(
		deltas.map((delta) => [[66_000, 10 + Math.max(0, delta), 10 + Math.max(0, -delta)]]),
		{ times: Float64Array.from(hours, (hour) => MIDNIGHT + hour * HOUR_MS) },
	);
}

const run = (series: ReturnType<typeof seriesOf>, start: CumulativeStart) =>
	cumulativeDelta(series, intervalTotals(series), start);
const shown = (series: ReturnType<typeof seriesOf>, view: ViewOptions, vwap?: VwapSeries) =>
	shownFlow(
		{ series, result: reachOf(series) },
		view,
		false,
		"UTC",
		vwap && { series: vwap, result: reachOf(vwap) },
	).cumulative;
/** Where sums begin that begin anew each day or week, in an answer that has what the series has. */
const startAt = (period: "day" | "week", series: ReturnType<typeof seriesOf>, zone = "UTC") =>
	periodStart(period, series, zone, reachOf(series));

describe("cumulative delta", () => {
	it("adds deltas up from the start of the range; an interval without trades has none and changes nothing", () => {
		const series = seriesOf([3, -5, 4], [0, 1, 3]);
		const { values, starts, partial } = run(series, "range");
		assert.deepEqual([...values], [3, -2, 2]);
		assert.deepEqual([starts, partial], [[0], []]);
	});

	it("has no value in an interval without trades that has a place, however its rows say so", () => {
		const rows = (delta: number): Row[] => [
			[66_000, 10 + Math.max(0, delta), 10 + Math.max(0, -delta)],
		];
		for (const none of [
			[],
			[[66_000, 0, 0]],
			[
				[66_000, 0, 0],
				[66_010, 0, 0],
			],
		] as Row[][]) {
			const series = profileSeries([rows(3), rows(-5), none, rows(4)]);
			for (const start of ["range", startAt("day", series)] as const)
				assert.deepEqual([...run(series, start).values], [3, -2, NaN, 2]);
		}
	});

	it("begins anew each day on the clock of a zone, and says when the first day had begun before", () => {
		const series = seriesOf([1, 2, 3, 4], [22, 23, 24, 25]);
		const utc = run(series, startAt("day", series));
		assert.deepEqual([...utc.values], [1, 3, 3, 7]);
		assert.deepEqual([utc.starts, utc.partial], [[0, 2], [0]]);
		// In Tokyo the day of these hours has begun at 15:00 UTC.
		const tokyo = run(series, startAt("day", series, "Asia/Tokyo"));
		assert.deepEqual([...tokyo.values], [1, 3, 6, 10]);
		const whole = seriesOf([1, 2]);
		assert.deepEqual(run(whole, startAt("day", whole)).partial, []);
	});

	it("has a whole first period where nothing is missing before its first interval", () => {
		// From midnight of the 29th on; the first hour did not trade.
		const series = seriesOf([1, 2, 3], [1, 2, 25]);
		const isPartial = (view: ViewOptions, from: number, covers?: readonly TimeRange[]) => {
			const range = {
				from: epochMs(MIDNIGHT + from * HOUR_MS),
				to: epochMs(MIDNIGHT + 30 * HOUR_MS),
			};
			const result = { range, ...(covers && { covers }) };
			return shownFlow(
				{ series, result },
				view,
				false,
				"UTC",
				undefined,
			).cumulative?.partial.includes(0);
		};
		for (const view of [
			{ cumulativeDelta: "day" },
			{ cumulativeDelta: "anchor", anchor: "session" },
			{ cumulativeDelta: "session" },
		] as const) {
			assert.equal(isPartial(view, 0), false);
			assert.equal(isPartial(view, -5), false);
			assert.equal(isPartial(view, 1), true);
			const late = { from: epochMs(MIDNIGHT + HOUR_MS), to: epochMs(MIDNIGHT + 30 * HOUR_MS) };
			assert.equal(isPartial(view, 0, [late]), true);
		}
		assert.equal(isPartial({ cumulativeDelta: "week" }, 0), true);
		assert.equal(isPartial({ cumulativeDelta: "range" }, 1), false);
		// A session before the first that traded is not the first of the sums.
		const session = {
			name: "Early",
			zone: "UTC",
			days: [1, 2, 3, 4, 5, 6, 7],
			from: "00:00",
			to: "01:00",
		} as const;
		assert.equal(isPartial({ cumulativeDelta: "session", session }, 0.5), false);
	});

	it("says of each period whether a hole of the answer lies over its beginning", () => {
		// The 29th without its last hours, the 30th, a Monday, from 06:00 on, and the 31st.
		const hours = Array.from({ length: 72 }, (_, hour) => hour).filter(
			(hour) => hour < 20 || hour >= 30,
		);
		const series = seriesOf(
			hours.map(() => 1),
			hours,
		);
		const hour = (count: number) => epochMs(MIDNIGHT + count * HOUR_MS);
		const range = { from: hour(0), to: hour(72) };
		const covers = [
			{ from: hour(0), to: hour(20) },
			{ from: hour(30), to: hour(72) },
		];
		const partial = (view: ViewOptions, result: SpokenFacts, vwap?: SpokenFacts) => {
			const all = hours.map((one) => MIDNIGHT + one * HOUR_MS);
			const line = vwapOf(
				all,
				all.map(() => 100),
				all.map(() => 1),
			);
			const beside = vwap && { series: line, result: vwap };
			return shownFlow({ series, result }, view, false, "UTC", beside).cumulative?.partial;
		};
		const holed = { range, covers };
		for (const view of [
			{ cumulativeDelta: "day" },
			{ cumulativeDelta: "session" },
			{ cumulativeDelta: "anchor", anchor: "session" },
			{ cumulativeDelta: "anchor", anchor: "sessions" },
		] as const) {
			// From 06:00 on the 30th; the 31st is whole. Without the hole, nothing traded in these hours.
			assert.deepEqual(partial(view, holed), [20], JSON.stringify(view));
			assert.deepEqual(partial(view, { range }), [], JSON.stringify(view));
			assert.deepEqual(partial(view, holed, { range }), [20], JSON.stringify(view));
		}
		// What a VWAP has no place for is missing there, though the profile tells of it.
		const day = { cumulativeDelta: "anchor", anchor: "session" } as const;
		assert.deepEqual(partial(day, { range }, holed), [20]);
		assert.deepEqual(partial({ cumulativeDelta: "week" }, holed), [0, 20]);
		assert.deepEqual(partial({ cumulativeDelta: "range" }, holed), []);
		// A partial answer that names no stretch as complete tells of the hours that came.
		const unknown = { range, partial: { code: "badToken" } } as const;
		assert.deepEqual(partial({ cumulativeDelta: "day" }, unknown), [20]);
	});

	it("is partial exactly where an interval of its period before the first is not told of", () => {
		const stretch = fc.tuple(fc.nat(120), fc.integer({ min: 1, max: 30 }));
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.nat(119), { minLength: 1, maxLength: 100 }),
				fc.array(stretch, { maxLength: 3 }),
				fc.constantFrom("day", "week"),
				fc.option(fc.tuple(fc.nat(120), fc.nat(120)), { nil: undefined }),
				(traded, holes, period, bounds) => {
					const isHole = (hour: number) =>
						holes.some(([from, length]) => hour >= from && hour < from + length);
					const inRange = Array.from({ length: 120 }, (_, hour) => hour);
					const covered = inRange.filter((hour) => !isHole(hour));
					const hours = traded.filter((hour) => !isHole(hour)).sort((a, b) => a - b);
					fc.pre(hours.length > 0);
					const hour = (count: number) => epochMs(MIDNIGHT + count * HOUR_MS);
					const result: SpokenFacts = {
						range: { from: hour(0), to: hour(120) },
						covers: joinedStretches(covered.map((one) => ({ from: hour(one), to: hour(one + 1) }))),
						...(bounds && {
							partial: {
								code: "deadline",
								completeUntil: hour(bounds[0]),
								completeFrom: hour(bounds[1]),
							},
						}),
					};
					const isTold = (one: number) =>
						hours.includes(one) ||
						(covered.includes(one) &&
							(bounds === undefined || one < bounds[0] || one >= bounds[1]));
					const series = seriesOf(
						hours.map(() => 1),
						hours,
					);
					const found = shownFlow(
						{ series, result },
						{ cumulativeDelta: period },
						false,
						"UTC",
						undefined,
					);
					const { starts = [], partial } = found.cumulative ?? {};
					for (const start of starts) {
						const first = hours[start] ?? NaN;
						// The 29th is a Sunday.
						const begin = period === "day" ? Math.floor(first / 24) * 24 : first < 24 ? -144 : 24;
						const before = Array.from({ length: first - begin }, (_, index) => begin + index);
						const isCut = !before.every(isTold);
						// Where an hour between came outside of what is complete, more may be called missing, never less.
						if (isCut || before.every((one) => !hours.includes(one)))
							assert.equal(partial?.includes(start), isCut, JSON.stringify([start, first]));
					}
				},
			),
		);
	});

	it("runs in each session and not between them, and not at all where sessions do not fit the intervals", () => {
		const series = seriesOf([1, 2, 3, 4, 5, 6], [12, 13, 14, 15, 16, 37]);
		const session = (from: string) => ({
			...({ name: "Desk", zone: "UTC", days: [1, 2, 3, 4, 5, 6, 7], to: "15:00" } as const),
			from,
		});
		const view = (from: string): ViewOptions => ({
			cumulativeDelta: "session",
			session: session(from),
		});
		const hours = shown(series, view("13:00"));
		assert.deepEqual([...(hours?.values ?? [])], [NaN, 2, 5, NaN, NaN, 6]);
		assert.deepEqual(hours?.starts, [1, 5]);
		const anchored = { ...view("13:00"), cumulativeDelta: "anchor", anchor: "sessions" } as const;
		assert.deepEqual(shown(series, anchored)?.values, hours?.values);
		assert.deepEqual(shown(series, view("13:30"))?.starts, []);
	});

	it("begins with the next interval where the first one of a day did not trade", () => {
		const series = seriesOf([1, 2, 4], [22, 23, 26]);
		assert.deepEqual([...run(series, startAt("day", series)).values], [1, 3, 4]);
	});

	it("has no value before an anchor", () => {
		const series = seriesOf([1, 2, 3]);
		const view = { cumulativeDelta: "anchor", anchor: "2026-03-29T01:00:00Z" } as const;
		assert.deepEqual([...(shown(series, view)?.values ?? [])], [NaN, 2, 5]);
		// An anchor that is beyond either end, or no time at all, is not the first interval.
		for (const anchor of [
			"2026-04-01T00:00:00Z",
			"2026-03-28T00:00:00Z",
			"2026-02-30T00:00:00Z",
			"2026-03-29",
			"quarter",
		]) {
			const none = shown(series, { ...view, anchor });
			assert.deepEqual([...(none?.values ?? [])], [NaN, NaN, NaN], anchor);
			assert.deepEqual(none?.starts, [], anchor);
			const vwap = vwapSeries([100, 100, 100], [1, 9, 2]);
			assert.deepEqual(shown(series, { ...view, anchor }, vwap)?.starts, [], anchor);
		}
	});

	it("begins at the highest or lowest price that traded, where no VWAP tells it: rows without volume have no price", () => {
		const rows = (low: Row, middle: Row, high: Row) => [low, middle, high];
		const series = profileSeries([
			rows([90, 0, 0], [100, 1, 1], [140, 0, 0]),
			rows([90, 0, 0], [110, 3, 1], [150, 0, 0]),
			rows([80, 0, 0], [95, 1, 2], [100, 0, 0]),
			rows([10, 0, 0], [20, 0, 0], [900, 0, 0]),
		]);
		const startsAt = (anchor: string) =>
			shown(series, { cumulativeDelta: "anchor", anchor })?.starts;
		assert.deepEqual(startsAt("highestPrice"), [1]);
		assert.deepEqual(startsAt("lowestPrice"), [2]);
	});

	it("begins where the anchored VWAP beside it does", () => {
		const series = seriesOf([1, 2, 3]);
		const view = { cumulativeDelta: "anchor", anchor: "highestVolume" } as const;
		const vwap = vwapSeries([100, 100, 100], [1, 9, 2]);
		assert.deepEqual([...(shown(series, view, vwap)?.values ?? [])], [NaN, 2, 5]);
		// Alone, by its own volume: the third interval has the most.
		assert.deepEqual([...(shown(series, view)?.values ?? [])], [NaN, NaN, 3]);
		// An anchor that is not chosen is the start of the range.
		assert.deepEqual([...(shown(series, { cumulativeDelta: "anchor" })?.values ?? [])], [1, 3, 6]);
		assert.equal(shown(series, {}), undefined);
	});

	it("tells how much volume has no known taker", () => {
		const series = seriesOf([1, -1]);
		assert.equal(run(series, "range").unknownPercent, 0);
		const untold = { ...series, unknown: Float64Array.of(21, 21) };
		assert.equal(run(untold, "range").unknownPercent, 50);
		assert.deepEqual([...run(untold, "range").values], [1, 0]);
	});

	it("of nothing is nothing", () => {
		const none = profileSeries([]);
		assert.deepEqual([...run(none, "range").values], []);
		assert.deepEqual([...run(none, startAt("week", none)).values], []);
	});

	it("is the sum of the deltas since the last beginning, whatever the intervals", () => {
		const deltas = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 80 });
		fc.assert(
			fc.property(deltas, fc.constantFrom("day", "week"), (all, period) => {
				const hours = all.map((_, index) => index * 5);
				const series = seriesOf(all, hours);
				const { values, starts } = run(series, startAt(period, series));
				const key = (index: number) => {
					const day = Math.floor(((hours[index] ?? NaN) * HOUR_MS + MIDNIGHT) / (24 * HOUR_MS));
					// The epoch began on a Thursday.
					return period === "day" ? day : Math.floor((day + 3) / 7);
				};
				let sum = 0;
				for (const [index, delta] of all.entries()) {
					const begins = index === 0 || key(index) !== key(index - 1);
					assert.equal(starts.includes(index), begins);
					sum = begins ? delta : sum + delta;
					assert.ok(Math.abs((values[index] ?? NaN) - sum) < 1e-9);
				}
			}),
		);
	});
});
