import assert from "node:assert/strict";
import fc from "fast-check";
import type { TimeRange, VwapSeries } from "../../../../src/core/result/series";
import { HOUR_MS, epochMs } from "../../../../src/core/time";
import { isNamedAnchor, shownAnchored } from "../../../../src/core/vwap/shownAnchored";
import { type AnchorReach, shownAnchors } from "../../../../src/core/vwap/shownAnchors";
import { vwapOf } from "../../../support/series";

const BEGIN = Date.UTC(2026, 2, 28);
const at = (hour: number) => BEGIN + hour * HOUR_MS;
const iso = (hour: number) => new Date(at(hour)).toISOString();
const span = (from: number, to: number): TimeRange => ({
	from: epochMs(at(from)),
	to: epochMs(at(to)),
});

/** Hours with prices and volumes, from midnight on, or at hours of their own. */
function hours(
	points: readonly (readonly [price: number, volume: number])[],
	at_: readonly number[] = points.map((_, hour) => hour),
): VwapSeries {
	return vwapOf(
		at_.map(at),
		points.map(([price]) => price),
		points.map(([, volume]) => volume),
	);
}
const valuesOf = (series: VwapSeries, hour: number, bands: readonly number[] = []) => {
	const range = span(0, 24);
	const [shown] = shownAnchors(series, { range }, { anchors: [{ at: iso(hour), bands }] });
	return shown ?? assert.fail();
};
const rounded = (values: ArrayLike<number>) =>
	Array.from(values, (value) => Math.round(value * 1e6) / 1e6);

