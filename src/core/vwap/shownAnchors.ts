import { type AnchorMark, anchorsOf } from "../query/anchors";
import type { ViewOptions } from "../query/viewOptions";
import { type SpokenFacts, spokenFor } from "../result/reach";
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

/** Starts of the intervals that an answer has, and how long each is, in milliseconds. */
export interface AnchorGrid {
	readonly times: Float64Array;
	readonly interval: number;
}

/** What an answer has of a range, as far as anchors depend on it. */
export type AnchorReach = SpokenFacts;

/**
 * Where a sum from a moment on begins: the index of the first interval that starts at or after it, where that is in the answer
 * or, by what the answer speaks for, did not trade; else why there is none (definitions D19, D56).
 */
export function placeOfTime(
	{ times, interval }: AnchorGrid,
	reach: AnchorReach,
	time: number,
): number | Exclude<AnchorLack, "noTrades"> {
	const [first = NaN] = times;
	const end = (times.at(-1) ?? NaN) + interval;
	// The first interval of the grid that starts at or after the moment.
	const due = time + ((((first - time) % interval) + interval) % interval);
	if (!(due < end)) return "after";
	const spoken = spokenFor(reach);
	const isLoaded = due >= first && spoken.some(({ from, to }) => due >= from && due < to);
	// Intervals before the first that came, in what the answer speaks for, did not trade.
	const isQuiet = due < first && spoken.some(({ from, to }) => due >= from && first < to);
	if (!isLoaded && !isQuiet) return due < first ? "before" : "notLoaded";
	return lowerBound(times, due);
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
	const { times, price, volume } = series;
	const place = placeOfTime(series, reach, anchor.at);
	if (typeof place === "string") return { anchor, lack: place };
	if (volume === undefined) return { anchor, lack: "noTrades" };
	let start = place;
	while (start < times.length && !(volume[start] > 0 && !Number.isNaN(price[start]))) start++;
	return start < times.length
		? { anchor, run: runFrom(series, volume, start, anchor.bands) }
		: { anchor, lack: "noTrades" };
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
