import { missingIntervals } from "../../core/chart/missingIntervals";
import { intervalsWithin } from "../../core/profile/compositeRange";
import type { ViewOptions } from "../../core/query/viewOptions";
import type { QueryResult } from "../../core/result";
import type { Series } from "../../core/series";
import type { Words } from "../words";

/** Intervals of a range that a profile has no rows for. The columns of a VWAP hold its gaps themselves. */
export function missingFrom(result: QueryResult, series: Series): number {
	return series.kind === "volumeProfile"
		? missingIntervals(series, result.range, result.fetchedAt)
		: 0;
}

/** Intervals known to have no trades: those that an answer lacks though it came whole. */
export function gapsOf(result: QueryResult, series: Series): number {
	return result.partial === undefined ? missingFrom(result, series) : 0;
}

/** `24 intervals`, or `23 of 24 intervals` where some have no rows. */
export function intervalCountWords(
	result: QueryResult,
	series: Series,
	{ say, full }: Words,
): string {
	const count = series.times.length;
	const missing = missingFrom(result, series);
	if (missing > 0) return say("someIntervals", full(count), full(count + missing));
	return count === 1 ? say("oneIntervalCount") : say("intervalCount", full(count));
}

/** The same for all intervals together, with a mark while the last is in progress. */
export function allIntervalsWords(result: QueryResult, series: Series, words: Words): string {
	const count = series.times.length;
	const isWhole = missingFrom(result, series) === 0 && count > 1;
	const all = isWhole
		? words.say("allIntervals", words.full(count))
		: intervalCountWords(result, series, words);
	return withProgress(all, series.open, words);
}

export function withProgress(text: string, isOpen: boolean, { say }: Words): string {
	return isOpen ? `${text} · ${say("inProgress")}` : text;
}

/** `4 of 168 intervals, chosen`; `undefined` where a view holds all of them. */
export function chosenWords(
	series: Series,
	{ intervals }: ViewOptions,
	{ say }: Words,
): string | undefined {
	if (intervals === undefined || series.kind !== "volumeProfile") return undefined;
	const spans = intervals.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
	const { length } = intervalsWithin(series, spans);
	return length === 0 ? undefined : say("chosenIntervals", length, series.times.length);
}
