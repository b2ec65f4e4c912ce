/**
 * Starts of the intervals that traded: where any of some columns has a value.
 *
 * @param times starts of intervals, ascending
 * @param columns one value per interval, NaN where nothing traded
 */
export function tradedTimes(times: Float64Array, columns: readonly Float64Array[]): Float64Array {
	return times.filter((_, index) => columns.some((column) => !Number.isNaN(column[index])));
}
