import { lowerBound } from "../../search";
import type { Series, TimeRange } from "../../result/series";
import type { IntervalSpan } from "../../query/viewOptions";
import { epochMs, parseIso } from "../../time";

/** A half-open range of time in epoch milliseconds: `from` belongs to it, `to` does not. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

/** A span as a view keeps it; `undefined` where a time cannot be read or the end is not after the start. */
export function readSpan({ from, to }: IntervalSpan): Span | undefined {
	const span = { from: parseIso(from) ?? NaN, to: parseIso(to) ?? NaN };
	return span.from < span.to ? span : undefined;
}

/** Numbers of the intervals that start within any of the spans, ascending, each once. */
export function intervalsWithin({ times }: Series, spans: readonly Span[]): number[] {
	const intervals: number[] = [];
	let next = 0;
	for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
		const end = lowerBound(times, to);
		for (next = Math.max(next, lowerBound(times, from)); next < end; next++) intervals.push(next);
	}
	return intervals;
}

/** The same of spans as a view keeps them; those that cannot be read hold none. */
export function chosenWithin(series: Series, kept: readonly IntervalSpan[]): number[] {
	return intervalsWithin(
		series,
		kept.flatMap((span) => readSpan(span) ?? []),
	);
}

/**
 * The fewest spans that hold the given intervals of a series and no others, ascending: neighbours are
 * joined, also over a time without intervals. Numbers that the series lacks are left out.
 */
export function spansOf(
	{ times, interval: length }: Series,
	intervals: readonly number[],
): TimeRange[] {
	const spans: TimeRange[] = [];
	let last = NaN;
	for (const interval of [...intervals].sort((a, b) => a - b)) {
		if (!(interval in times) || interval === last) continue;
		const to = epochMs(Math.min(times[interval] + length, times[interval + 1] ?? Infinity));
		const joined = interval === last + 1 ? spans.pop() : undefined;
		spans.push({ from: joined?.from ?? epochMs(times[interval]), to });
		last = interval;
	}
	return spans;
}
