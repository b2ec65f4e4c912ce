import assert from "node:assert/strict";
import fc from "fast-check";
import {
	barAt,
	barOfRow,
	groupRows,
	rowsPerBar,
	visibleBars,
} from "../../../../src/core/chart/profile/profileBars";
import {
	findInterval,
	neighbourInterval,
	priceBounds,
	profileModel,
} from "../../../../src/core/chart/profile/profileModel";
import { vwapModel } from "../../../../src/core/chart/vwapModel";
import { rowsOf } from "../../../../src/core/profile/rows";
import type { VolumeProfileSeries, VwapSeries } from "../../../../src/core/result/series";
import { epochMs } from "../../../../src/core/time";
import {
	MIDNIGHT,
	type Row,
	ofUnknownHeight,
	profileSeries,
	vwapSeries,
} from "../../../support/series";

const HOUR = 3_600_000;
const T0 = MIDNIGHT;

/** Hourly profiles of rows whose height is not said. */
const profiles = (
	intervals: readonly (readonly Row[])[],
	more: Partial<VolumeProfileSeries> = {},
): VolumeProfileSeries => ({ ...ofUnknownHeight(profileSeries(intervals)), ...more });

/** The rows of the provider's published sample (definitions G12). */
const PUBLISHED = [
	[66108, 0, 5.466999999999996],
	[66114, 6.239000000000001, 25.31399999999998],
	[66120, 7.307999999999996, 20.503000000000004],
] as const;

const OPTIONS = { percent: 70, method: "pairs" } as const;

function modelOf(series: VolumeProfileSeries, options: { interval?: string } = {}) {
	const built = profileModel(series, { ...OPTIONS, ...options });
	assert.ok(built.ok);
	return built.model;
}

describe("the profile model", () => {
	it("carries the golden levels of the published sample", () => {
		const model = modelOf(profiles([PUBLISHED]));
		assert.equal(model.levels?.poc, 66114);
		assert.equal(model.levels?.vah, 66120);
		assert.equal(model.levels?.val, 66114);
		assert.equal(model.levels?.delta.toFixed(3), "-37.737");
		assert.equal(model.rowHeight, 6);
		assert.equal(model.priceDecimals, 0);
	});

	it("adds all intervals up, or shows the one that is named", () => {
		const series = profiles(
			[
				[[10, 1, 2]],
				[
					[10, 3, 0],
					[11, 1, 1],
				],
			],
			{ open: true },
		);
		const whole = modelOf(series);
		assert.deepEqual([...whole.rows.buy], [4, 1]);
		const first = modelOf(series, { interval: new Date(T0).toISOString() });
		assert.equal(first.levels?.total, 3);
		assert.equal(first.interval?.isOpen, false);
		assert.equal(first.interval.index, 0);
		assert.equal(first.rowHeight, 1);
		const last = modelOf(series, { interval: new Date(T0 + HOUR).toISOString() });
		assert.equal(last.interval?.isOpen, true);
	});

	it("writes volumes with the decimals of the longest of all rows, and prices with those of the step", () => {
		const rows = Array.from({ length: 1_001 }, (_, k) => [100 + k, 2, 2] as const);
		const long = [...rows.slice(0, 701), [801, 2, 1.5] as const, ...rows.slice(702)];
		assert.equal(modelOf(profiles([long])).volumeDecimals, 1);
		const tiny = rows.slice(0, 10).map(([k]) => [Number(`${k}e-13`), 1e-6, 0] as const);
		const model = modelOf(profiles([tiny]));
		assert.deepEqual([model.priceDecimals, model.volumeDecimals], [13, 6]);
	});

	it("falls back to all intervals when the named one is gone", () => {
		const model = modelOf(profiles([PUBLISHED]), { interval: "2001-01-01T00:00:00.000Z" });
		assert.equal(model.interval, undefined);
		assert.equal(model.levels?.poc, 66114);
	});

	it("has no levels when nothing traded", () => {
		assert.equal(modelOf(profiles([[], []])).levels, undefined);
		assert.equal(modelOf(profiles([[[10, 0, 0]]])).levels, undefined);
	});

	it("leaves empty rows at the ends out of the axis", () => {
		const padded = modelOf(
			profiles([
				[
					[1, 0, 0],
					[10, 1, 1],
					[12, 1, 1],
					[90, 0, 0],
				],
			]),
		);
		assert.deepEqual(padded.traded, { min: 10, max: 12 + padded.rowHeight });
		const bounds = priceBounds(padded, false);
		assert.ok(bounds.min > 1 && bounds.max < 90);
		assert.ok(bounds.min < 10 && bounds.max > 12);
	});

	it("gives a single price room around it", () => {
		const bounds = priceBounds(modelOf(profiles([[[66114, 1, 2]]])), false);
		assert.ok(bounds.max > bounds.min && bounds.minSpan > 0);
	});

	it("keeps a logarithmic axis above zero, with room that is a ratio", () => {
		const rows = [0.5, ...Array.from({ length: 60 }, (_, i) => 20 + i)];
		const model = modelOf(profiles([rows.map((price) => [price, 1, 1] as const)]));
		const { min, max } = priceBounds(model, true);
		assert.ok(min > 0 && min < 0.5, String(min));
		const { traded } = model;
		assert.ok(Math.abs(traded.min / min - max / traded.max) < 1e-12);
		assert.ok(priceBounds(model, false).min < 0);
	});

	it("says why intervals cannot be added", () => {
		const fine = Array.from({ length: 30 }, (_, i) => [100 + i * 4, 1, 1] as const);
		const coarse = Array.from({ length: 30 }, (_, i) => [100 + i * 6, 1, 1] as const);
		const built = profileModel(profiles([fine, coarse]), OPTIONS);
		assert.ok(!built.ok);
		assert.equal(built.refusal.reason, "differentSteps");
	});

	it("steps through the intervals and out of them", () => {
		const series = profiles([[[1, 1, 1]], [[1, 1, 1]], [[1, 1, 1]]]);
		const start = (index: number) => new Date(T0 + index * HOUR).toISOString();
		const shown = (index: number) => findInterval(series, start(index));
		assert.equal(neighbourInterval(series, undefined, 1), start(0));
		assert.equal(neighbourInterval(series, undefined, -1), start(2));
		assert.equal(neighbourInterval(series, shown(0), 1), start(1));
		assert.equal(neighbourInterval(series, shown(2), 1), undefined);
		assert.equal(neighbourInterval(series, shown(0), -1), undefined);
	});
});

