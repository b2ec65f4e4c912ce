/** A run of intervals without trades: indices of the first and the last, both included. */
export interface Gap {
	readonly start: number;
	readonly end: number;
}

/** What can be said about an interval VWAP line (definitions D15). Absent when nothing traded at all. */
export interface VwapSummary {
	/** Intervals that traded. */
	readonly count: number;
	readonly lastIndex: number | undefined;
	readonly last: number | undefined;
	readonly min: number | undefined;
	readonly max: number | undefined;
	readonly gaps: readonly Gap[];
	/** Intervals that traded between two that did not: no line reaches them, so they need a dot. */
	readonly lonePoints: readonly number[];
}

/** Walks an interval VWAP line once. `price` is NaN where nothing traded. */
export function summarizeVwap(price: Float64Array): VwapSummary {
	const gaps: Gap[] = [];
	const lonePoints: number[] = [];
	let count = 0;
	let [min, max] = [Infinity, -Infinity];
	let lastIndex: number | undefined;
	let gapStart: number | undefined;
	for (let index = 0; index < price.length; index++) {
		const value = price[index] ?? NaN;
		if (Number.isNaN(value)) {
			gapStart ??= index;
			continue;
		}
		if (gapStart !== undefined) gaps.push({ start: gapStart, end: index - 1 });
		gapStart = undefined;
		if (isGap(price, index - 1) && isGap(price, index + 1)) lonePoints.push(index);
		count += 1;
		min = Math.min(min, value);
		max = Math.max(max, value);
		lastIndex = index;
	}
	if (gapStart !== undefined) gaps.push({ start: gapStart, end: price.length - 1 });
	return {
		count,
		lastIndex,
		last: lastIndex === undefined ? undefined : price[lastIndex],
		min: count === 0 ? undefined : min,
		max: count === 0 ? undefined : max,
		gaps,
		lonePoints,
	};
}

/** Nothing beyond the ends of the line counts as a gap too: a line needs two neighbours. */
function isGap(price: Float64Array, index: number): boolean {
	return Number.isNaN(price[index] ?? NaN);
}
