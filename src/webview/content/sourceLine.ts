import { momentText, timeText } from "../../core/chart/zone";
import type { ViewOptions } from "../../core/query/viewOptions";
import type { QueryResult } from "../../core/result/result";
import type { Series } from "../../core/result/series";
import type { Part } from "../../core/table/parts";
import type { PanelCaption } from "../../protocol/messages";
import type { Words } from "../words";
import { chosenWords, intervalCountWords } from "./profile/intervalCount";

/**
 * Where the numbers are from, of which range, when they were fetched and how many intervals they are.
 *
 * @param now epoch milliseconds
 */
export function sourceLine(
	caption: PanelCaption,
	parts: readonly [Part, ...Part[]],
	view: ViewOptions,
	words: Words,
	now: number,
): string {
	const [{ result, series }] = parts;
	const ranges = new Set(parts.map((part) => rangeWords(part, words)));
	return [
		caption.footnote,
		[...ranges].join(", "),
		fetchedWords(result, words, now),
		chosenWords(result, series, view, words) ?? intervalCountWords(result, series, words),
	]
		.filter((part) => part !== "")
		.join(" · ");
}

/** Notes about the numbers. Why they are partial stands above the chart instead. */
export function sourceNotes(
	{ notes }: PanelCaption,
	[{ series }]: readonly [Part, ...Part[]],
	words: Words,
): string[] {
	return [
		...notes.filter(({ kind }) => kind !== "partial").map(({ text }) => text),
		...outOfRangeWords(series, words),
	];
}

/** What was asked for, in the zone that everything is shown in. */
function rangeWords({ result, series }: Part, { say, zone }: Words): string {
	const text = timeText(zone, series.interval);
	return say("fromTo", text(result.range.from), text(result.range.to), zone.name);
}

function fetchedWords({ fetchedAt }: QueryResult, words: Words, now: number): string {
	return words.say("fetchedAt", momentText(words.zone)(fetchedAt, now), words.zone.name);
}

/** Other things that were left out are among the caption's warnings. */
function outOfRangeWords({ rejected }: Series, { say, full }: Words): string[] {
	const near = rejected.outOfRange - (rejected.strays?.count ?? 0);
	return near > 0 ? [say("outOfRange", full(near))] : [];
}
