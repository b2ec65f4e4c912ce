import type { TimeRange } from "../result/series";
import { type DurationMs, epochMs } from "../time";
import type { Windows } from "./feed";

/**
 * Cuts a range on the grid of an interval into windows of at most so many intervals. The newest comes first,
 * so that what ends a fetch early cuts off the oldest.
 */
export function newestFirst(range: TimeRange, interval: DurationMs, intervals: number): Windows {
	const length = interval * intervals;
	return {
		length: Math.max(0, Math.ceil((range.to - range.from) / length)),
		*[Symbol.iterator]() {
			for (let to: number = range.to; to > range.from; to -= length) {
				yield { from: epochMs(Math.max(to - length, range.from)), to: epochMs(to) };
			}
		},
		within: (stretch) => newestFirst(stretch, interval, intervals),
	};
}
