import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import * as fc from "fast-check";
import { cellLadder, cellVolume } from "../../../../src/core/chart/cellLadder";
import { HeatGrids } from "../../../../src/core/chart/heatGrid";
import { countIntervals } from "../../../../src/core/chart/intervalCounts";
import { barLengths, reachOf } from "../../../../src/core/chart/profile/barLengths";
import { groupRows } from "../../../../src/core/chart/profile/profileBars";
import { seriesVolumeDecimals } from "../../../../src/core/chart/profile/profileModel";
import { analyzeRows, type PlainRow } from "../../../../src/core/profile/analyzeRows";
import { composite } from "../../../../src/core/profile/overTime/composite";
import { developingLevels, intervalLevels } from "../../../../src/core/profile/overTime/developing";
import { explainValueArea } from "../../../../src/core/profile/explain";
import { nakedPocs } from "../../../../src/core/profile/overTime/nakedPoc";
import {
	DEFAULT_NODE_OPTIONS,
	findNodes,
	volumeNodes,
} from "../../../../src/core/profile/nodes/nodes";
import { onlyIntervals } from "../../../../src/core/profile/overTime/onlyIntervals";
import { analyzeProfile, type ProfileLevels } from "../../../../src/core/profile/profile";
import { regroupSeries } from "../../../../src/core/profile/regroup";
import { intervalRows, type ProfileRows } from "../../../../src/core/profile/rows";
import { profileShape } from "../../../../src/core/profile/shape";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { epochMs } from "../../../../src/core/time";
import { impliedVwap, intervalImpliedVwaps } from "../../../../src/core/vwap/impliedVwap";
import { optionsArbitrary, rowsArbitrary } from "./arbitraries";
import { seriesOf } from "./series";

/** The same series with all bought volume as that of unknown takers. */
function withoutBuyers(series: VolumeProfileSeries): VolumeProfileSeries {
	return { ...series, buy: new Float64Array(series.buy.length), unknown: series.buy };
}

const seriesArbitrary = fc
	.array(rowsArbitrary, { minLength: 1, maxLength: 4 })
	.map((intervals) => seriesOf(intervals, 1));

function rowsOfSum(series: VolumeProfileSeries): ProfileRows {
	const sum = composite(series);
	ok(sum.ok);
	return sum.rows;
}

function levelsOf(rows: ProfileRows): ProfileLevels {
	const levels = analyzeProfile(rows);
	ok(levels !== undefined);
	return levels;
}

