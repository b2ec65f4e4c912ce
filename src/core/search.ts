/** Index of the first value that is not below `bound` in an ascending column. */
export function lowerBound(ascending: Float64Array, bound: number, from = 0): number {
	let low = from;
	let high = ascending.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((ascending[middle] ?? NaN) < bound) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Index of the first value that is above `bound` in an ascending column. */
export function upperBound(ascending: Float64Array, bound: number): number {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (ascending[middle] <= bound) low = middle + 1;
		else high = middle;
	}
	return low;
}
