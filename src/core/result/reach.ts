import { at } from "../at";
import { alignDown, type EpochMs, epochMs } from "../time";
import { joinedStretches } from "./openResult";
import type { QueryResult } from "./result";
import type { Series, TimeRange } from "./series";

/** What of a range an answer speaks for, and how much of that is over (definitions D47). */
export interface Reach {
	/** From the first to the last moment that it speaks for; where it speaks for none, what was asked for. */
	readonly span: TimeRange;
	/** Stretches of which nothing is missing, ascending and apart: where one has no trades, nothing traded. */
	readonly whole: readonly TimeRange[];
	/** When the interval began that was in progress at the moment of the answer. What ends later is not over. */
	readonly closedUntil: EpochMs;
}

/** What of an answer tells how far it reaches. */
export type ReachFacts = Pick<
	QueryResult,
	"range" | "partial" | "covers" | "access" | "fetchedAt" | "toldAt"
>;

/** How far an answer reaches by what it says of itself and by the newest interval of its series. */
export function reachOf(
	{ times, interval, open }: Pick<Series, "times" | "interval" | "open">,
	facts: ReachFacts,
): Reach {
	const { range, fetchedAt, toldAt = fetchedAt } = facts;
	const whole = sharedBy(told(facts), completeIn(facts));
	const [first, last] = [whole[0], whole.at(-1)];
	const newest = times.at(-1);
	// An interval that came as closed is, whatever a clock says.
	const closed = newest === undefined ? -Infinity : newest + interval;
	return {
		span: first === undefined || last === undefined ? range : { from: first.from, to: last.to },
		whole,
		closedUntil: epochMs(
			open && newest !== undefined ? newest : Math.max(alignDown(toldAt, interval), closed),
		),
	};
}

/** What of an answer tells which times it speaks for. */
export type SpokenFacts = Omit<ReachFacts, "fetchedAt" | "toldAt">;

/** Whether the interval with which a series came as in progress begins in a stretch of time, whose end does not belong to it. */
export function holdsOpen(
	{ times, open }: Pick<Series, "times" | "open">,
	from: number,
	to: number,
): boolean {
	const newest = times.at(-1) ?? NaN;
	return open && from <= newest && newest < to;
}

/** Starts of the intervals that an answer has, ascending, and how long each is, in milliseconds. */
export interface IntervalGrid {
	readonly times: Float64Array;
	readonly interval: number;
}

/** The first interval of a grid that starts at or after a time, whether it is there or not; NaN where there is none at all. */
export function dueAt({ times: [first = NaN], interval }: IntervalGrid, time: number): number {
	return time + ((((first - time) % interval) + interval) % interval);
}

/**
 * The times that an answer speaks for, ascending and apart: those of its range that came and that the plan lets it tell of; of a
 * partial one, those that it says are complete and, where it says so of none, those of the intervals that came. Where nothing
 * stands there, nothing traded.
 */
export function spokenFor(grid: IntervalGrid, facts: SpokenFacts): readonly TimeRange[] {
	const complete = completeIn(facts);
	return sharedBy(told(facts), complete.length > 0 ? complete : stretchesOf(grid));
}

/** The stretches of time that intervals fill without a hole. */
function stretchesOf({ times, interval }: IntervalGrid): readonly TimeRange[] {
	const stretches: TimeRange[] = [];
	let first = 0;
	for (let index = 1; index <= times.length; index++) {
		const end = at(times, index - 1) + interval;
		if (times[index] === end) continue;
		stretches.push({ from: epochMs(at(times, first)), to: epochMs(end) });
		first = index;
	}
	return stretches;
}

/**
 * Whether an answer tells of every interval from the one that starts at a time to one that it has: they came, or are among the
 * times that it speaks for, so that nothing traded in them.
 */
export function isTold(grid: IntervalGrid, facts: SpokenFacts, due: number, has: number): boolean {
	return spokenFor(grid, facts).some(({ from, to }) => from <= due && due < to && has <= to);
}

/** The times of the range that came, within what the plan lets the answer tell of. */
function told({ range, covers = [range], access }: SpokenFacts): readonly TimeRange[] {
	const may = access?.of === undefined ? access : undefined;
	const from = epochMs(Math.max(range.from, may?.from ?? -Infinity));
	const to = epochMs(Math.min(range.to, may?.to ?? Infinity));
	return sharedBy(covers, [{ from, to }]);
}

/** Whether a stretch of time is over and nothing of it is missing. */
export function isWhole({ whole, closedUntil }: Reach, { from, to }: TimeRange): boolean {
	return to <= closedUntil && whole.some((one) => one.from <= from && to <= one.to);
}

/** Whether a stretch of time holds the interval in progress, and the answer does too. */
export function isInProgress({ span, closedUntil }: Reach, { from, to }: TimeRange): boolean {
	return from <= closedUntil && closedUntil < to && closedUntil < span.to;
}

/** Whether a stretch of time is over and there whole, lacks a part of itself, or is in progress (definitions D47). */
export type StretchState = "complete" | "partial" | "open";

/** The state of a stretch of time that has begun. */
export function stateOf(reach: Reach, stretch: TimeRange): StretchState {
	if (isWhole(reach, stretch)) return "complete";
	return isInProgress(reach, stretch) ? "open" : "partial";
}

/** What is missing of a stretch of time. */
export type Missing = "beginning" | "end" | "bothEnds" | "middle";

/**
 * What an answer lacks of a stretch of time that has begun; of one in progress, as far as it is over. `undefined` where it has
 * all of that.
 */
export function missingOf(reach: Reach, stretch: TimeRange): Missing | undefined {
	const { span, whole, closedUntil } = reach;
	const { from } = stretch;
	const to = isInProgress(reach, stretch) ? closedUntil : stretch.to;
	if (from >= to || whole.some((one) => one.from <= from && to <= one.to)) return undefined;
	const [lacksBeginning, lacksEnd] = [from < span.from, to > span.to];
	if (lacksBeginning && lacksEnd) return "bothEnds";
	return lacksBeginning ? "beginning" : lacksEnd ? "end" : "middle";
}

/** Whether nothing is missing from a moment on to the end of what the answer speaks for. */
export function isWholeSince({ whole }: Reach, from: number): boolean {
	return (whole.at(-1)?.from ?? Infinity) <= from;
}

/** What a partial answer says that it has from either end on; nothing where it has neither. */
function completeIn({ range, partial }: SpokenFacts): readonly TimeRange[] {
	if (partial === undefined) return [range];
	const { completeFrom, completeUntil } = partial;
	return joinedStretches([
		...(completeUntil === undefined ? [] : [{ from: range.from, to: completeUntil }]),
		...(completeFrom === undefined ? [] : [{ from: completeFrom, to: range.to }]),
	]);
}

/** The stretches that are in both lists, each of which is ascending and apart. */
export function sharedBy(
	some: readonly TimeRange[],
	others: readonly TimeRange[],
): readonly TimeRange[] {
	return some
		.flatMap((one) =>
			others.map((other) => ({
				from: epochMs(Math.max(one.from, other.from)),
				to: epochMs(Math.min(one.to, other.to)),
			})),
		)
		.filter(({ from, to }) => from < to);
}
