import type { AccessRange } from "../result/result";
import type { TimeRange } from "../result/series";
import { DAY_MS, type DurationMs, type EpochMs, alignDown, alignUp, epochMs } from "../time";
import { sharedStretch } from "./stretches";

/** A provider revises its newest closed intervals: the last two are asked for again. */
const UNSETTLED_INTERVALS = 2;

/** What has not arrived yet looks like quiet: for this long, only rows tell that an interval is over. */
const QUIET_SETTLES_MS = DAY_MS;

/** Until when intervals are over for good at a moment, by the provider's clock. */
function settledUntil(now: EpochMs, interval: DurationMs): EpochMs {
	return alignDown(epochMs(now - UNSETTLED_INTERVALS * interval), interval);
}

/** When it is, and how sure that is. */
export interface KnownTime {
	/** The provider's time, as far as it is known. */
	readonly now: EpochMs;
	/** Whether the range moves with a clock that no answer has confirmed. */
	readonly isUnsure: boolean;
}

/**
 * The part of a range that is over for good at a moment; `undefined` where nothing is. Of a range that follows an unsure
 * clock the newest interval is never part: it is asked for, and the answer tells whether the range is another one.
 */
export function settledPart(
	range: TimeRange,
	{ now, isUnsure }: KnownTime,
	interval: DurationMs,
): TimeRange | undefined {
	const until = settledUntil(now, interval);
	const newest = epochMs(range.to - interval);
	const to = isUnsure ? epochMs(Math.min(until, newest)) : until;
	return sharedStretch(range, { from: range.from, to });
}

/** What is known of an answer besides a stretch of it. */
export interface AnswerEdges {
	/** The provider's time when the stretch was asked for. */
	readonly toldAt: EpochMs;
	/** Start of the last interval that has a row anywhere in the answer. */
	readonly lastRow: number;
	/** What the provider says that the key may see. */
	readonly access: AccessRange | undefined;
	readonly interval: DurationMs;
}

/**
 * The part of a stretch that stays as it is: closed long enough when it was asked for, and inside of what the key
 * may see, because beyond that nothing came whatever traded.
 */
export function settledStretch(
	stretch: TimeRange,
	{ toldAt, lastRow, access = {}, interval }: AnswerEdges,
): TimeRange | undefined {
	const quiet = epochMs(toldAt - Math.max(QUIET_SETTLES_MS, UNSETTLED_INTERVALS * interval));
	const told = Math.max(alignDown(quiet, interval), lastRow + interval);
	const from = access.from === undefined ? stretch.from : alignUp(access.from, interval);
	const to = access.to === undefined ? stretch.to : alignDown(access.to, interval);
	const until = Math.min(to, told, settledUntil(toldAt, interval));
	return sharedStretch(stretch, { from, to: epochMs(until) });
}
