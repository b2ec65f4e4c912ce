/** A running VWAP and its deviation after each interval. NaN before the first interval that traded. */
export interface RunningVwap {
	readonly vwap: Float64Array;
	/** Volume-weighted population deviation between intervals; it understates that of single trades. */
	readonly sigma: Float64Array;
}

/**
 * VWAP and sigma since an interval (definitions D16, D17), from interval VWAPs and volumes. Intervals without
 * a price or without volume leave both as they are. Computed by West's incremental update, because the
 * difference of squares can lose all digits.
 *
 * @param price one VWAP per interval, NaN where nothing traded
 * @param volume traded volume per interval, same length
 * @param starts index of the anchor, or ascending indices at which both begin anew (D19); everything before
 * the first is NaN
 */
export function runningVwap(
	price: Float64Array,
	volume: Float64Array,
	starts: number | ArrayLike<number> = 0,
): RunningVwap {
	const anchors = typeof starts === "number" ? [starts] : starts;
	const vwap = new Float64Array(price.length).fill(NaN);
	const sigma = new Float64Array(price.length).fill(NaN);
	let weight = 0;
	let mean = NaN;
	let squares = 0;
	let next = 0;
	for (let index = anchors[0] ?? price.length; index < price.length; index++) {
		if (index === anchors[next]) {
			next++;
			weight = squares = 0;
			mean = NaN;
		}
		const value = price[index];
		const added = volume[index];
		if (added > 0 && !Number.isNaN(value)) {
			const before = weight === 0 ? value : mean;
			weight += added;
			mean = before + (added / weight) * (value - before);
			squares += added * (value - before) * (value - mean);
		}
		vwap[index] = mean;
		sigma[index] = weight === 0 ? NaN : Math.sqrt(Math.max(squares, 0) / weight);
	}
	return { vwap, sigma };
}
