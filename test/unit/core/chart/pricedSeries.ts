import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { seriesOf } from "../profile/series";

/** Price and volume of a row, all of it bought. */
export type PricedRow = readonly [price: number, volume: number];

/** Hourly profiles at any prices, without a stated step. */
export function pricedSeries(intervals: readonly (readonly PricedRow[])[]): VolumeProfileSeries {
	const rowOf = ([price, volume]: PricedRow) => ({ row: price, buy: volume, sell: 0 });
	return seriesOf(intervals.map((rows) => rows.map(rowOf)));
}

/** Rows from a price up, whose volumes are largest in the middle. */
export function stepsOf(from: number, step: number, count: number): PricedRow[] {
	return Array.from({ length: count }, (_, i) => {
		return [from + i * step, 1 + Math.min(i, count - i)] as const;
	});
}
