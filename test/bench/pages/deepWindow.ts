import type { VolumeProfileSeries } from "../../../src/core/result/series";

/** As few cells as a person zooms in to, to read a number in each. */
const INTERVALS = 8;
const ROWS = 36;

/** Pixels that the cells have in our chart, beside its profile and above its totals; the peer gives them as many. */
export const DEEP_PLOT = { width: 775, height: 578 } as const;

interface Stretch {
	readonly min: number;
	readonly max: number;
}

/** What is in view at a place of the time axis, 0 to 1: some intervals, and the rows around the middle of the first of them. */
export function deepWindow(
	{ times, offsets, prices, interval, step = 1 }: VolumeProfileSeries,
	place: number,
): { readonly x: Stretch; readonly y: Stretch } {
	const first = place * (times.length - INTERVALS);
	const at = Math.floor(first);
	const middle = prices[Math.floor(((offsets[at] ?? 0) + (offsets[at + 1] ?? 0)) / 2)] ?? 0;
	const start = (times[0] ?? 0) + first * interval;
	return {
		x: { min: start, max: start + INTERVALS * interval },
		y: { min: middle - (ROWS / 2) * step, max: middle + (ROWS / 2) * step },
	};
}
