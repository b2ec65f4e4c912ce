import type { Warning } from "../result/result";
import type { Series, VwapSeries } from "../result/series";
import { text } from "../text";
import { epochMs, momentWords } from "../time";

/** Averages are rounded: a VWAP may exceed the only price of its interval in the last digits of a double. */
const ROUNDING = 1e-9;

const isAbove = (price: number, bound: number) => price > bound + Math.abs(bound) * ROUNDING;

interface Found {
	count: number;
	readonly first: number;
}

/** Counts the rows for which a test holds. A comparison with a missing number is false. */
function find({ times }: VwapSeries, holds: (row: number) => boolean): Found | undefined {
	let found: Found | undefined;
	for (let row = 0; row < times.length; row++) {
		if (!holds(row)) continue;
		if (found === undefined) found = { count: 1, first: row };
		else found.count += 1;
	}
	return found;
}

/** Counts VWAPs that lie outside of their own interval's prices, and candles that contradict themselves, each with its first case. */
export function implausibleVwap(series: Series): Warning[] {
	if (series.kind !== "vwap") return [];
	const { times, price, openPrice, high, low, close } = series;
	if (high === undefined || low === undefined) return [];
	const at = (column: Float64Array | undefined, row: number) => column?.[row] ?? NaN;
	const moment = (row: number) => momentWords(epochMs(at(times, row)));
	const outside = find(
		series,
		(row) => isAbove(at(price, row), at(high, row)) || isAbove(at(low, row), at(price, row)),
	);
	const bad = find(series, (row) => {
		const [least, most] = [at(low, row), at(high, row)];
		const ends = [at(openPrice, row), at(close, row)];
		return least > most || ends.some((end) => end > most || end < least);
	});
	return [
		...(outside === undefined
			? []
			: [
					{
						code: "vwapOutside",
						text: text(
							"VWAPs outside of their interval's own low and high: {0}. The first is {1} at {2} UTC, where prices went from {3} to {4}.",
							outside.count,
							at(price, outside.first),
							moment(outside.first),
							at(low, outside.first),
							at(high, outside.first),
						),
					},
				]),
		...(bad === undefined
			? []
			: [
					{
						code: "badCandles",
						text: text(
							"Intervals whose open and close do not lie between their low and high: {0}. The first is at {1} UTC.",
							bad.count,
							moment(bad.first),
						),
					},
				]),
	];
}
