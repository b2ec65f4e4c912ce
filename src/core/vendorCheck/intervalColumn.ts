import type { CheckedInterval } from "./vendorCheck";

/** One number of each interval, in their order. Filling it in place is many times faster than mapping. */
export function intervalColumn(
	intervals: readonly CheckedInterval[],
	read: (interval: CheckedInterval) => number,
): Float64Array {
	const column = new Float64Array(intervals.length);
	for (const [at, interval] of intervals.entries()) column[at] = read(interval);
	return column;
}
