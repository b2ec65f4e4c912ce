import { type Span, readSpan } from "../profile/overTime/compositeRange";
import { keptSpan } from "../profile/overTime/stretch";
import { LONGEST_NAME, MOST_SELECTIONS, type Selection, type ViewOptions } from "./viewOptions";

/** A selection of time in epoch milliseconds, half-open. */
export interface NamedSpan extends Span {
	readonly name: string;
}

const LETTERS = Array.from({ length: MOST_SELECTIONS }, (_, i) => String.fromCharCode(65 + i));

/**
 * The selections of a view that can be shown: each with a name of its own and an end after its start. Views come from files
 * and commands too, so others are left out.
 */
export function selectionsOf({ selections = [] }: Pick<ViewOptions, "selections">): NamedSpan[] {
	const names = new Set<string>();
	return selections.flatMap(({ name, ...kept }) => {
		const span = readSpan(kept);
		if (span === undefined || names.has(name) || !isName(name)) return [];
		names.add(name);
		return [{ name, ...span }];
	});
}

/** The selection that the profile of a view is of: the one it names, else the first. */
export function chosenSelection(
	view: Pick<ViewOptions, "selections" | "selected">,
): NamedSpan | undefined {
	const all = selectionsOf(view);
	return all.find(({ name }) => name === view.selected) ?? all[0];
}

/** The first letter that no selection has; `undefined` where there are as many as letters. */
export function freeName(all: readonly NamedSpan[]): string | undefined {
	if (all.length >= MOST_SELECTIONS) return undefined;
	return LETTERS.find((letter) => all.every(({ name }) => name !== letter));
}

/** Letters and digits with blanks, dots, hyphens and low lines between them. */
export function isName(text: string): boolean {
	return (
		text.length <= LONGEST_NAME && /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}])?$/u.test(text)
	);
}

/** Whether something can have another name among others: it is one, and none of them has it. */
export function canBeNamed(to: string, all: readonly { readonly name: string }[]): boolean {
	return isName(to) && all.every(({ name }) => name !== to);
}

/** The view options that keep selections, in their order; `undefined` where there are none. */
export function keptSelections(all: readonly NamedSpan[]): Selection[] | undefined {
	if (all.length === 0) return undefined;
	return all.map(({ name, from, to }) => ({ name, ...keptSpan({ from, to }) }));
}

/** The grid that the edges of selections stand on: intervals of a series, from its first to its last. */
export interface EdgeGrid {
	/** Start of the first interval, end of the last one, and length of each, in milliseconds. */
	readonly from: number;
	readonly to: number;
	readonly interval: number;
}

/** The edge of an interval that is nearest to a time. */
export function nearestEdge({ from, to, interval }: EdgeGrid, time: number): number {
	const edge = from + Math.round((time - from) / interval) * interval;
	return Math.max(from, Math.min(to, edge));
}

/** The intervals that lie between two times, those included in which the times are. */
export function spanBetween({ from, to, interval }: EdgeGrid, one: number, other: number): Span {
	const clamp = (time: number) => Math.max(from, Math.min(to - 1, time));
	const first = Math.floor((clamp(Math.min(one, other)) - from) / interval);
	const last = Math.floor((clamp(Math.max(one, other)) - from) / interval);
	return { from: from + first * interval, to: Math.min(to, from + (last + 1) * interval) };
}

/** A span moved to begin at the edge nearest to a time, of the same length and within the grid. */
export function movedSpan(grid: EdgeGrid, { from, to }: Span, start: number): Span {
	const length = Math.min(to - from, grid.to - grid.from);
	const begin = Math.min(nearestEdge(grid, start), grid.to - length);
	return { from: begin, to: begin + length };
}

/** A span with one edge at another time, at least an interval long. */
export function resizedSpan(
	grid: EdgeGrid,
	{ from, to }: Span,
	edge: "from" | "to",
	time: number,
): Span {
	const place = nearestEdge(grid, time);
	return edge === "from"
		? { from: Math.min(place, to - grid.interval), to }
		: { from, to: Math.max(place, from + grid.interval) };
}