describe("VWAPs from several anchors", () => {
	it("are those of the definition's example, each from its own anchor", () => {
		const series = hours([
			[100, 1],
			[NaN, 0],
			[104, 3],
			[102, 4],
		]);
		const [first, second] = shownAnchors(
			series,
			{ range: span(0, 4) },
			{ anchors: [{ at: iso(0) }, { at: iso(1), bands: [1] }] },
		);
		assert.deepEqual(rounded(first?.run?.running.vwap ?? []), [100, 100, 103, 102.5]);
		// Nothing traded at 01:00, so the second begins at 02:00, and before that there is none.
		assert.equal(second?.run?.start, 2);
		assert.deepEqual(rounded(second.run.running.vwap), [NaN, NaN, 104, 102.857143]);
		const [band] = second.run.bands;
		assert.deepEqual(rounded(band?.upper ?? []), [NaN, NaN, 104, 103.846886]);
		assert.deepEqual(rounded(band?.lower ?? []), [NaN, NaN, 104, 101.8674]);
	});

	it("begin with the first interval that starts at or after the anchor", () => {
		const series = hours([
			[100, 1],
			[101, 1],
			[102, 1],
		]);
		assert.equal(valuesOf(series, 1).run?.start, 1);
		assert.equal(valuesOf(series, 0.25).run?.start, 1);
		// The interval that is due is the first one, though the anchor lies before it.
		assert.equal(valuesOf(series, -0.25).run?.start, 0);
	});

	it("are none, with the reason, before, after and in holes of the answer", () => {
		const series = hours(
			[
				[100, 1],
				[101, 1],
				[105, 1],
				[NaN, 0],
			],
			[4, 5, 8, 9],
		);
		const lackAt = (hour: number, covers?: readonly TimeRange[]) =>
			shownAnchors(
				series,
				{ range: span(2, 10), ...(covers === undefined ? {} : { covers }) },
				{ anchors: [{ at: iso(hour) }] },
			)[0]?.lack;
		assert.equal(lackAt(1), "before");
		assert.equal(lackAt(9.5), "after");
		assert.equal(lackAt(9), "noTrades");
		// The answer speaks for 02:00 and 06:00: nothing traded then.
		assert.equal(lackAt(2), undefined);
		assert.equal(lackAt(6), undefined);
		const parts = [span(4, 6), span(8, 10)];
		assert.equal(lackAt(6, parts), "notLoaded");
		assert.equal(lackAt(3, parts), "before");
		assert.equal(lackAt(8, parts), undefined);
		// Stretches of an earlier range, and what the plan does not tell of, are not a part of the answer.
		assert.equal(lackAt(1, [span(0, 10)]), "before");
		const lackWith = (reach: Omit<AnchorReach, "range">) =>
			shownAnchors(series, { range: span(2, 10), ...reach }, { anchors: [{ at: iso(3) }] })[0]
				?.lack;
		assert.equal(lackWith({ access: { from: span(4, 5).from } }), "before");
		assert.equal(lackWith({ access: { from: span(3, 5).from } }), undefined);
		const partial = { code: "rowLimit", completeFrom: span(4, 5).from } as const;
		assert.equal(lackWith({ partial }), "before");
	});

	it("are none where the answer has a hole between the anchor and the first interval that traded", () => {
		// Nothing traded from 02:00 to 04:00; what traded from 04:00 to 08:00 did not come.
		const series = hours(
			[
				[100, 1],
				[NaN, 0],
				[NaN, 0],
				[105, 1],
			],
			[1, 2, 3, 8],
		);
		const lackAt = (hour: number, covers: readonly TimeRange[]) => {
			const reach = { range: span(0, 10), covers };
			const [several] = shownAnchors(series, reach, { anchors: [{ at: iso(hour) }] });
			const single = shownAnchored(series, reach, { anchor: iso(hour) }, "UTC");
			assert.equal(single === undefined, several?.lack !== undefined);
			return several?.lack;
		};
		assert.equal(lackAt(2, [span(0, 4), span(8, 10)]), "notLoaded");
		assert.equal(lackAt(2, [span(0, 10)]), undefined);
		assert.equal(lackAt(1, [span(0, 4), span(8, 10)]), undefined);
	});

	it("begin, in a partial answer that names no stretch as complete, where the intervals came", () => {
		const series = hours(
			[
				[100, 1],
				[NaN, 0],
				[102, 1],
				[105, 1],
			],
			[1, 2, 3, 8],
		);
		const reach = { range: span(0, 10), partial: { code: "badToken" } } as const;
		const lackAt = (hour: number) =>
			shownAnchors(series, reach, { anchors: [{ at: iso(hour) }] })[0]?.lack;
		assert.deepEqual([0, 1, 2, 4, 8].map(lackAt), [
			"before",
			undefined,
			undefined,
			"notLoaded",
			undefined,
		]);
	});

	it("are none without volume", () => {
		const series = vwapOf([at(0)], [100]);
		const view = { anchors: [{ at: iso(0) }] };
		assert.deepEqual(shownAnchors(series, { range: span(0, 1) }, view), []);
	});

	it("equal the anchored VWAP of a view that has that anchor alone, to the last bit", () => {
		const point = fc.oneof(
			{
				weight: 5,
				arbitrary: fc.tuple(
					fc.double({ min: 1, max: 1e6, noNaN: true }),
					fc.double({ min: 0, max: 1e6, noNaN: true }),
				),
			},
			fc.constant([NaN, 0] as [number, number]),
		);
		fc.assert(
			fc.property(
				fc.array(point, { minLength: 1, maxLength: 60 }),
				fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 6 }),
				fc.uniqueArray(fc.constantFrom(0.5, 1, 2, 3), { maxLength: 3 }),
				(points, anchors, bands) => {
					const series = hours(points);
					const range = span(0, points.length);
					const shown = shownAnchors(
						series,
						{ range },
						{ anchors: anchors.map((hour) => ({ at: iso(hour), bands })) },
					);
					assert.equal(shown.length, anchors.length);
					for (const [place, hour] of anchors.entries()) {
						const alone = shownAnchored(
							series,
							{ range },
							{ anchor: iso(hour), bands: "sigma", multipliers: bands },
							"UTC",
						);
						const run = shown[place]?.run;
						if (run === undefined) {
							assert.ok(alone === undefined || alone.running.vwap.every(Number.isNaN));
							continue;
						}
						assert.ok(alone);
						assert.deepEqual(run.running.vwap, alone.running.vwap);
						assert.deepEqual(run.running.sigma, alone.running.sigma);
						assert.deepEqual(run.bands, alone.bands);
						assert.ok(points.slice(hour, run.start).every(([, volume]) => !(volume > 0)));
					}
				},
			),
		);
	});

	it("are none for the single anchor too where no interval of the answer is at its time, never the first interval", () => {
		const series = hours([
			[100, 1],
			[101, 2],
			[102, 3],
		]);
		const range = span(0, 3);
		const startsOf = (anchor: string, reach: AnchorReach = { range }) =>
			shownAnchored(series, reach, { anchor }, "UTC")?.starts;
		assert.deepEqual(startsOf(iso(1)), [1]);
		assert.deepEqual(startsOf(iso(0.5)), [1]);
		assert.deepEqual(startsOf(iso(-0.5)), [0]);
		for (const anchor of [
			iso(-2),
			iso(3),
			"2026-03-28T01:00:00",
			"2026-02-30T00:00:00Z",
			"noon",
			"",
		])
			assert.equal(startsOf(anchor), undefined, anchor);
		const holed = { range, covers: [span(0, 1), span(2, 3)] };
		assert.equal(startsOf(iso(1), holed), undefined);
		// What the answer speaks for and has nothing of did not trade.
		assert.deepEqual(startsOf(iso(-2), { range: span(-4, 3) }), [0]);
	});

	it("are there for the single anchor exactly where they are for one of several, whatever is written", () => {
		const text = fc.oneof(
			fc.integer({ min: -30, max: 90 }).map((hour) => iso(hour / 2)),
			fc.constantFrom(
				"",
				"noon",
				"2026-03-28",
				"2026-02-30T10:00:00Z",
				"2026-03-28T10:00:00+02:00",
			),
			fc.string({ maxLength: 32 }),
		);
		const gaps = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(text, gaps, (anchor, at_) => {
				fc.pre(!isNamedAnchor(anchor));
				const starts = [...at_].sort((a, b) => a - b);
				const series = hours(
					starts.map((hour) => [100 + hour, 1]),
					starts,
				);
				const reach = { range: span(0, 24), covers: [span(0, 6), span(9, 24)] };
				const single = shownAnchored(series, reach, { anchor }, "UTC");
				const [several] = shownAnchors(series, reach, { anchors: [{ at: anchor }] });
				assert.deepEqual(single?.running, several?.run?.running);
			}),
		);
	});
});
