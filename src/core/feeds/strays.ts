import type { StrayRows, TimeRange } from "../result/series";
import { type DurationMs, type EpochMs, epochMs, momentWords } from "../time";
import { OtherAnswerError } from "./answerErrors";

/**
 * The times that lie further from a range than one interval; `undefined` when there are none. One
 * interval is allowed: providers differ in whether the ends of a range belong to it.
 */
export function straysOf(
	times: ArrayLike<number>,
	range: TimeRange,
	interval: DurationMs,
): StrayRows | undefined {
	let count = 0;
	let first = Infinity;
	let last = -Infinity;
	for (let i = 0; i < times.length; i++) {
		const time = times[i];
		if (time >= range.from - interval && time <= range.to + interval) continue;
		count += 1;
		first = Math.min(first, time);
		last = Math.max(last, time);
	}
	return count === 0 ? undefined : { count, first: epochMs(first), last: epochMs(last) };
}

/**
 * Throws {@link OtherAnswerError} when an answer has times, none of which belongs to the window that was asked for,
 * while some belong to another window of the same range: shown, the window would be a gap that nobody has told.
 */
export function checkWindow(
	times: readonly number[] | Float64Array,
	{ window, range, interval, path }: WindowOfRange,
): void {
	const strays = straysOf(times, window, interval);
	if (strays === undefined) return;
	if (times.some((time) => time >= window.from && time < window.to)) return;
	if (!times.some((time) => time >= range.from && time < range.to)) return;
	let [first, last] = [Infinity, -Infinity];
	for (const time of times) [first, last] = [Math.min(first, time), Math.max(last, time)];
	const words = (from: EpochMs, to: EpochMs) => `${momentWords(from)} to ${momentWords(to)}`;
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
