import { at } from "../../at";
import { remembered } from "../../remembered";
import type { VolumeProfileSeries } from "../../result/series";

/** A series of some of the intervals of another, in their order, with the columns of just those. */
export const onlyIntervals = remembered(
	(series: VolumeProfileSeries, intervals: readonly number[]): VolumeProfileSeries => {
		const { times, offsets, prices, buy, sell, unknown, steps } = series;
		const starts = intervals.map((interval) => at(offsets, interval));
		const ends = intervals.map((interval) => at(offsets, interval + 1));
		const positions = new Uint32Array(intervals.length + 1);
		intervals.forEach((_, i) => {
			positions[i + 1] = positions[i] + ends[i] - starts[i];
		});
		const pick = (column: Float64Array) => {
			const picked = new Float64Array(at(positions, intervals.length));
			intervals.forEach((_, i) => {
				picked.set(column.subarray(starts[i], ends[i]), positions[i]);
			});
			return picked;
		};
		return {
			...series,
			times: Float64Array.from(intervals, (interval) => at(times, interval)),
			open: series.open && intervals.at(-1) === times.length - 1,
			...(steps === undefined
				? {}
				: { steps: Float64Array.from(intervals, (interval) => at(steps, interval)) }),
			offsets: positions,
			prices: pick(prices),
			buy: pick(buy),
			sell: pick(sell),
			...(unknown !== undefined && { unknown: pick(unknown) }),
		};
	},
);
