import { NOTHING_REJECTED, type VolumeProfileSeries } from "../../../../src/core/series";
import { HOUR_MS } from "../../../../src/core/time";

/** Price and volume of a row, all of it bought. */
export type PricedRow = readonly [price: number, volume: number];

/** Hourly profiles at any prices, without a stated step. */
export function pricedSeries(intervals: readonly (readonly PricedRow[])[]): VolumeProfileSeries {
	const rows = intervals.flat();
	let end = 0;
	return {
		kind: "volumeProfile",
		id: "test",
		market: {},
		interval: HOUR_MS,
		times: Float64Array.from(intervals, (_, index) => index * HOUR_MS),
		open: false,
		rejected: NOTHING_REJECTED,
		unit: "base",
		offsets: Uint32Array.from([0, ...intervals.map((one) => (end += one.length))]),
		prices: Float64Array.from(rows, ([price]) => price),
		buy: Float64Array.from(rows, ([, volume]) => volume),
		sell: new Float64Array(rows.length),
	};
}

/** Rows from a price up, whose volumes are largest in the middle. */
export function stepsOf(from: number, step: number, count: number): PricedRow[] {
	return Array.from({ length: count }, (_, i) => {
		return [from + i * step, 1 + Math.min(i, count - i)] as const;
	});
}
