import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { HOUR_MS } from "../../../../src/core/time";
import { ofUnknownHeight, profileSeries } from "../../../support/series";
import type { Rows } from "./arbitraries";

/** Hourly profiles of rows by their place, from the beginning of time; of unknown height unless said otherwise. */
export function seriesOf(intervals: readonly Rows[], step?: number): VolumeProfileSeries {
	const series = profileSeries(
		intervals.map((rows) => rows.map(({ row, buy, sell }) => [row, buy, sell] as const)),
		{ times: Float64Array.from(intervals, (_, index) => index * HOUR_MS) },
	);
	return step === undefined ? ofUnknownHeight(series) : { ...series, step };
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
