import {
	type IntervalCounts,
	countIntervals,
	intervalNumber,
} from "../../../core/chart/intervalCounts";
import { withLastSessions } from "../../../core/chart/profile/shownSessions";
import { findInterval } from "../../../core/chart/profile/profileModel";
import { chosenWithin } from "../../../core/profile/overTime/compositeRange";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { remembered } from "../../../core/remembered";
import type { QueryResult } from "../../../core/result/result";
import { type SpokenFacts, spokenFor } from "../../../core/result/reach";
import type { Series, VolumeProfileSeries } from "../../../core/result/series";
import type { Words } from "../../words";
import { withProgress } from "../reachWords";

/** What became of the intervals that an answer is for. */
export function countsOf(result: QueryResult, series: Series): IntervalCounts {
	const { range, fetchedAt, toldAt = fetchedAt, partial, covers, access } = result;
	return counted(series, toldAt, {
		range,
		...(partial && { partial }),
		...(covers && { covers }),
		...(access && { access }),
	});
}

const counted = remembered((series: Series, toldAt: number, facts: SpokenFacts) =>
	countIntervals(series, facts.range, toldAt, spokenFor(series, facts)),
);

const said = new WeakMap<IntervalCounts, { readonly words: Words; readonly text: string }>();

/** `24 intervals`, or `22 of 24 intervals: 1 empty, 1 open` where not all are over and have trades. */
export function intervalCountWords(result: QueryResult, series: Series, words: Words): string {
	const counts = countsOf(result, series);
	const known = said.get(counts);
	if (known?.words === words) return known.text;
	const text = wordsOfCounts(counts, words);
	said.set(counts, { words, text });
	return text;
}

function wordsOfCounts(
	{ total, complete, empty, open, missing }: IntervalCounts,
	words: Words,
): string {
	const { say, full } = words;
	if (total === 1) return withProgress(say("oneIntervalCount"), open === 1, words);
	if (complete === total) return say("intervalCount", full(total));
	const others = [
		...(empty > 0 ? [say("emptyCount", full(empty))] : []),
		...(open > 0 ? [say("openCount", full(open))] : []),
		...(missing > 0 ? [say("missingCount", full(missing))] : []),
	];
	return say("someIntervals", full(complete), full(total), others.join(", "));
}

/** The same for all intervals together. */
export function allIntervalsWords(result: QueryResult, series: Series, words: Words): string {
	const { total, complete } = countsOf(result, series);
	return total > 1 && complete === total
		? words.say("allIntervals", words.full(total))
		: intervalCountWords(result, series, words);
}

/** Which intervals of a profile are shown: one by its place among all, chosen ones, or all of them. */
export function intervalLabel(
	result: QueryResult,
	series: VolumeProfileSeries,
	view: ViewOptions,
	words: Words,
): string {
	const interval = findInterval(series, view.interval);
	if (interval === undefined) {
		// One that the answer lacks.
		if (view.interval !== undefined)
			return words.say(
				"chosenIntervals",
				words.full(0),
				words.full(countsOf(result, series).total),
			);
		return chosenWords(result, series, view, words) ?? allIntervalsWords(result, series, words);
	}
	const text = words.say(
		"oneInterval",
		words.time(interval.start),
		words.full(intervalNumber(series, result.range, interval.start)),
		words.full(countsOf(result, series).total),
	);
	return withProgress(text, interval.isOpen, words);
}

/** `4 of 168 intervals, chosen`; `undefined` where a view holds all of them. */
export function chosenWords(
	result: QueryResult,
	series: Series,
	view: ViewOptions,
	words: Words,
): string | undefined {
	if (series.kind !== "volumeProfile") return undefined;
	const found = withLastSessions(view, series, result, words.zone.name, words.valueArea);
	const { intervals } = found.ok ? found.view : { intervals: [] };
	if (intervals === undefined) return undefined;
	const chosen = chosenWithin(series, intervals);
	const { total } = countsOf(result, series);
	const text = words.say("chosenIntervals", words.full(chosen.length), words.full(total));
	return withProgress(text, series.open && chosen.includes(series.times.length - 1), words);
}
