import { type Stretch, keptSpan, spanOfStretch } from "../../../core/profile/overTime/stretch";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { missingOf, reachOf, stateOf } from "../../../core/result/reach";
import type { Part } from "../../../core/table/parts";
import { epochMs } from "../../../core/time";
import type { Words } from "../../words";
import type { Figure } from "../figures";
import { chosenWords } from "./intervalCount";
import { fullStateWords, lastSessionsName } from "./sessionWords";

/** Characters of a date and the space before the time of day: `2026-03-28 `. */
const DATE_LENGTH = 11;

/** `2026-03-28 14:00 – 18:00`, with the date of its end where that is another day. */
export function spanWords(from: number, to: number, { time }: Words): string {
	const [start, end] = [time(from), time(to)];
	const isSameDay = start.slice(0, DATE_LENGTH) === end.slice(0, DATE_LENGTH);
	return `${start} – ${isSameDay ? end.slice(DATE_LENGTH) : end}`;
}

/** `4 intervals`, or `4 intervals · in progress` where not all of it is over and there. */
export function stretchCountWords(
	{ series, result }: Part,
	stretch: Stretch,
	words: Words,
): string {
	const { say, full } = words;
	const count = stretch.end - stretch.first;
	const text = count === 1 ? say("oneIntervalCount") : say("intervalCount", full(count));
	if (count < 1) return text;
	const { from, to } = spanOfStretch(series, stretch);
	const range = { from: epochMs(from), to: epochMs(to) };
	const reach = reachOf(series, result);
	const state = { state: stateOf(reach, range), missing: missingOf(reach, range) };
	const told = fullStateWords(state, words);
	return told === "" ? text : `${text} · ${told}`;
}

/**
 * The figure that says which intervals a profile is of.
 *
 * @param what the intervals in words: `What is visible`
 * @param name of the selection that they are
 */
export function stretchFigure(
	part: Part,
	stretch: Stretch,
	what: string,
	words: Words,
	name?: string,
): Figure {
	const { say } = words;
	const isEmpty = stretch.end <= stretch.first;
	const span = isEmpty ? undefined : spanOfStretch(part.series, stretch);
	const value = span === undefined ? "–" : spanWords(span.from, span.to, words);
	const kept = span && keptSpan(span);
	return {
		id: "profileOf",
		label: say("profileOf"),
		value: name === undefined ? value : `${name} · ${value}`,
		detail: { id: "profileOfCount", text: stretchCountWords(part, stretch, words) },
		hint: span === undefined ? what : say("profileOfLong", what, value, words.zone.name),
		copied: kept === undefined ? "" : `${kept.from}/${kept.to}`,
		// Levels of a part of the chart are not to be taken for those of all of it, also where the strip is folded.
		isKey: true,
	};
}

/** The same for intervals that are chosen, or those of the last sessions; none where a profile is of all. */
export function chosenFigure({ result, series }: Part, view: ViewOptions, words: Words): Figure[] {
	const count = chosenWords(result, series, view, words);
	if (count === undefined) return [];
	const { lastSessions, intervals } = view;
	const name =
		lastSessions === undefined || intervals !== undefined
			? undefined
			: lastSessionsName(lastSessions, words);
	return [
		{
			id: "profileOf",
			label: words.say("profileOf"),
			value: name ?? count,
			...(name === undefined ? {} : { detail: { id: "profileOfCount", text: count } }),
			hint: [...(name === undefined ? [] : [name]), count].join(" · "),
			copied: count,
			isKey: true,
		},
	];
}