describe("bars of a profile", () => {
	const prices = fc
		.uniqueArray(fc.nat({ max: 3_000 }), { minLength: 1, maxLength: 400 })
		.map((positions) =>
			positions.toSorted((a, b) => a - b).map((position) => 1_000 + position * 5),
		);

	it("hold every row once and all of its volume", () => {
		fc.assert(
			fc.property(prices, fc.constantFrom(1, 2, 5, 10, 100), (column, multiple) => {
				const buy = Float64Array.from(column, (_, i) => i % 7);
				const sell = Float64Array.from(column, (_, i) => i % 3);
				const rows = rowsOf(Float64Array.from(column), buy, sell, 5);
				const bars = groupRows(rows, multiple, 5);
				const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
				assert.equal(sum(bars.buy), sum(buy));
				assert.equal(sum(bars.sell), sum(sell));
				assert.equal(bars.firstRows.at(-1), column.length);
				column.forEach((price, row) => {
					const center = bars.centers[barOfRow(bars, row)] ?? NaN;
					assert.ok(Math.abs(price - center) <= bars.height / 2);
				});
				bars.centers.forEach((center, bar) => {
					assert.ok(bar === 0 || center - (bars.centers[bar - 1] ?? NaN) >= bars.height - 1e-9);
				});
			}),
			{ numRuns: 2_000 },
		);
	});

	it("are the rows themselves while those are thick enough", () => {
		assert.equal(rowsPerBar(3, 2), 1);
		assert.equal(rowsPerBar(1.5, 2), 2);
		assert.equal(rowsPerBar(0.3, 2), 10);
		assert.equal(rowsPerBar(0.001, 2), 2_000);
	});

	it("reach from their price one step up, and are found by price and by a range of prices", () => {
		const column = Float64Array.of(10, 20, 40);
		const bars = groupRows(
			rowsOf(column, Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 1)),
			1,
			10,
		);
		assert.deepEqual(
			[0, 14, 16, 29, 31, 99].map((price) => barAt(bars, price)),
			[0, 0, 0, 1, 1, 2],
		);
		assert.deepEqual(visibleBars(bars, 16, 30), [0, 2]);
		assert.deepEqual(visibleBars(bars, 21, 29), [1, 2]);
		assert.equal(
			barAt(groupRows(rowsOf(column.slice(0, 0), column.slice(0, 0), column.slice(0, 0)), 1, 1), 5),
			undefined,
		);
	});
});

describe("the VWAP model", () => {
	const series = (prices: readonly number[], more: Partial<VwapSeries> = {}) =>
		vwapSeries(prices, undefined, more);
	const range = { from: epochMs(T0 - HOUR), to: epochMs(T0 + 6 * HOUR) };

	it("summarizes a line across its gaps", () => {
		const model = vwapModel(series([101.5, NaN, 99.25, NaN]), range);
		assert.deepEqual(model.figures, {
			lastIndex: 2,
			last: 99.25,
			lastTime: T0 + 2 * HOUR,
			low: 99.25,
			high: 101.5,
		});
	});

	it("has no figures when nothing traded", () => {
		const model = vwapModel(series([NaN, NaN]), range);
		assert.equal(model.figures, undefined);
	});

	it("covers the asked range, also where data are missing", () => {
		const { bounds } = vwapModel(series([1, 2, 3]), range);
		assert.deepEqual([bounds.min, bounds.max], [range.from, range.to]);
	});

	it("shows enough digits to tell a hundredth of a basis point of any of its prices", () => {
		const decimals = (...prices: number[]) => vwapModel(series(prices), range).priceDecimals;
		assert.equal(decimals(66116.0679), 2);
		assert.equal(decimals(3.14159265), 6);
		assert.equal(decimals(0.000123456789), 10);
		assert.equal(decimals(...new Array<number>(999).fill(2_000), 0.5), 7);
	});

	it("shows candles with the decimals of the longest of their prices", () => {
		const column = (last: number) => Float64Array.of(1, 2, last);
		const candles = {
			openPrice: column(3),
			high: column(4.25),
			low: column(2.5),
			close: column(3),
		};
		assert.equal(vwapModel({ ...series([1, 2, 3]), ...candles }, range).candleDecimals, 2);
	});
});
