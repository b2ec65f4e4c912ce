import { NOTHING_REJECTED, type VolumeProfileSeries } from "../../../../src/core/result/series";
import { HOUR_MS } from "../../../../src/core/time";
import type { Rows } from "./arbitraries";

/** Hourly profiles of rows that stand one price unit apart. */
export function seriesOf(intervals: readonly Rows[], step?: number): VolumeProfileSeries {
	const rows = intervals.flat();
	const offsets = [0];
	for (const interval of intervals) offsets.push((offsets.at(-1) ?? 0) + interval.length);
	return {
		kind: "volumeProfile",
		id: "test",
		market: {},
		interval: HOUR_MS,
		times: Float64Array.from(intervals, (_, index) => index * HOUR_MS),
		open: false,
		rejected: NOTHING_REJECTED,
		unit: "base",
		...(step !== undefined && { step }),
		offsets: Uint32Array.from(offsets),
		prices: Float64Array.from(rows, ({ row }) => row),
		buy: Float64Array.from(rows, ({ buy }) => buy),
		sell: Float64Array.from(rows, ({ sell }) => sell),
	};
}

/** Rows from `"100:5 101:10"`, all of it bought. */
export function rowsFrom(text: string): Rows {
	return text
		.split(" ")
		.filter((row) => row !== "")
		.map((row) => {
			const [price = NaN, volume = NaN] = row.split(":").map(Number);
			return { row: price, buy: volume, sell: 0 };
		});
}
