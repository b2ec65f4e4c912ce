import { volumeAt } from "../profile/volumes";
import { type IntervalGrid, dueAt } from "../result/reach";
import { lowerBound } from "../search";
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
	/** Missing: the answer does not speak for it, or it says nothing about an interval that it should hold. */
	readonly missing: number;
}

/**
 * Counts the intervals of a range that a series is the answer for. A profile has no place for an interval
 * without trades, a VWAP has. Intervals that do not lie on the grid of the range, such as weeks from
 * Monday, are counted from the first to the last.
 *
 * @param toldAt when it was asked for, by the provider's clock
 * @param spoken times that the answer speaks for, ascending and apart; elsewhere absence says nothing
 */
export function countIntervals(
	series: Series,
	range: TimeRange,
	toldAt: number,
	spoken: readonly TimeRange[],
): IntervalCounts {
	const { times, interval } = series;
	const held = times.length;
	const first = times[0] ?? range.from;
	const last = times.at(-1) ?? -Infinity;
	let open = series.open ? 1 : 0;
	let total = Math.round((last - first) / interval) + 1;
	let counted = { from: first, to: last + interval };
	if ((first - range.from) % interval === 0) {
		const asked = (Math.min(range.to, toldAt) - range.from) / interval;
		const ended = Math.max(0, Math.floor(asked));
		total = Math.max(ended, Math.ceil(asked), (last - range.from) / interval + 1);
		const current = range.from + ended * interval;
		counted = { from: range.from, to: Math.max(current, counted.to) };
		// The interval in progress may have no trades yet and so no place.
		const isSpoken = spoken.some(({ from, to }) => from <= current && current < to);
		if (asked > ended && last < current && isSpoken) open = 1;
	}
	const untraded = emptyOf(series);
	const absent = Math.max(0, total - held - (open === 1 && !series.open ? 1 : 0));
	const known =
		series.kind === "volumeProfile"
			? Math.min(absent, absentWithin({ times, interval }, first, spoken, counted))
			: 0;
	return {
		total: Math.max(total, held),
		complete: held - untraded - (series.open ? 1 : 0),
		empty: untraded + known,
		open,
		missing: absent - known,
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

/** How many intervals of a grid, which lie whole in some stretches and in the time that is counted, are not there. */
function absentWithin(
	{ times, interval }: IntervalGrid,
	origin: number,
	stretches: readonly TimeRange[],
	counted: { readonly from: number; readonly to: number },
): number {
	let absent = 0;
	for (const { from, to } of stretches) {
		const due = dueAt({ times: Float64Array.of(origin), interval }, Math.max(from, counted.from));
		const count = Math.max(0, Math.floor((Math.min(to, counted.to) - due) / interval));
		absent += count - (lowerBound(times, due + count * interval) - lowerBound(times, due));
	}
	return absent;
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
