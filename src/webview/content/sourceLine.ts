import { momentText, timeText } from "../../core/chart/zone";
import type { ViewOptions } from "../../core/query/viewOptions";
import type { Series } from "../../core/result/series";
import type { Part } from "../../core/table/parts";
import { MINUTE_MS } from "../../core/time";
import type { PanelCaption } from "../../protocol/messages";
import type { Words } from "../words";
import { chosenWords, countsOf, intervalCountWords } from "./profile/intervalCount";

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
	const [{ result, series }, ...others] = parts;
	const ranges = new Set(parts.map((part) => rangeWords(part, words)));
	return [
		caption.footnote,
		[...ranges].join(", "),
		fetchedWords(parts, words, now),
		chosenWords(result, series, view, words) ?? intervalCountWords(result, series, words),
		...others.flatMap((other) => missingWords(other, words)),
	]
		.filter((part) => part !== "")
		.join(" · ");
}

/** Notes about the numbers. Why they are partial stands above the chart instead. */
export function sourceNotes(
	{ notes }: PanelCaption,
	parts: readonly [Part, ...Part[]],
	words: Words,
): string[] {
	return [
		...notes.filter(({ kind }) => kind !== "partial").map(({ text }) => text),
		...parts.flatMap(({ series, name }) =>
			outOfRangeWords(series, words).map((text) =>
				parts.length === 1 ? text : `${name}: ${text}`,
			),
		),
	];
}

/** What was asked for, in the zone that everything is shown in. */
function rangeWords({ result, series }: Part, { say, zone }: Words): string {
	const text = timeText(zone, series.interval);
	return say("fromTo", text(result.range.from), text(result.range.to), zone.name);
}

/** When the answers came; from the oldest to the newest where that is not one load. */
function fetchedWords(parts: readonly Part[], words: Words, now: number): string {
	const moments = parts.map(({ result }) => result.fetchedAt);
	const [oldest, newest] = [Math.min(...moments), Math.max(...moments)];
	const text = momentText(words.zone);
	const last = newest - oldest < MINUTE_MS ? "" : ` – ${text(newest, now)}`;
	return words.say("fetchedAt", text(oldest, now) + last, words.zone.name);
}

/** The counts of an answer that lacks intervals, under its name. */
function missingWords({ result, series, name }: Part, words: Words): readonly string[] {
	const { missing } = countsOf(result, series);
	return missing === 0 ? [] : [`${name}: ${intervalCountWords(result, series, words)}`];
}

/** Other things that were left out are among the caption's warnings. */
function outOfRangeWords({ rejected }: Series, { say, full }: Words): string[] {
	const near = rejected.outOfRange - (rejected.strays?.count ?? 0);
	return near > 0 ? [say("outOfRange", full(near))] : [];
}
