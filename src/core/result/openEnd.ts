import { at } from "../at";
import type { EpochMs } from "../time";
import type { PackedChunk } from "./chunk";
import { chunkSeries } from "./chunkSeries";
import type { Series } from "./series";

/** Whether the newest interval of a series is in progress at a moment, so that more trades of it may come. */
export function isOpenAt({ times, interval }: Pick<Series, "times" | "interval">, moment: EpochMs) {
	return times.length > 0 && at(times, times.length - 1) + interval > moment;
}

/**
 * A chunk of data that are at hand and have not changed, as it would come at another moment: what was in progress when it was
 * read may be over by now. Its numbers are not copied.
 */
export function toldAgain(chunk: PackedChunk, toldAt: EpochMs): PackedChunk {
	const { header } = chunk;
	const open = chunkSeries(chunk).map((series) => isOpenAt(series, toldAt));
	const series = header.series.map((one, index) => ({ ...one, open: open[index] === true }));
	return { ...chunk, header: { ...header, toldAt, series } };
}
