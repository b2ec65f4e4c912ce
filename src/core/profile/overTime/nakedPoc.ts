import { at } from "../../at";
import { lowerBound, upperBound } from "../../search";
import type { VolumeProfileSeries } from "../../result/series";
import { type EpochMs, epochMs } from "../../time";
import type { IntervalGrids } from "./intervalGrids";
import { type IntervalPocs, intervalPocs } from "./intervalPocs";
import type { Ladder } from "../ladder";
import type { Positions } from "../positions";
import { LiveSet } from "./liveSet";
import { intervalGrids, seriesLadder } from "../rows";
import type { ValueAreaOptions } from "../valueArea";

/** The POC of a completed interval. */
export interface NakedPoc {
	readonly interval: number;
	/** Start of the interval. */
	readonly time: EpochMs;
	readonly price: number;
	/** Index of the later interval that traded through it; `undefined` while it is naked. */
	readonly endedBy: number | undefined;
}

export interface NakedPocOptions extends Partial<Pick<ValueAreaOptions, "percent" | "method">> {
	/** What ends a naked POC: a later range that holds its row, or a later close beyond its row. */
	readonly rule?: "touch" | "close";
	/** Closing price of each interval, NaN where there is none. The rule `close` needs them. */
	readonly closes?: Float64Array;
}

/**
 * The POC of every completed interval with volume, and what ended it (definitions D11), in the order of time.
 * The interval in progress has no POC yet, but it can end those of others.
 *
 * `touch`: ended by the first later interval whose traded range, from the lower edge of its lowest row to the
 * upper edge of its highest, meets the row of the POC. Rows are compared by what they cover, so that rows of
 * different heights meet where they share a price.
 *
 * `close`: a row covers `[price, price + step)`, one without a known step only its price. A close at or above
 * the upper end is above the row, one below the price is below it. The side is that of the interval's own
 * close, or, where that is missing or inside of the row, of the first later close outside of it. Ended by the
 * first later close on the other side; closes inside of the row do nothing.
 *
 * `n log n` in the number of intervals for each height of rows, whatever the prices.
 *
 * @throws TypeError when the rule is `close` and there are no closes
 */
export function nakedPocs(
	series: VolumeProfileSeries,
	options: NakedPocOptions = {},
	ladder: Ladder = seriesLadder(series),
): NakedPoc[] {
	const { rule = "touch", closes } = options;
	if (rule === "close" && closes === undefined)
		throw new TypeError('the rule "close" needs closes');
	const { prices, times } = series;
	const { multiples, steps } = intervalGrids(series, ladder);
	const ranges = intervalPocs(series, ladder);
	const { poc } = ranges;
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
		const { order, ranks, rows } = ranked;
		const ender = (by: number) => (rank: number) => void (endedBy[order[rank]] = by);
		if (rule === "close" && closes !== undefined) {
			const lows = Float64Array.from(order, (interval) => prices[poc[interval]]);
			// Without a step the row ends with the next double.
			const tops = rows.map((position, rank) =>
				Number.isNaN(steps[order[rank]])
					? lows[rank] + Math.abs(lows[rank]) * Number.EPSILON
					: ladder.priceAt(position + multiple),
			);
			endByCloses({ lows, tops, ranks, closes, ender });
		} else {
			const covered = { low: ranges.low, high: ranges.high, multiples };
			endByTouches({ rows, ranks, multiple, ender }, covered, ladder.positions);
		}
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

interface TouchRule {
	/** Positions of the POC rows by rank, ascending. */
	readonly rows: Float64Array;
	/** Rank of each interval's POC, -1 for none. */
	readonly ranks: Int32Array;
	/** Height of the POC rows, in rows of the ladder. */
	readonly multiple: number;
	readonly ender: (interval: number) => (rank: number) => void;
}

function endByTouches(
	{ rows, ranks, multiple, ender }: TouchRule,
	{ low, high, multiples }: Pick<IntervalPocs, "low" | "high"> & Pick<IntervalGrids, "multiples">,
	positions: Positions,
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

interface CloseRule {
	/** Lower and upper ends of the POC rows by rank, ascending. */
	readonly lows: Float64Array;
	readonly tops: Float64Array;
	/** Rank of each interval's POC, -1 for none. */
	readonly ranks: Int32Array;
	readonly closes: Float64Array;
	readonly ender: (interval: number) => (rank: number) => void;
}

function endByCloses({ lows, tops, ranks, closes, ender }: CloseRule): void {
	const [under, over] = [new LiveSet(lows.length), new LiveSet(lows.length)];
	/** Ranks whose side is not known yet: new ones, and those of the row that holds the last close. */
	let fresh: number[] = [];
	let inside: number[] = [];
	for (let interval = 0; interval < ranks.length; interval++) {
		const close = at(closes, interval);
		const rank = ranks[interval];
		if (rank >= 0) fresh.push(rank);
		if (Number.isNaN(close)) continue;
		const isInside = (row: number) => lows[row] <= close && close < tops[row];
		under.take(upperBound(lows, close), lows.length, ender(interval));
		over.take(0, upperBound(tops, close), ender(interval));
		if (inside.length > 0 && !isInside(inside[0])) {
			fresh.push(...inside);
			inside = [];
		}
		for (const row of fresh) {
			if (isInside(row)) inside.push(row);
			else (close < lows[row] ? over : under).add(row);
		}
		fresh = [];
	}
}
