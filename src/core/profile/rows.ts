import type { VolumeProfileSeries } from "../series";
import { ladderOf, type Ladder } from "./ladder";

/** The rows of one profile, column by column, from the lowest price up, each price once. */
export interface ProfileRows {
	/** Row prices as delivered, or the lower edges of folded rows. */
	readonly prices: Float64Array;
	/** Whole row numbers on the ladder; neighbouring rows differ by one. */
	readonly positions: Float64Array;
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	/** Height of a row in quote currency, when it is known. */
	readonly step: number | undefined;
}

/** Rows on a ladder of their own. Prices ascend and are unique. */
export function rowsOf(
	prices: Float64Array,
	buy: Float64Array,
	sell: Float64Array,
	statedStep?: number,
): ProfileRows {
	const { positions, step } = ladderOf(prices, statedStep);
	return { prices, positions, buy, sell, step };
}

/**
 * Finding a ladder takes many times what any use of it does, and a series never changes. Many uses follow
 * each other; between looks at a chart the memory may be had back.
 */
const ladders = new WeakMap<VolumeProfileSeries, WeakRef<Ladder>>();

/** The ladder that all intervals of a series share. */
export function seriesLadder(series: VolumeProfileSeries): Ladder {
	const known = ladders.get(series)?.deref();
	if (known !== undefined) return known;
	const ladder = ladderOf(series.prices, series.step);
	ladders.set(series, new WeakRef(ladder));
	return ladder;
}

/** The rows of one interval as views into the columns of its series; nothing is copied. */
export function intervalRows(
	series: VolumeProfileSeries,
	interval: number,
	ladder: Ladder = seriesLadder(series),
): ProfileRows {
	const start = series.offsets[interval] ?? 0;
	const end = series.offsets[interval + 1] ?? start;
	return {
		prices: series.prices.subarray(start, end),
		positions: ladder.positions.subarray(start, end),
		buy: series.buy.subarray(start, end),
		sell: series.sell.subarray(start, end),
		step: ladder.step,
	};
}