describe("volume whose taker is not known", () => {
	it("counts in totals and levels, and in no delta", () => {
		const result = analyzeRows([
			{ price: 100, buy: 1, sell: 1, unknown: 0 },
			{ price: 101, buy: 3, sell: 1, unknown: 16 },
			{ price: 102, buy: 2, sell: 2 },
		]);
		strictEqual(result.poc, 101);
		strictEqual(result.total, 26);
		deepStrictEqual([result.buy, result.sell], [6, 4]);
		strictEqual(result.delta, 2);
		strictEqual(result.deltaPercent, 20);
		strictEqual(result.impliedVwap, 100 + (20 + 8) / 26);
	});

	it("has a delta % of 0 when no taker is known", () => {
		const result = analyzeRows([{ price: 100, buy: 0, sell: 0, unknown: 5 }]);
		deepStrictEqual([result.total, result.delta, result.deltaPercent], [5, 0, 0]);
	});

	it("must be finite and not negative", () => {
		for (const unknown of [-1, NaN, Infinity]) {
			throws(() => analyzeRows([{ price: 1, buy: 1, sell: 1, unknown }]), {
				name: "TypeError",
				message: "rows[0].unknown must be a finite number that is not negative",
			});
		}
	});

	it("is added up for rows of one price", () => {
		const row = { price: 1, buy: 1, sell: 1, unknown: 2 };
		strictEqual(analyzeRows([row, row]).total, 8);
	});

	it("changes nothing where it is 0", () => {
		const plain = fc.array(
			fc.record({
				price: fc.integer({ min: 1, max: 40 }),
				buy: fc.double({ min: 0, max: 9, noNaN: true }),
				sell: fc.double({ min: 0.5, max: 9, noNaN: true }),
			}),
			{ minLength: 1, maxLength: 20 },
		);
		fc.assert(
			fc.property(plain, optionsArbitrary, (rows: PlainRow[], options) => {
				const zero = rows.map((row) => ({ ...row, unknown: 0 }));
				deepStrictEqual(analyzeRows(zero, options), analyzeRows(rows, options));
			}),
		);
	});

	it("changes only the delta when bought volume becomes unknown", () => {
		const moving = fc.array(
			fc.record({
				price: fc.integer({ min: 1, max: 40 }),
				buy: fc.integer({ min: 1, max: 9 }),
				sell: fc.integer({ min: 0, max: 9 }),
				moved: fc.integer({ min: 1, max: 9 }),
			}),
			{ minLength: 1, maxLength: 20 },
		);
		fc.assert(
			fc.property(moving, optionsArbitrary, (rows, options) => {
				const before = analyzeRows(
					rows.map(({ price, buy, sell, moved }) => ({ price, buy: buy + moved, sell })),
					options,
				);
				const after = analyzeRows(
					rows.map(({ price, buy, sell, moved }) => ({ price, buy, sell, unknown: moved })),
					options,
				);
				for (const name of [
					"poc",
					"vah",
					"val",
					"captured",
					"total",
					"sell",
					"impliedVwap",
				] as const)
					strictEqual(after[name], before[name]);
				const moved = rows.reduce((sum, row) => sum + row.moved, 0);
				strictEqual(after.delta, before.delta - moved);
			}),
		);
	});

	it("leaves all levels of series unchanged", () => {
		fc.assert(
			fc.property(seriesArbitrary, (told) => {
				const untold = withoutBuyers(told);
				deepStrictEqual(developingLevels(untold), developingLevels(told));
				deepStrictEqual(intervalLevels(untold), intervalLevels(told));
				deepStrictEqual(nakedPocs(untold), nakedPocs(told));
				deepStrictEqual(impliedVwap(untold), impliedVwap(told));
				deepStrictEqual(intervalImpliedVwaps(untold), intervalImpliedVwaps(told));
				strictEqual(seriesVolumeDecimals(untold), seriesVolumeDecimals(told));
				const range = { from: epochMs(0), to: epochMs(told.times.length * told.interval) };
				deepStrictEqual(
					countIntervals(untold, range, range.to, [range]),
					countIntervals(told, range, range.to, [range]),
				);
				const [rows, toldRows] = [rowsOfSum(untold), rowsOfSum(told)];
				const [levels, toldLevels] = [levelsOf(rows), levelsOf(toldRows)];
				deepStrictEqual(explainValueArea(rows)?.steps, explainValueArea(toldRows)?.steps);
				deepStrictEqual(
					explainValueArea(rows)?.start.volume,
					explainValueArea(toldRows)?.start.volume,
				);
				const nodesOf = (of: ProfileRows, at: ProfileLevels) =>
					findNodes(of, at.pocIndex, DEFAULT_NODE_OPTIONS);
				deepStrictEqual(
					volumeNodes(rows, levels.pocIndex, DEFAULT_NODE_OPTIONS),
					volumeNodes(toldRows, toldLevels.pocIndex, DEFAULT_NODE_OPTIONS),
				);
				strictEqual(
					profileShape(rows, levels, nodesOf(rows, levels)),
					profileShape(toldRows, toldLevels, nodesOf(toldRows, toldLevels)),
				);
				for (const name of ["poc", "vah", "val", "total", "captured", "sell"] as const)
					strictEqual(levels[name], toldLevels[name]);
				strictEqual(levels.unknown, toldLevels.buy);
			}),
		);
	});

	it("is added up when rows, intervals and bars are joined", () => {
		fc.assert(
			fc.property(seriesArbitrary, fc.integer({ min: 1, max: 5 }), (told, multiple) => {
				const untold = withoutBuyers(told);
				deepStrictEqual(regroupSeries(untold, multiple).unknown, regroupSeries(told, multiple).buy);
				const chosen = Array.from(told.times.keys()).slice(1);
				deepStrictEqual(onlyIntervals(untold, chosen).unknown, onlyIntervals(told, chosen).buy);
				deepStrictEqual(rowsOfSum(untold).unknown, rowsOfSum(told).buy);
				deepStrictEqual(intervalRows(untold, 0).unknown, intervalRows(told, 0).buy);
				const bars = groupRows(rowsOfSum(untold), multiple, 1);
				const toldBars = groupRows(rowsOfSum(told), multiple, 1);
				deepStrictEqual(bars.unknown, toldBars.buy);
				for (const mode of ["stacked", "cumulative", "total"] as const) {
					const count = bars.buy.length;
					deepStrictEqual(
						reachOf(barLengths(bars, mode), 0, count),
						reachOf(barLengths(toldBars, mode), 0, count),
					);
				}
			}),
		);
	});

	it("is a third part of stacked bars, and on neither side of others", () => {
		const bars = {
			multiple: 1,
			height: 1,
			centers: Float64Array.of(0.5),
			firstRows: Uint32Array.of(0, 1),
			buy: Float64Array.of(1),
			sell: Float64Array.of(2),
			unknown: Float64Array.of(4),
		};
		deepStrictEqual(barLengths(bars, "stacked").third, Float64Array.of(7));
		deepStrictEqual(barLengths(bars, "cumulative").third, Float64Array.of(7));
		deepStrictEqual(barLengths(bars, "total").first, Float64Array.of(7));
		for (const mode of ["sides", "delta"] as const) {
			const { multiple, height, centers, firstRows, buy, sell } = bars;
			const known = { multiple, height, centers, firstRows, buy, sell };
			deepStrictEqual(barLengths(bars, mode), barLengths(known, mode));
		}
	});

	it("shades cells of volume, not those of delta", () => {
		const told = seriesOf([[{ row: 1, buy: 3, sell: 2 }]], 1);
		const untold = withoutBuyers(told);
		const ladder = cellLadder(untold);
		ok(ladder !== undefined);
		deepStrictEqual(cellVolume(untold, ladder, 0, 0), { buy: 0, sell: 2, unknown: 3 });
		strictEqual(new HeatGrids(untold, ladder, "volume").scale.largest, 5);
		strictEqual(new HeatGrids(untold, ladder, "delta").scale.largest, 2);
		const view = { time: { min: 0, max: untold.interval }, price: { min: 0, max: 2 } };
		const sums = (mode: "volume" | "delta") =>
			new HeatGrids(untold, ladder, mode).gridFor(view).sums();
		deepStrictEqual(sums("volume"), Float32Array.of(5));
		deepStrictEqual(sums("delta"), Float32Array.of(-2));
	});
});
