import { at, valueOf } from "../../at";
import type { VolumeProfileSeries } from "../../result/series";
import type { Ladder } from "../ladder";
import { type Positions, positionsFrom } from "../positions";
import { intervalGrids, intervalRows, seriesLadder, type ProfileRows } from "../rows";
import { type CompositeRefusal, type Fold, type FoldResult, SumGrid } from "./sumGrid";

/** Above this many rows from bottom to top the sums are kept by row instead of on a dense ladder. */
export const DENSE_ROWS = 200_000;

export type Composite =
	| { readonly ok: true; readonly rows: ProfileRows }
	| { readonly ok: false; readonly refusal: CompositeRefusal };

/**
 * Adds up the chosen intervals of a series row by row (definitions D12). Intervals with different row
 * heights are folded to the coarsest, when it is a whole multiple of the others and the rows begin at
 * the same prices; otherwise the answer is the reason why they cannot be added.
 *
 * @param intervals numbers of the intervals, each once; all when absent
 */
export function composite(
	series: VolumeProfileSeries,
	intervals: readonly number[] = Array.from(series.times.keys()),
	ladder: Ladder = seriesLadder(series),
): Composite {
	const [only, ...others] = intervals;
	// One interval is its own sum: its rows stay where they are.
	if (only !== undefined && others.length === 0)
		return { ok: true, rows: intervalRows(series, only, ladder) };
	const fold = foldOf(series, intervals, ladder);
	if (!fold.ok) return fold;
	return { ok: true, rows: sumRows(series, intervals, ladder, fold) };
}

/**
 * How rows of the chosen intervals join where some are coarser than others, or why they do not. Only an
 * interval that tells its rows' height by itself can say that they begin elsewhere.
 */
export function foldOf(
	series: VolumeProfileSeries,
	intervals: readonly number[],
	ladder: Ladder,
): FoldResult {
	const { multiples, told } = intervalGrids(series, ladder);
	const grid = new SumGrid();
	for (const interval of intervals) {
		const [start, end] = [series.offsets[interval], series.offsets[interval + 1]];
		if (!(start < end)) continue;
		grid.add(multiples[interval], ladder.positions[start], told.isTold[interval] === 1);
	}
	return grid.fold(ladder);
}

function sumRows(
	series: VolumeProfileSeries,
	intervals: readonly number[],
	ladder: Ladder,
	{ multiple, origin }: Fold,
): ProfileRows {
	const positionOf = (row: number): number =>
		multiple === 1
			? ladder.positions[row]
			: Math.floor((ladder.positions[row] - origin) / multiple);
	const { positions, slotOf } = slotsOf(series, intervals, positionOf);
	const prices = new Float64Array(positions.length).fill(NaN);
	const buy = new Float64Array(positions.length);
	const sell = new Float64Array(positions.length);
	const unknown = series.unknown && new Float64Array(positions.length);
	eachRow(series, intervals, (row) => {
		const position = positionOf(row);
		const slot = slotOf(position);
		// A row that begins where the sum's does keeps its price as delivered.
		const edge = position * multiple + origin;
		if (multiple === 1 || ladder.positions[row] === edge) prices[slot] = series.prices[row];
		else if (Number.isNaN(prices[slot])) prices[slot] = ladder.priceAt(edge);
		buy[slot] += series.buy[row];
		sell[slot] += series.sell[row];
		if (unknown && series.unknown) unknown[slot] += series.unknown[row];
	});
	const isKnown = areHeightsKnown(series, intervals, ladder);
	const step = ladder.step === undefined || !isKnown ? undefined : ladder.heightOf(multiple);
	return { prices, positions, buy, sell, ...(unknown && { unknown }), step };
}

/** Whether the rows of each of the intervals have a known height, so that their sum has one. */
export function areHeightsKnown(
	series: VolumeProfileSeries,
	intervals: readonly number[],
	ladder: Ladder,
): boolean {
	const { steps } = intervalGrids(series, ladder);
	return intervals.every(
		(interval) => series.offsets[interval] === series.offsets[interval + 1] || steps[interval] > 0,
	);
}

function eachRow(
	series: VolumeProfileSeries,
	intervals: readonly number[],
	visit: (row: number) => void,
): void {
	for (const interval of intervals) {
		const end = at(series.offsets, interval + 1);
		for (let row = at(series.offsets, interval); row < end; row++) visit(row);
	}
}

/** The positions that occur, ascending, and the place of each in that order. */
function slotsOf(
	series: VolumeProfileSeries,
	intervals: readonly number[],
	positionOf: (row: number) => number,
): { readonly positions: Positions; readonly slotOf: (position: number) => number } {
	let [lowest, highest] = [Infinity, -Infinity];
	eachRow(series, intervals, (row) => {
		const position = positionOf(row);
		if (position < lowest) lowest = position;
		if (position > highest) highest = position;
	});
	if (highest - lowest >= DENSE_ROWS) {
		const occurring = new Set<number>();
		eachRow(series, intervals, (row) => occurring.add(positionOf(row)));
		const positions = Float64Array.from(occurring).sort();
		const slots = new Map(Array.from(positions, (position, slot) => [position, slot]));
		return { positions, slotOf: (position) => valueOf(slots, position) };
	}
	const slots = new Int32Array(Math.max(highest - lowest + 1, 0)).fill(-1);
	eachRow(series, intervals, (row) => {
		slots[positionOf(row) - lowest] = 0;
	});
	const positions: number[] = [];
	slots.forEach((slot, index) => {
		if (slot === 0) slots[index] = positions.push(lowest + index) - 1;
	});
	return {
		positions: positionsFrom(positions),
		slotOf: (position) => slots[position - lowest],
	};
}
