import type { FeedPlan } from "../feeds/feed";
import type { TimeRange } from "../result/series";
import { durationMs, type EpochMs } from "../time";
import { type Segment, segmentsOf } from "./stretches";

type Cut = Pick<FeedPlan, "range" | "windows">;

/**
 * Stretches of a plan's range that are taken from what is known. Where a request has to be made for something beside
 * them, it is not of use to know the rest of its window, and that is left out. None is longer than a window.
 *
 * @param covers what is known of the range
 */
export function usefulStretches(
	{ range, windows }: Cut,
	covers: readonly TimeRange[],
): readonly TimeRange[] {
	const [first] = windows;
	if (first === undefined || covers.length === 0) return [];
	const length = durationMs(first.to - first.from);
	return segmentsOf(range, covers, length).flatMap(({ from, to, isKnown }) =>
		isKnown ? [{ from, to }] : [],
	);
}

/**
 * What becomes of a plan where stretches of its range are known, the newest first: those, and between them the windows
 * that are asked for.
 *
 * @param known stretches inside of the range that do not overlap, in any order. It is only for plans whose windows
 * can be cut anew (`within`).
 */
export function* planPieces(
	{ range, windows }: Cut,
	known: readonly TimeRange[],
): Generator<Segment> {
	if (known.length === 0 || windows.within === undefined) {
		for (const { from, to } of windows) yield { from, to, isKnown: false };
		return;
	}
	let { to } = range;
	const missing = function* (from: EpochMs): Generator<Segment> {
		if (from >= to) return;
		for (const window of windows.within?.({ from, to }) ?? []) {
			yield { ...window, isKnown: false };
		}
	};
	for (const stretch of [...known].sort((a, b) => b.from - a.from)) {
		yield* missing(stretch.to);
		yield { from: stretch.from, to: stretch.to, isKnown: true };
		to = stretch.from;
	}
	yield* missing(range.from);
}
