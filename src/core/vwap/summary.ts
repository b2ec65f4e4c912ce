/** What can be said about an interval VWAP line (definitions D15). Absent when nothing traded at all. */
export interface VwapSummary {
	readonly lastIndex: number | undefined;
	readonly last: number | undefined;
	readonly min: number | undefined;
	readonly max: number | undefined;
}

/** Walks an interval VWAP line once. `price` is NaN where nothing traded. */
export function summarizeVwap(price: Float64Array): VwapSummary {
	let [min, max] = [Infinity, -Infinity];
	let lastIndex: number | undefined;
	for (let index = 0; index < price.length; index++) {
		const value = price[index];
		if (Number.isNaN(value)) continue;
		min = Math.min(min, value);
		max = Math.max(max, value);
		lastIndex = index;
	}
	return {
		lastIndex,
		last: lastIndex === undefined ? undefined : price[lastIndex],
		min: lastIndex === undefined ? undefined : min,
		max: lastIndex === undefined ? undefined : max,
	};
}
