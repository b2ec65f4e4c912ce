import type { Series } from "../../result/series";
import { epochMs, toIso } from "../../time";
import type { IntervalSpan } from "../../query/viewOptions";
import { lowerBound, upperBound } from "../../search";
import type { Span } from "./compositeRange";

/** Neighbouring intervals of a series, by their numbers: from `first` up to, not including, `end`. */
export interface Stretch {
	readonly first: number;
	readonly end: number;
}

/**
 * The intervals that lie wholly within a span of time (definitions D45): one that begins before it or ends
 * after it does not count. Times are told apart by the millisecond, so that a span that was zoomed to ends
 * where an interval does.
 *
 * @returns a stretch whose `end` is its `first` where there is none
 */
export function wholeWithin(
	{ times, interval }: Pick<Series, "times" | "interval">,
	{ from, to }: Span,
): Stretch {
	const first = lowerBound(times, Math.round(from));
	const end = upperBound(times, Math.round(to) - interval);
	return { first, end: Math.max(first, end) };
}

export function isSameStretch(one: Stretch, other: Stretch): boolean {
	return one.first === other.first && one.end === other.end;
}

/** From the start of the first interval of a stretch, which is not empty, to the end of its last. */
export function spanOfStretch(
	{ times, interval }: Pick<Series, "times" | "interval">,
	{ first, end }: Stretch,
): Span {
	return { from: times[first], to: times[end - 1] + interval };
}

/** The same as a view keeps it, in ISO 8601 UTC. */
export function keptSpan({ from, to }: Span): IntervalSpan {
	return { from: toIso(epochMs(from)), to: toIso(epochMs(to)) };
}
