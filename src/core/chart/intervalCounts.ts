import { volumeAt } from "../profile/volumes";
import type { Series, TimeRange, VolumeProfileSeries } from "../result/series";
import { tableOf } from "./minMaxTable";

/** What became of the intervals of a range; the parts add up to the total. */
export interface IntervalCounts {
	/** Intervals of the range that had begun when the data came. */
	readonly total: number;
	/** Over, with trades. */
	readonly complete: number;
	/** Over, and known to have no trades. */
	readonly empty: number;
	/** In progress: 0 or 1. */
	readonly open: number;
	/** Missing: the answer is partial, or it says nothing about an interval that it should hold. */
	readonly missing: number;
}

/**
 * Counts the intervals of a range that a series is the answer for. A profile has no place for an interval
 * without trades, a VWAP has. Intervals that do not lie on the grid of the range, such as weeks from
 * Monday, are counted from the first to the last.
 *
 * @param toldAt when it was asked for, by the provider's clock
 * @param isPartial whether the answer did not come whole or has a hole, so that absence says nothing
 */
export function countIntervals(
	series: Series,
	range: TimeRange,
	toldAt: number,
	isPartial: boolean,
): IntervalCounts {
	const { times, interval } = series;
	const held = times.length;
	const first = times[0] ?? range.from;
	const last = times.at(-1) ?? -Infinity;
	let open = series.open ? 1 : 0;
	let total = Math.round((last - first) / interval) + 1;
	if ((first - range.from) % interval === 0) {
		const asked = (Math.min(range.to, toldAt) - range.from) / interval;
		const ended = Math.max(0, Math.floor(asked));
		total = Math.max(ended, Math.ceil(asked), (last - range.from) / interval + 1);
		// The interval in progress may have no trades yet and so no place.
		if (asked > ended && last < range.from + ended * interval && !isPartial) open = 1;
	}
	const untraded = emptyOf(series);
	const absent = Math.max(0, total - held - (open === 1 && !series.open ? 1 : 0));
	const isKnownEmpty = series.kind === "volumeProfile" && !isPartial;
	return {
		total: Math.max(total, held),
		complete: held - untraded - (series.open ? 1 : 0),
		empty: untraded + (isKnownEmpty ? absent : 0),
		open,
		missing: isKnownEmpty ? 0 : absent,
	};
}

/** The number of an interval among those of its range, from 1 on. */
export function intervalNumber(
	{ times, interval }: Series,
	range: TimeRange,
	time: number,
): number {
	const first = times[0] ?? range.from;
	const from = (first - range.from) % interval === 0 ? range.from : first;
	return Math.round((time - from) / interval) + 1;
}

/** Intervals of a series that are over and have a place but no trades. */
function emptyOf(series: Series): number {
	const over = series.times.length - (series.open ? 1 : 0);
	if (series.kind === "vwap") return tableOf(series.price).missing(0, over);
	let empty = 0;
	for (let index = 0; index < over; index++) if (!isTraded(series, index)) empty++;
	return empty;
}

function isTraded(series: VolumeProfileSeries, index: number): boolean {
	const { offsets } = series;
	for (let row = offsets[index]; row < offsets[index + 1]; row++) {
		if (volumeAt(series, row) > 0) return true;
	}
	return false;
}
