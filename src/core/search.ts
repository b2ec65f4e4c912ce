import { at } from "./at";

/** Index of the first value that is not below `bound` in an ascending column, from `from` and before `to`. */
export function lowerBound(
	ascending: Float64Array | Uint16Array,
	bound: number,
	from = 0,
	to = ascending.length,
): number {
	let low = from;
	let high = to;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (ascending[middle] < bound) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Index of the first value that is above `bound` in an ascending column or list, from `from` on. */
export function upperBound(
	ascending: Float64Array | Uint32Array | readonly number[],
	bound: number,
	from = 0,
): number {
	let low = from;
	let high = ascending.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((ascending[middle] ?? NaN) <= bound) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Index of the time nearest to `time` in an ascending column; 0 where it is empty. */
export function nearestIndex(times: Float64Array, time: number): number {
	const after = lowerBound(times, time);
	if (after === 0) return 0;
	const before = after - 1;
	if (after === times.length) return before;
	return time - at(times, before) <= at(times, after) - time ? before : after;
}
