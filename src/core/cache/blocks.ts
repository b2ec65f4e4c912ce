import type { TimeRange } from "../result/series";
import { DAY_MS, type DurationMs, type EpochMs, alignDown, durationMs, epochMs } from "../time";

/** How many intervals are kept together. */
export const BLOCK_INTERVALS = 1_000;

/**
 * Whether intervals of this length follow one grid for ever. The others may begin anew at midnight UTC, so
 * that a stretch that is cut on the grid could cut one of them.
 */
export function hasOneGrid(interval: DurationMs): boolean {
	return DAY_MS % interval === 0 || interval % DAY_MS === 0;
}

const lengthOf = (interval: DurationMs) => durationMs(interval * BLOCK_INTERVALS);

/** The block that begins at a time which {@link blockStarts} gave. */
export function blockAt(start: EpochMs, interval: DurationMs): TimeRange {
	return { from: start, to: epochMs(start + lengthOf(interval)) };
}

/** Starts of the blocks that a range touches, on their grid from the epoch, the newest first. */
export function* blockStarts(range: TimeRange, interval: DurationMs): Generator<EpochMs> {
	if (range.from >= range.to) return;
	const length = lengthOf(interval);
	const last = alignDown(epochMs(range.to - 1), length);
	for (let start: number = last; start + length > range.from; start -= length) {
		yield epochMs(start);
	}
}
