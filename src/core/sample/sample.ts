import type { TimeRange } from "../result/series";
import { DAY_MS, epochMs } from "../time";
import { TAPE_MARKETS } from "./tape";

/**
 * One fixed week of the synthetic market, Sunday to Saturday: two interrupted days, a fall, a balanced
 * day, a rise, a day of bursts and a balanced day at the end.
 */
export const SAMPLE_RANGE: TimeRange = {
	from: epochMs(Date.UTC(2026, 2, 22)),
	to: epochMs(Date.UTC(2026, 2, 29)),
};

export const SAMPLE_SYMBOLS: readonly string[] = TAPE_MARKETS.map(({ symbol }) => symbol);

/** The UTC days of the sample that a stretch of time touches, counted from the Unix epoch. */
export function sampleDays({ from, to }: TimeRange): readonly number[] {
	const first = Math.floor(Math.max(from, SAMPLE_RANGE.from) / DAY_MS);
	const end = Math.ceil(Math.min(to, SAMPLE_RANGE.to) / DAY_MS);
	return Array.from({ length: Math.max(end - first, 0) }, (_, at) => first + at);
}
