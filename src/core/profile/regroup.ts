import { shortestDecimal, unitsAt } from "../decimal";
import type { VolumeProfileSeries } from "../result/series";
import { foldOf } from "./overTime/composite";
import type { Ladder } from "./ladder";
import { tradedRange } from "./profile";
import { intervalGrids, seriesLadder } from "./rows";
import type { Fold } from "./overTime/sumGrid";

/** A multiple is offered when it leaves at least this many rows. */
const FEWEST_ROWS = 8;
const NICE = [1, 2, 5];

/**
 * Joins each `multiple` neighbouring rows of every interval into one (definitions D21): row `k` of the new
 * step covers `[k * step, (k + 1) * step)` and is priced at its lower edge. Where the delivered prices are
 * not whole multiples of their step, the edges keep the same distance from the multiples, so that each
 * edge is a price of the delivered grid. Intervals of different row heights get one height, counted in
 * rows of their composite (D12), so that no row is cut; where they have no composite each keeps a height
 * of its own. Nothing changes for a multiple of 1, and for a series whose step, or that of an interval, is unknown. Whether
 * intervals fit together is told by the series as delivered, not by this one.
 *
 * @throws RangeError when `multiple` is not a whole number of at least 1
 */
export function regroupSeries(
	series: VolumeProfileSeries,
	multiple: number,
	ladder: Ladder = seriesLadder(series),
): VolumeProfileSeries {
	if (!(Number.isSafeInteger(multiple) && multiple >= 1)) {
		throw new RangeError("multiple must be a whole number of at least 1");
	}
	const { step, positions, priceAt } = ladder;
	if (multiple === 1 || step === undefined || series.prices.length === 0) return series;
	if (hasUnknownHeights(series, ladder)) return series;
	const { common, own } = joinedGrids(series, ladder);
	const phases = new Map<string, number>();
	const offsets = new Uint32Array(series.offsets.length);
	const prices = new Float64Array(positions.length);
	const buy = new Float64Array(positions.length);
	const sell = new Float64Array(positions.length);
	const unknown = series.unknown && new Float64Array(positions.length);
	let count = 0;
	for (let interval = 0; interval + 1 < offsets.length; interval++) {
		const grid = common ?? own(interval);
		const { multiple: height, origin } = grid;
		const key = `${height} ${origin}`;
		const phase = phases.get(key) ?? phaseOf(ladder, grid, multiple);
		phases.set(key, phase);
		let current = NaN;
		for (let row = series.offsets[interval]; row < series.offsets[interval + 1]; row++) {
			const group = groupOf(positions[row], grid, phase, multiple);
			if (group !== current) {
				current = group;
				prices[count++] = priceAt((group * multiple - phase) * height + origin);
			}
			buy[count - 1] += series.buy[row];
			sell[count - 1] += series.sell[row];
			if (unknown && series.unknown) unknown[count - 1] += series.unknown[row];
		}
		offsets[interval + 1] = count;
	}
	const heightOf = (grid: Fold) => ladder.heightOf(grid.multiple * multiple);
	return {
		...series,
		...(common === undefined
			? { step, steps: series.times.map((_, interval) => heightOf(own(interval))) }
			: { step: heightOf(common) }),
		offsets,
		prices: prices.slice(0, count),
		buy: buy.slice(0, count),
		sell: sell.slice(0, count),
		...(unknown && { unknown: unknown.slice(0, count) }),
	};
}

/** Whether some rows have no known height although the source states one (definitions D2). */
function hasUnknownHeights(series: VolumeProfileSeries, ladder: Ladder): boolean {
	return series.steps !== undefined && intervalGrids(series, ladder).steps.some(Number.isNaN);
}

/** The grid whose rows are joined: the composite's where there is one, else that of each interval. */
function joinedGrids(series: VolumeProfileSeries, ladder: Ladder) {
	const { multiples } = intervalGrids(series, ladder);
	const fold = foldOf(series, Array.from(series.times.keys()), ladder);
	const own = (interval: number): Fold => {
		const multiple = multiples[interval];
		const start = series.offsets[interval];
		const isEmpty = start === series.offsets[interval + 1];
		return { ok: true, multiple, origin: isEmpty ? 0 : ladder.positions[start] % multiple };
	};
	return { common: fold.ok ? fold : undefined, own };
}

