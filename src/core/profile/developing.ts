import type { VolumeProfileSeries } from "../series";
import { foldOf } from "./composite";
import { intervalPocs } from "./intervalPocs";
import type { Ladder } from "./ladder";
import { DEFAULT_METHOD, DEFAULT_PERCENT, tradedRange } from "./profile";
import { seriesLadder } from "./rows";
import { RunningSum } from "./runningSum";
import { valueArea, type ValueAreaOptions } from "./valueArea";

export interface DevelopingOptions extends Partial<Pick<ValueAreaOptions, "percent" | "method">> {
	/** Index of the interval that the sum begins with; 0 when absent. */
	readonly from?: number;
	/** Indices of intervals, ascending, at which the sum begins anew. */
	readonly starts?: ArrayLike<number>;
}

/** Prices of levels, one per interval. NaN where nothing traded. */
export interface LevelColumns {
	readonly poc: Float64Array;
	readonly vah: Float64Array;
	readonly val: Float64Array;
}

export interface IntervalLevelColumns extends LevelColumns {
	/** Prices of the lowest and of the highest row that traded. */
	readonly low: Float64Array;
	readonly high: Float64Array;
}

/**
 * POC and value area of the running sum after each interval (definitions D13): what the composite (D12) of
 * the intervals so far has. NaN before the anchor and before the first trade after it. Intervals with
 * coarser rows are folded as in the composite; NaN throughout when the intervals from the anchor on do
 * not add up.
 */
export function developingLevels(
	series: VolumeProfileSeries,
	options: DevelopingOptions = {},
	ladder: Ladder = seriesLadder(series),
): LevelColumns {
	const { percent = DEFAULT_PERCENT, method = DEFAULT_METHOD, from = 0, starts = [] } = options;
	const { times, offsets, buy, sell } = series;
	const columns = levelColumns(times.length);
	const fold = foldOf(series, Array.from(times.keys()).slice(from), ladder);
	if (!fold.ok) return columns;
	const { multiple, origin } = fold;
	const folded =
		multiple === 1
			? ladder.positions
			: ladder.positions.map((position) => Math.floor((position - origin) / multiple));
	const sum = new RunningSum(folded, offsets, from, multiple === 1);
	const priceOf = (index: number) =>
		multiple === 1
			? series.prices[sum.rows[index]]
			: ladder.priceAt(sum.positions[index] * multiple + origin);
	let next = 0;
	for (let interval = from; interval < times.length; interval++) {
		while (next < starts.length && starts[next] < interval) next++;
		if (next < starts.length && starts[next] === interval) sum.clear();
		const [low, high] = tradedRange(series, offsets[interval], offsets[interval + 1]);
		if (low <= high) {
			sum.add(buy, sell, low, high);
			const poc = sum.pointOfControl();
			const area = valueArea(sum, poc, { percent, method });
			columns.poc[interval] = priceOf(poc);
			columns.vah[interval] = priceOf(area.highIndex);
			columns.val[interval] = priceOf(area.lowIndex);
		} else if (sum.total > 0) {
			for (const column of [columns.poc, columns.vah, columns.val]) {
				column[interval] = column[interval - 1];
			}
		}
	}
	return columns;
}

/** POC, value area and traded range of every interval by itself; NaN for one without volume. */
export function intervalLevels(
	series: VolumeProfileSeries,
	options: Partial<Pick<ValueAreaOptions, "percent" | "method">> = {},
	ladder: Ladder = seriesLadder(series),
): IntervalLevelColumns {
	const { percent = DEFAULT_PERCENT, method = DEFAULT_METHOD } = options;
	const columns = levelColumns(series.times.length);
	const [low, high] = [columns.poc.slice(), columns.poc.slice()];
	intervalPocs(series, ladder, (interval, rows, poc) => {
		const area = valueArea(rows, poc, { percent, method });
		columns.poc[interval] = series.prices[poc];
		columns.vah[interval] = series.prices[area.highIndex];
		columns.val[interval] = series.prices[area.lowIndex];
		low[interval] = series.prices[rows.first];
		high[interval] = series.prices[rows.last];
	});
	return { ...columns, low, high };
}

function levelColumns(length: number): LevelColumns {
	const column = () => new Float64Array(length).fill(NaN);
	return { poc: column(), vah: column(), val: column() };
}
