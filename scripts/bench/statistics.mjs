/** The middle value; the mean of the two in the middle for an even count. */
export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median of the ratios of neighbours in time: repetition by repetition, never of two medians.
 * Repetitions that only one of them has are left out.
 */
export function medianRatio(values, references) {
	const pairs = Math.min(values.length, references.length);
	return median(values.slice(0, pairs).map((value, i) => value / references[i]));
}
