import { type AnchorMark, anchorsOf } from "../query/anchors";
import type { ViewOptions } from "../query/viewOptions";
import { dueAt, type IntervalGrid, isTold, type SpokenFacts } from "../result/reach";
import type { VwapSeries } from "../result/series";
import { lowerBound } from "../search";
import { type Band, sigmaBands } from "./bands";
import { type RunningVwap, runningVwap } from "./runningVwap";

/** A VWAP that runs from one interval to the last, with its bands (definitions D16, D17). */
export interface AnchorRun {
	/** Index of the first interval that traded since its anchor. */
	readonly start: number;
	readonly running: RunningVwap;
	readonly bands: readonly Band[];
}

/** Why an anchor has no VWAP: its moment lies before or after the answer or in a hole of it, or nothing traded since. */
export type AnchorLack = "before" | "after" | "notLoaded" | "noTrades";

/** An anchor with the VWAP that begins there (definitions D56), or the reason why none does. */
export type ShownAnchor = { readonly anchor: AnchorMark } & (
	| { readonly run: AnchorRun; readonly lack?: never }
	| { readonly run?: never; readonly lack: AnchorLack }
);

/** The intervals that an answer has and, where they are known, what tells that one of them did not trade. */
export interface AnchorGrid extends IntervalGrid {
	readonly price?: ArrayLike<number>;
	readonly volume?: ArrayLike<number> | undefined;
}

/** What an answer has of a range, as far as anchors depend on it. */
export type AnchorReach = SpokenFacts;

/**
 * Where a sum from a moment on begins: the index of the first interval that starts at or after it or, where that has no place, of
 * the next that has one; else why there is none (definitions D19, D56). There is one only where the answer tells of everything
 * from the moment to the first interval that traded.
 */
export function placeOfTime(
	grid: AnchorGrid,
	reach: AnchorReach,
	time: number,
): number | Exclude<AnchorLack, "noTrades"> {
	const { times, interval } = grid;
	const [first = NaN] = times;
	const due = dueAt(grid, time);
	if (!(due < (times.at(-1) ?? NaN) + interval)) return "after";
	const index = lowerBound(times, due);
	const begins = times[firstTraded(grid, index) ?? index];
	if (begins !== undefined && isTold(grid, reach, due, begins)) return index;
	return due < first ? "before" : "notLoaded";
}

/** Index of the first interval from one on that traded, as far as that is known. */
function firstTraded({ times, price, volume }: AnchorGrid, from: number): number | undefined {
	const isQuiet = (index: number) =>
		Number.isNaN(price?.[index] ?? 0) || (volume !== undefined && !((volume[index] ?? 0) > 0));
	let index = from;
	while (index < times.length && isQuiet(index)) index++;
	return index < times.length ? index : undefined;
}

/**
 * The running VWAP of each anchor of a view. It begins with the first interval that starts at or after the anchor; where that
 * interval is not in the answer, there is none. Empty without volume.
 */
export function shownAnchors(
	series: VwapSeries,
	reach: AnchorReach,
	view: Pick<ViewOptions, "anchors">,
): ShownAnchor[] {
	if (series.volume === undefined) return [];
	return anchorsOf(view).map((anchor) => shownAnchor(series, reach, anchor));
}

/** The running VWAP of one anchor, in a series that has volume. */
export function shownAnchor(
	series: VwapSeries,
	reach: AnchorReach,
	anchor: AnchorMark,
): ShownAnchor {
	const { volume } = series;
	const place = placeOfTime(series, reach, anchor.at);
	if (typeof place === "string") return { anchor, lack: place };
	const start = firstTraded(series, place);
	return volume === undefined || start === undefined
		? { anchor, lack: "noTrades" }
		: { anchor, run: runFrom(series, volume, start, anchor.bands) };
}

/** Runs that are kept of a series: those of its anchors, and of where one was a moment ago. */
const MOST_RUNS = 12;
const runs = new WeakMap<VwapSeries, Map<string, AnchorRun>>();

function runFrom(
	series: VwapSeries,
	volume: Float64Array,
	start: number,
	multipliers: readonly number[],
): AnchorRun {
	const known = runs.get(series) ?? new Map<string, AnchorRun>();
	runs.set(series, known);
	const key = `${start} ${multipliers.join(" ")}`;
	const found = known.get(key);
	if (found !== undefined) return found;
	const running = runningVwap(series.price, volume, start);
	const run = { start, running, bands: sigmaBands(running, multipliers) };
	const [oldest] = known.keys();
	if (known.size >= MOST_RUNS && oldest !== undefined) known.delete(oldest);
	known.set(key, run);
	return run;
}
