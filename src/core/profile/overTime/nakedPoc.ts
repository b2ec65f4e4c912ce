import { lowerBound, upperBound } from "../../search";
import type { VolumeProfileSeries } from "../../result/series";
import { type EpochMs, epochMs } from "../../time";
import type { IntervalGrids } from "./intervalGrids";
import { type IntervalPocs, intervalPocs } from "./intervalPocs";
import type { Ladder } from "../ladder";
import type { Positions } from "../positions";
import { LiveSet } from "./liveSet";
import { intervalGrids, seriesLadder } from "../rows";

/** The POC of a completed interval. */
export interface NakedPoc {
	readonly interval: number;
	/** Start of the interval. */
	readonly time: EpochMs;
	readonly price: number;
	/** Index of the later interval that traded through it; `undefined` while it is naked. */
	readonly endedBy: number | undefined;
}

/** POCs whose rows have one height, by their rank from the lowest row up. */
export interface RankedPocs {
	/** Positions of their rows by rank, ascending. */
	readonly rows: Float64Array;
	/** Which interval has the POC of a rank. */
	readonly order: readonly number[];
	/** Rank of each interval's POC, -1 for none. */
	readonly ranks: Int32Array;
	/** Height of the rows, in rows of the ladder. */
	readonly multiple: number;
	/** Ends POCs by their ranks with an interval. */
	readonly ender: (interval: number) => (rank: number) => void;
}

/** The intervals among which POCs end. */
export interface PocIntervals
	extends Pick<IntervalPocs, "low" | "high" | "poc">, Pick<IntervalGrids, "multiples" | "steps"> {
	readonly prices: Float64Array;
	readonly ladder: Ladder;
}

/** Ends POCs in the order of time. */
export type EndRule = (pocs: RankedPocs, intervals: PocIntervals) => void;

/**
 * The POC of every completed interval with volume, and what ended it (definitions D11), in the order of time.
 * The interval in progress has no POC yet, but it can end those of others.
 *
 * By itself one is ended by the first later interval whose traded range, from the lower edge of its lowest row to the
 * upper edge of its highest, meets the row of the POC. Rows are compared by what they cover, so that rows of
 * different heights meet where they share a price.
 *
 * `n log n` in the number of intervals for each height of rows, whatever the prices.
 */
export function nakedPocs(
	series: VolumeProfileSeries,
	rule: EndRule = endByTouches,
	ladder: Ladder = seriesLadder(series),
): NakedPoc[] {
	const { prices, times } = series;
	const { multiples, steps } = intervalGrids(series, ladder);
	const { low, high, poc } = intervalPocs(series, ladder);
	const completed = series.open ? times.length - 1 : times.length;
	const endedBy = new Int32Array(times.length).fill(-1);
	const pocs: number[] = [];
	const byHeight = new Map<number, number[]>();
	for (let interval = 0; interval < completed; interval++) {
		if (poc[interval] < 0) continue;
		pocs.push(interval);
		const alike = byHeight.get(multiples[interval]);
		if (alike === undefined) byHeight.set(multiples[interval], [interval]);
		else alike.push(interval);
	}
	for (const [multiple, intervals] of byHeight) {
		const ranked = rankRows(intervals, poc, ladder.positions, times.length);
		const { order } = ranked;
		const ender = (by: number) => (rank: number) => void (endedBy[order[rank]] = by);
		rule({ ...ranked, multiple, ender }, { low, high, poc, multiples, steps, prices, ladder });
	}
	return pocs.map((interval) => ({
		interval,
		time: epochMs(times[interval]),
		price: prices[poc[interval]],
		endedBy: endedBy[interval] < 0 ? undefined : endedBy[interval],
	}));
}

/** Sorts the POCs of intervals by their rows. */
function rankRows(
	intervals: readonly number[],
	poc: Int32Array,
	positions: Positions,
	count: number,
) {
	const order = intervals.toSorted((a, b) => positions[poc[a]] - positions[poc[b]] || a - b);
	const ranks = new Int32Array(count).fill(-1);
	order.forEach((interval, rank) => (ranks[interval] = rank));
	return { order, ranks, rows: Float64Array.from(order, (interval) => positions[poc[interval]]) };
}

function endByTouches(
	{ rows, ranks, multiple, ender }: RankedPocs,
	{ low, high, multiples, ladder: { positions } }: PocIntervals,
): void {
	const live = new LiveSet(rows.length);
	for (let interval = 0; interval < ranks.length; interval++) {
		if (low[interval] < 0) continue;
		const bottom = positions[low[interval]];
		const top = positions[high[interval]] + multiples[interval];
		live.take(upperBound(rows, bottom - multiple), lowerBound(rows, top), ender(interval));
		if (ranks[interval] >= 0) live.add(ranks[interval]);
	}
}
