import type { VolumeProfileSeries } from "../../result/series";
import type { Ladder } from "../ladder";
import { pointOfControl, tradedRange } from "../profile";
import { intervalGrids } from "../rows";
import type { VolumeRows } from "../valueArea";
import { volumePair } from "../volumes";

/** Rows of each interval, as indices into the columns of its series; -1 where nothing traded. */
export interface IntervalPocs {
	readonly poc: Int32Array;
	/** The lowest and the highest row that traded. */
	readonly low: Int32Array;
	readonly high: Int32Array;
}

/**
 * The POC (definitions D3) of every interval by itself, on its own grid (D2).
 *
 * @param visit called with the traded rows of each interval and its POC
 */
export function intervalPocs(
	series: VolumeProfileSeries,
	ladder: Ladder,
	visit?: (interval: number, rows: VolumeRows, poc: number) => void,
): IntervalPocs {
	const { offsets, times } = series;
	const { buy, sell } = volumePair(series);
	const { positions } = intervalGrids(series, ladder);
	const poc = new Int32Array(times.length).fill(-1);
	const low = poc.slice();
	const high = poc.slice();
	for (let interval = 0; interval < poc.length; interval++) {
		const [first, last] = tradedRange({ buy, sell }, offsets[interval], offsets[interval + 1]);
		if (last < first) continue;
		let most = first;
		let largest = 0;
		let second = 0;
		let total = 0;
		for (let row = first; row <= last; row++) {
			const volume = buy[row] + sell[row];
			total += volume;
			if (volume <= second) continue;
			if (volume > largest) {
				second = largest;
				largest = volume;
				most = row;
			} else second = volume;
		}
		const rows = { buy, sell, positions, first, last, total };
		low[interval] = first;
		high[interval] = last;
		poc[interval] = pointOfControl(rows, most, second);
		visit?.(interval, rows, poc[interval]);
	}
	return { poc, low, high };
}
