import type { VolumeProfileSeries } from "../../result/series";
import { DevelopingFold } from "./developingFold";
import { type FoldedSum, FoldedSums } from "./foldedSum";
import { intervalPocs } from "./intervalPocs";
import type { Ladder } from "../ladder";
import { DEFAULT_METHOD, DEFAULT_PERCENT } from "../profile";
import { intervalGrids, seriesLadder } from "../rows";
import { valueArea, type ValueAreaOptions } from "../valueArea";

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

export interface DevelopingColumns extends LevelColumns {
	/** Height of a row of the running sum at each time; NaN where it is not known. */
	readonly rowHeight: Float64Array;
}

export interface IntervalLevelColumns extends LevelColumns {
	/** Prices of the lowest and of the highest row that traded. */
	readonly low: Float64Array;
	readonly high: Float64Array;
}

/**
 * POC and value area of the running sum after each interval (definitions D13): what the composite (D12) of
 * the intervals so far has, by what was known at that time, row heights included. NaN before the anchor and
 * before the first trade after it, and where the intervals so far do not add up.
 */
export function developingLevels(
	series: VolumeProfileSeries,
	options: DevelopingOptions = {},
	ladder: Ladder = seriesLadder(series),
): DevelopingColumns {
	const { percent = DEFAULT_PERCENT, method = DEFAULT_METHOD, from = 0, starts = [] } = options;
	const columns = levelColumns(series.times.length);
	const rowHeight = columns.poc.slice();
	const folds = new DevelopingFold(series, ladder);
	const sums = new FoldedSums(series, ladder, from);
	let next = 0;
	let start = from;
	let sum: FoldedSum | undefined;
	/** Whether the height of every row since the start is known. */
	let isKnown = true;
	const { steps } = intervalGrids(series, ladder);
	const { offsets } = series;
	for (let interval = from; interval < series.times.length; interval++) {
		while (next < starts.length && starts[next] < interval) next++;
		if (next < starts.length && starts[next] === interval) {
			start = interval;
			isKnown = true;
			sum?.clear();
			folds.clear();
		}
		if (offsets[interval] < offsets[interval + 1] && Number.isNaN(steps[interval])) isKnown = false;
		const fold = folds.add(interval);
		if (!fold.ok) {
			sum = undefined;
			continue;
		}
		const isRefolded = sum?.fold.multiple !== fold.multiple || sum.fold.origin !== fold.origin;
		if (sum === undefined || isRefolded) {
			sum = sums.of(fold);
			for (let earlier = start; earlier < interval; earlier++) sum.add(earlier);
		}
		const isMoved = sum.add(interval) || isRefolded;
		if (sum.rows.total === 0) continue;
		rowHeight[interval] = isKnown ? (ladder.step ?? NaN) * fold.multiple : NaN;
		if (isMoved) {
			const poc = sum.rows.pointOfControl();
			const area = valueArea(sum.rows, poc, { percent, method });
			columns.poc[interval] = sum.priceOf(poc);
			columns.vah[interval] = sum.priceOf(area.highIndex);
			columns.val[interval] = sum.priceOf(area.lowIndex);
		} else {
			for (const column of [columns.poc, columns.vah, columns.val]) {
				column[interval] = column[interval - 1];
			}
		}
	}
	return { ...columns, rowHeight };
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
