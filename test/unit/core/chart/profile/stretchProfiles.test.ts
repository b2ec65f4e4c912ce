import assert from "node:assert/strict";
import * as fc from "fast-check";
import { StretchProfiles } from "../../../../../src/core/chart/profile/stretchProfiles";
import { shownProfile, withJoinedRows } from "../../../../../src/core/chart/profile/shownProfile";
import {
	keptSpan,
	spanOfStretch,
	wholeWithin,
} from "../../../../../src/core/profile/overTime/stretch";
import type { VolumeProfileSeries } from "../../../../../src/core/result/series";
import { HOUR_MS } from "../../../../../src/core/time";
import { impliedVwap } from "../../../../../src/core/vwap/impliedVwap";
import { type Rows, optionsArbitrary, rowsArbitrary } from "../../profile/arbitraries";
import { seriesOf } from "../../profile/series";

/** Of taker unknown a part of each row. */
function withUnknown(series: VolumeProfileSeries): VolumeProfileSeries {
	return { ...series, unknown: series.buy.map((_, row) => row % 4) };
}

const near = (one: number, other: number) =>
	assert.ok(
		Object.is(one, other) || Math.abs(one - other) <= 1e-9 * Math.abs(other),
		`${one} is not ${other}`,
	);

describe("profiles of stretches", () => {
	const rows: fc.Arbitrary<Rows> = fc.oneof(
		{ weight: 6, arbitrary: rowsArbitrary },
		{ weight: 1, arbitrary: fc.constant([]) },
	);
	const some = fc.array(rows, { minLength: 1, maxLength: 30 });

	it("are of the intervals that lie wholly within a span, and of no other", () => {
		fc.assert(
			fc.property(
				some,
				fc.double({ min: -2, max: 32, noNaN: true }),
				fc.double({ min: 0, max: 32, noNaN: true }),
				(intervals, begin, length) => {
					const { times, interval } = seriesOf(intervals, 1);
					const span = { from: begin * HOUR_MS, to: (begin + length) * HOUR_MS };
					const { first, end } = wholeWithin({ times, interval }, span);
					const inside = Array.from(times.keys()).filter(
						(index) =>
							times[index] >= Math.round(span.from) &&
							times[index] + interval <= Math.round(span.to),
					);
					const found = Array.from({ length: end - first }, (_, index) => first + index);
					assert.deepEqual(found, inside);
				},
			),
		);
	});

	it("take an interval whose edge is the span's but for the noise of a zoom", () => {
		const series = seriesOf([[], [], []], 1);
		const zoomed = { from: HOUR_MS + 0.0004, to: 3 * HOUR_MS - 0.0004 };
		assert.deepEqual(wholeWithin(series, zoomed), { first: 1, end: 3 });
		assert.deepEqual(wholeWithin(series, { from: HOUR_MS + 1, to: 3 * HOUR_MS - 1 }), {
			first: 2,
			end: 2,
		});
	});

	it("are what a view with the same intervals chosen shows, joined rows and refusals included", () => {
		fc.assert(
			fc.property(
				some,
				optionsArbitrary,
				fc.tuple(fc.nat(), fc.nat()),
				fc.constantFrom({}, { rows: 3 }, { rowCount: 4 }),
				fc.boolean(),
				fc.constantFrom(undefined, 1),
				(intervals, area, [a, b], joining, isUntold, step) => {
					const plain = seriesOf(intervals, step);
					const series = isUntold ? withUnknown(plain) : plain;
					const count = series.times.length;
					const ends = [a % count, b % count];
					const stretch = { first: Math.min(...ends), end: Math.max(...ends) + 1 };
					const joined = withJoinedRows(series, joining);
					const profiles = new StretchProfiles(series, joined);
					const found = profiles.of(stretch, area);
					const view = { ...joining, intervals: [keptSpan(spanOfStretch(series, stretch))] };
					const shown = shownProfile(series, view, area);
					if (!shown.ok) {
						assert.deepEqual(found, { ok: false, refusal: shown.refusal });
						return;
					}
					if (shown.model.levels === undefined) {
						assert.deepEqual(found, { ok: false, refusal: { reason: "noTrades" } });
						return;
					}
					assert.deepEqual(found, { ok: true, model: shown.model, isSum: shown.isSum });
					const implied = profiles.impliedBy(stretch);
					const exact = impliedVwap(series, shown.choice.intervals);
					near(implied.price, exact.price);
					near(implied.low, exact.low);
					near(implied.high, exact.high);
				},
			),
			{ numRuns: 300 },
		);
	});

	it("say why there is none", () => {
		const ramp = (step: number): Rows =>
			Array.from({ length: 30 }, (_, index) => ({ row: index * step, buy: 1, sell: 2 }));
		const series = seriesOf([ramp(2), ramp(3), []]);
		const profiles = new StretchProfiles(series, series);
		const area = { percent: 70, method: "pairs" } as const;
		const reasonOf = (first: number, end: number) => {
			const found = profiles.of({ first, end }, area);
			return found.ok ? undefined : found.refusal.reason;
		};
		assert.equal(reasonOf(1, 1), "noInterval");
		assert.equal(reasonOf(2, 3), "noTrades");
		assert.equal(reasonOf(0, 3), "differentSteps");
		assert.equal(reasonOf(0, 1), undefined);
	});
});
