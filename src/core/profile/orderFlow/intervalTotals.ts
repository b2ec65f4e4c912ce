import type { VolumeProfileSeries } from "../../result/series";
import { deltaOf } from "../profile";

/** What each interval of a series adds up to, in the unit of the series. */
export interface IntervalTotals {
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	/** Volume of all takers, unknown ones included. */
	readonly total: Float64Array;
	readonly delta: Float64Array;
	/** The largest total and the largest size of a delta. */
	readonly mostTotal: number;
	readonly mostDelta: number;
}

/** Adds the rows of every interval up (definitions D1 and D9). */
export function intervalTotals({
	times,
	offsets,
	buy,
	sell,
	unknown,
}: VolumeProfileSeries): IntervalTotals {
	const sums = () => new Float64Array(times.length);
	const totals = { buy: sums(), sell: sums(), total: sums(), delta: sums() };
	let [mostTotal, mostDelta] = [0, 0];
	for (let interval = 0; interval < times.length; interval++) {
		let [bought, sold, untold] = [0, 0, 0];
		for (let row = offsets[interval]; row < offsets[interval + 1]; row++) {
			bought += buy[row];
			sold += sell[row];
			if (unknown !== undefined) untold += unknown[row];
		}
		totals.buy[interval] = bought;
		totals.sell[interval] = sold;
		totals.total[interval] = bought + sold + untold;
		totals.delta[interval] = deltaOf(bought, sold);
		mostTotal = Math.max(mostTotal, totals.total[interval]);
		mostDelta = Math.max(mostDelta, Math.abs(totals.delta[interval]));
	}
	return { ...totals, mostTotal, mostDelta };
}
