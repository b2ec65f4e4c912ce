import type { VolumeProfileSeries } from "../series";
import type { Ladder } from "./ladder";
import { intervalRows, seriesLadder, type ProfileRows } from "./rows";

/** Above this many rows from bottom to top the sums are kept by row instead of on a dense ladder. */
export const DENSE_ROWS = 200_000;

/**
 * An interval whose rows all lie `k` steps apart has coarser rows of its own once it has this many gaps:
 * that finer rows left such a pattern by chance is less likely than one in a million.
 */
const TELLING_GAPS = 20;

/** Why intervals cannot be added up row by row. */
export type CompositeRefusal =
	/** Rows of these two heights, in quote currency, do not fit into each other. */
	| { readonly reason: "differentSteps"; readonly steps: readonly [number, number] }
	| { readonly reason: "differentOrigins" };

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
	const fold = foldOf(series, intervals, ladder);
	if (!fold.ok) return fold;
	const [only, ...others] = intervals;
	// One interval is its own sum: its rows stay where they are.
	if (only !== undefined && others.length === 0 && fold.multiple === 1)
		return { ok: true, rows: intervalRows(series, only, ladder) };
	return { ok: true, rows: sumRows(series, intervals, ladder, fold) };
}

export interface Fold {
	readonly ok: true;
	/** Rows of the ladder in one row of the sum. */
	readonly multiple: number;
	/** Position modulo `multiple` at which rows of the sum begin. */
	readonly origin: number;
}

const UNFOLDED: Fold = { ok: true, multiple: 1, origin: 0 };

/** Rows of one interval: how many ladder rows each spans and where they begin. */
function ownStep(series: VolumeProfileSeries, interval: number, { positions }: Ladder) {
	const start = series.offsets[interval] ?? 0;
	const end = series.offsets[interval + 1] ?? start;
	const bottom = positions[start] ?? 0;
	let multiple = 0;
	for (let row = start + 1; row < end && multiple !== 1; row++) {
		let gap = (positions[row] ?? 0) - bottom;
		while (gap !== 0) [multiple, gap] = [gap, multiple % gap];
	}
	const isTold = multiple === 1 || end - start - 1 >= TELLING_GAPS;
	return isTold && multiple > 0 ? { multiple, bottom } : undefined;
}

/** How rows of the chosen intervals join where some are coarser than others, or why they do not. */
export function foldOf(
	series: VolumeProfileSeries,
	intervals: readonly number[],
	ladder: Ladder,
): Fold | Extract<Composite, { ok: false }> {
	const { step } = ladder;
	if (step === undefined || step === series.step) return UNFOLDED;
	const told = intervals.flatMap((interval) => ownStep(series, interval, ladder) ?? []);
	const coarsest = told.reduce<(typeof told)[number] | undefined>(
		(most, own) => (most === undefined || own.multiple > most.multiple ? own : most),
		undefined,
	);
	if (coarsest === undefined || coarsest.multiple === 1) return UNFOLDED;
	for (const own of told) {
		const isWhole = coarsest.multiple % own.multiple === 0;
		if (isWhole && (coarsest.bottom - own.bottom) % own.multiple === 0) continue;
		if (isWhole) return { ok: false, refusal: { reason: "differentOrigins" } };
		const steps = [height(own.multiple * step), height(coarsest.multiple * step)] as const;
		return { ok: false, refusal: { reason: "differentSteps", steps } };
	}
	return { ok: true, multiple: coarsest.multiple, origin: coarsest.bottom % coarsest.multiple };
}

/** A product of steps without the noise of its last bits. */
const height = (value: number): number => Number(value.toPrecision(12));

function sumRows(
	series: VolumeProfileSeries,
	intervals: readonly number[],
	ladder: Ladder,
	{ multiple, origin }: Fold,
): ProfileRows {
	const positionOf = (row: number): number =>
		multiple === 1
			? (ladder.positions[row] ?? 0)
			: Math.floor(((ladder.positions[row] ?? 0) - origin) / multiple);
	const { positions, slotOf } = slotsOf(series, intervals, positionOf);
	const prices = new Float64Array(positions.length);
	const buy = new Float64Array(positions.length);
	const sell = new Float64Array(positions.length);
	eachRow(series, intervals, (row) => {
		const position = positionOf(row);
		const slot = slotOf(position);
		prices[slot] =
			multiple === 1 ? (series.prices[row] ?? 0) : ladder.priceAt(position * multiple + origin);
		buy[slot] = (buy[slot] ?? 0) + (series.buy[row] ?? 0);
		sell[slot] = (sell[slot] ?? 0) + (series.sell[row] ?? 0);
	});
	const step = ladder.step === undefined ? undefined : ladder.step * multiple;
	return { prices, positions, buy, sell, step };
}

function eachRow(
	series: VolumeProfileSeries,
	intervals: readonly number[],
	visit: (row: number) => void,
): void {
	for (const interval of intervals) {
		const end = series.offsets[interval + 1] ?? 0;
		for (let row = series.offsets[interval] ?? end; row < end; row++) visit(row);
	}
}

/** The positions that occur, ascending, and the place of each in that order. */
function slotsOf(
	series: VolumeProfileSeries,
	intervals: readonly number[],
	positionOf: (row: number) => number,
): { readonly positions: Float64Array; readonly slotOf: (position: number) => number } {
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
		return { positions, slotOf: (position) => slots.get(position) ?? 0 };
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
		positions: Float64Array.from(positions),
		slotOf: (position) => slots[position - lowest] ?? 0,
	};
}