function groupOf(
	position: number,
	{ multiple: height, origin }: Fold,
	phase: number,
	multiple: number,
) {
	return Math.floor((Math.floor((position - origin) / height) + phase) / multiple);
}

/**
 * The multiples 1, 2, 5, 10, 20 … that leave at least eight rows from the lowest to the highest traded, in
 * the series or in an interval where intervals do not add up.
 */
export function rowMultiples(
	series: VolumeProfileSeries,
	ladder: Ladder = seriesLadder(series),
): number[] {
	const multiples = [1];
	const most = tradedSpans(series, ladder).reduce(
		(rows, { low, high }) => Math.max(rows, high - low + 1),
		0,
	);
	for (let rank = 1; most >= niceMultiple(rank) * FEWEST_ROWS; rank++) {
		multiples.push(niceMultiple(rank));
	}
	return multiples;
}

/**
 * The smallest of 1, 2, 5, 10, 20 … that leaves at most `rows` rows from the lowest to the highest traded
 * row of the series, or of each interval where intervals do not add up; 1 when its step is unknown.
 *
 * @throws RangeError when `rows` is below 2: a group's edge may run through any two rows
 */
export function multipleForRows(
	series: VolumeProfileSeries,
	rows: number,
	ladder: Ladder = seriesLadder(series),
): number {
	if (!(rows >= 2)) throw new RangeError("rows must be at least 2");
	const spans = tradedSpans(series, ladder);
	for (let rank = 0; ; rank++) {
		const multiple = niceMultiple(rank);
		const fits = spans.every(({ grid, low, high }) => {
			const phase = phaseOf(ladder, grid, multiple);
			const of = (row: number) => Math.floor((row + phase) / multiple);
			return of(high) - of(low) < rows;
		});
		if (fits) return multiple;
	}
}

function niceMultiple(rank: number): number {
	return NICE[rank % 3] * 10 ** Math.floor(rank / 3);
}

interface TradedSpan {
	readonly grid: Fold;
	/** Rows of the grid, counted from its origin. */
	readonly low: number;
	readonly high: number;
}

/** The lowest and the highest row that traded, of all intervals or of each. */
function tradedSpans(series: VolumeProfileSeries, ladder: Ladder): TradedSpan[] {
	if (ladder.step === undefined || hasUnknownHeights(series, ladder)) return [];
	const { common, own } = joinedGrids(series, ladder);
	const { offsets, times } = series;
	const all = Array.from(times, (_, interval) => {
		const [first, last] = tradedRange(series, offsets[interval], offsets[interval + 1]);
		const grid = common ?? own(interval);
		const rowOf = (row: number) =>
			Math.floor((ladder.positions[row] - grid.origin) / grid.multiple);
		return first > last ? undefined : { grid, low: rowOf(first), high: rowOf(last) };
	}).filter((span) => span !== undefined);
	if (common === undefined || all.length === 0) return all;
	const low = all.reduce((lowest, span) => Math.min(lowest, span.low), Infinity);
	const high = all.reduce((highest, span) => Math.max(highest, span.high), -Infinity);
	return [{ grid: common, low, high }];
}

/** How many rows the first of a grid lies above the edge of its group. */
function phaseOf(ladder: Ladder, { multiple: rows, origin }: Fold, multiple: number): number {
	const lowest = shortestDecimal(ladder.priceAt(origin));
	const height = shortestDecimal(ladder.heightOf(rows));
	const places = Math.max(lowest.places, height.places);
	const [units, rowUnits] = [unitsAt(lowest, places), unitsAt(height, places)];
	const row = (units - remainder(units, rowUnits)) / rowUnits;
	return Number(remainder(row, BigInt(multiple)));
}

function remainder(dividend: bigint, divisor: bigint): bigint {
	return ((dividend % divisor) + divisor) % divisor;
}
