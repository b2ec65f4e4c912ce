import { lowerBound } from "../search";

/** Mean and spread of differences, each counting once. */
export interface DifferenceSummary {
	readonly count: number;
	readonly mean: number;
	/** Population deviation. */
	readonly sigma: number;
}

/** Mean and population deviation of the values that are there; `undefined` where none is. */
export function summarizeDifferences(values: Float64Array): DifferenceSummary | undefined {
	let [count, mean, squares] = [0, 0, 0];
	for (const value of values) {
		if (Number.isNaN(value)) continue;
		count++;
		const before = mean;
		mean += (value - before) / count;
		squares += (value - before) * (value - mean);
	}
	return count === 0 ? undefined : { count, mean, sigma: Math.sqrt(squares / count) };
}

/** The values that are there, ascending. */
export function sortedDifferences(values: Float64Array): Float64Array {
	return values.filter((value) => !Number.isNaN(value)).sort();
}

/** The middle of sorted values, of an even number the mean of both; NaN where there is none. */
export function medianOf(sorted: Float64Array): number {
	const { length } = sorted;
	if (length === 0) return NaN;
	const middle = length >> 1;
	return length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One class of a histogram: how many values lie from its lower edge up to, not including, its upper one. */
export interface HistogramClass {
	readonly low: number;
	readonly high: number;
	readonly count: number;
}

/** Shares of a power of ten that class widths may be. */
const WIDTHS = [1, 2, 5, 10];

/** The least round width that is not below another: 1, 2 or 5 times a power of ten. */
export function roundWidth(least: number): number {
	const power = 10 ** Math.floor(Math.log10(least));
	const share = WIDTHS.find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
	return share * power;
}

/** Classes of one width between two values, with a class edge at zero; empty ones are left out. */
export function histogramOf(
	sorted: Float64Array,
	low: number,
	high: number,
	width: number,
): readonly HistogramClass[] {
	const classes: HistogramClass[] = [];
	for (let at = Math.floor(low / width); at * width < high; at++) {
		const [from, to] = [at * width, (at + 1) * width];
		const count = lowerBound(sorted, to) - lowerBound(sorted, from);
		if (count > 0) classes.push({ low: from, high: to, count });
	}
	return classes;
}
