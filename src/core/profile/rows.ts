import { at } from "../at";
import { shortestDecimal, toDouble, unitsAt } from "../decimal";
import type { VolumeProfileSeries } from "../result/series";
import { findIntervalGrids, type IntervalGrids } from "./overTime/intervalGrids";
import { ladderOf, type Ladder } from "./ladder";
import type { Positions } from "./positions";

/** The rows of one profile, column by column, from the lowest price up, each price once. */
export interface ProfileRows {
	/** Row prices as delivered, or the lower edges of folded rows. */
	readonly prices: Float64Array;
	/** Whole row numbers on the ladder; neighbouring rows differ by one. */
	readonly positions: Positions;
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	/** Volume whose taker is not known; absent where every taker is. */
	readonly unknown?: Float64Array;
	/** Height of a row in quote currency, when it is known. */
	readonly step: number | undefined;
}

/** Rows on a ladder of their own. Prices ascend and are unique. */
export function rowsOf(
	prices: Float64Array,
	buy: Float64Array,
	sell: Float64Array,
	statedStep?: number,
	unknown?: Float64Array,
): ProfileRows {
	const { positions, step } = ladderOf(prices, statedStep);
	return { prices, positions, buy, sell, ...(unknown !== undefined && { unknown }), step };
}

/**
 * Finding a ladder costs many times more than using it, and a series never changes, so ladders are kept. Weak
 * references let the memory go while nobody looks at the chart.
 */
const ladders = new WeakMap<VolumeProfileSeries, WeakRef<Ladder>>();

/** The ladder that all intervals of a series share. */
export function seriesLadder(series: VolumeProfileSeries): Ladder {
	const known = ladders.get(series)?.deref();
	if (known !== undefined) return known;
	const { step = commonStep(series.steps) } = series;
	const ladder = ladderOf(series.prices, step, series.offsets);
	ladders.set(series, new WeakRef(ladder));
	return ladder;
}

/** The greatest common divisor of the stated heights; `undefined` when none is stated. */
function commonStep(steps: Float64Array | undefined): number | undefined {
	if (steps === undefined) return undefined;
	const stated = [...new Set(steps)].filter((step) => step > 0 && step < Infinity);
	const decimals = stated.map(shortestDecimal);
	const places = decimals.reduce((most, decimal) => Math.max(most, decimal.places), 0);
	const common = decimals.reduce((divisor, decimal) => {
		let [a, b] = [divisor, unitsAt(decimal, places)];
		while (b !== 0n) [a, b] = [b, a % b];
		return a;
	}, 0n);
	return common === 0n ? undefined : toDouble({ units: common, places });
}

const grids = new WeakMap<Ladder, IntervalGrids>();

/** The grid of each interval's own rows, found once for a ladder. */
export function intervalGrids(
	series: VolumeProfileSeries,
	ladder: Ladder = seriesLadder(series),
): IntervalGrids {
	const known = grids.get(ladder);
	if (known !== undefined) return known;
	const found = findIntervalGrids(series, ladder);
	grids.set(ladder, found);
	return found;
}

/**
 * Height of the rows of each interval in quote currency; NaN where it is not known. It is the interval's
 * own, whatever the heights of its neighbours (definitions D2).
 */
export function intervalSteps(
	series: VolumeProfileSeries,
	ladder: Ladder = seriesLadder(series),
): Float64Array {
	return intervalGrids(series, ladder).steps;
}

/** The rows of one interval on its own grid, as views into the columns of its series; nothing is copied. */
export function intervalRows(
	series: VolumeProfileSeries,
	interval: number,
	ladder: Ladder = seriesLadder(series),
): ProfileRows {
	const start = at(series.offsets, interval);
	const end = at(series.offsets, interval + 1);
	const { positions, steps } = intervalGrids(series, ladder);
	const step = steps[interval];
	return {
		prices: series.prices.subarray(start, end),
		positions: positions.subarray(start, end),
		buy: series.buy.subarray(start, end),
		sell: series.sell.subarray(start, end),
		...(series.unknown !== undefined && { unknown: series.unknown.subarray(start, end) }),
		step: step > 0 ? step : undefined,
	};
}
