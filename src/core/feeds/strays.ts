import type { StrayRows, TimeRange } from "../result/series";
import { type DurationMs, epochMs } from "../time";

/**
 * The times that lie further from a range than one interval; `undefined` when there are none. One
 * interval is allowed: providers differ in whether the ends of a range belong to it.
 */
export function straysOf(
	times: Iterable<number>,
	range: TimeRange,
	interval: DurationMs,
): StrayRows | undefined {
	let count = 0;
	let first = Infinity;
	let last = -Infinity;
	for (const time of times) {
		if (time >= range.from - interval && time <= range.to + interval) continue;
		count += 1;
		first = Math.min(first, time);
		last = Math.max(last, time);
	}
	return count === 0 ? undefined : { count, first: epochMs(first), last: epochMs(last) };
}

/** Several answers' strays together. */
export function sumStrays(all: readonly (StrayRows | undefined)[]): StrayRows | undefined {
	return all.reduce((sum, one) => {
		if (sum === undefined || one === undefined) return sum ?? one;
		return {
			count: sum.count + one.count,
			first: epochMs(Math.min(sum.first, one.first)),
			last: epochMs(Math.max(sum.last, one.last)),
		};
	}, undefined);
}
