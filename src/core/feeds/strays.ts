import type { StrayRows, TimeRange } from "../result/series";
import { type DurationMs, type EpochMs, epochMs, momentWords } from "../time";
import { at } from "../at";
import { lowerBound, upperBound } from "../search";
import { OtherAnswerError } from "./answerErrors";

/**
 * The times that lie further from a range than one interval; `undefined` when there are none. One
 * interval is allowed: providers differ in whether the ends of a range belong to it.
 *
 * @param times ascending
 */
export function straysOf(
	times: Float64Array,
	range: TimeRange,
	interval: DurationMs,
): StrayRows | undefined {
	const before = lowerBound(times, range.from - interval);
	const after = upperBound(times, range.to + interval);
	const count = before + times.length - after;
	if (count === 0) return undefined;
	const first = before > 0 ? times[0] : times[after];
	const last = after < times.length ? times[times.length - 1] : times[before - 1];
	return { count, first: epochMs(first), last: epochMs(last) };
}

/**
 * Throws {@link OtherAnswerError} when an answer has times, none of which belongs to the window that was asked for,
 * while some belong to another window of the same range: shown, the window would be a gap that nobody has told.
 *
 * @param times ascending
 */
export function checkWindow(
	times: Float64Array,
	{ window, range, interval, path }: WindowOfRange,
): void {
	const strays = straysOf(times, window, interval);
	if (strays === undefined) return;
	const isIn = ({ from, to }: TimeRange) => lowerBound(times, from) < lowerBound(times, to);
	if (isIn(window) || !isIn(range)) return;
	const words = (from: EpochMs, to: EpochMs) => `${momentWords(from)} to ${momentWords(to)}`;
	const [first, last] = [at(times, 0), at(times, times.length - 1)];
	throw new OtherAnswerError(
		path,
		words(window.from, window.to),
		words(epochMs(first), epochMs(last + interval)),
	);
}

/** A window, the range that it is part of, and where its times stand in an answer. */
interface WindowOfRange {
	readonly window: TimeRange;
	readonly range: TimeRange;
	readonly interval: DurationMs;
	readonly path: string;
}

/** Several answers' strays together. */
export function sumStrays(all: readonly (StrayRows | undefined)[]): StrayRows | undefined {
	return all.reduce((sum, one) => {
		if (sum === undefined || one === undefined) return sum ?? one;
		return {
			count: sum.count + one.count,
			first: epochMs(Math.min(sum.first, one.first)),
			last: epochMs(Math.max(sum.last, one.last)),
		};
	}, undefined);
}
