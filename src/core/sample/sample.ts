import type { TimeRange } from "../result/series";
import { DAY_MS, epochMs } from "../time";
import { SAMPLE_DATASET, SECOND_SAMPLE_DATASET } from "./dataset";
import { SECOND_VENUE_MARKETS, TAPE_MARKETS, type TapeMarket } from "./tape";

/**
 * Four fixed weeks of the synthetic markets, Sunday to Saturday. The last one, which charts show first, has two
 * interrupted days, a fall, a balanced day, a rise, a day of bursts and a balanced day at the end. Both venues
 * together have about half a million trades.
 */
export const SAMPLE_RANGE: TimeRange = {
	from: epochMs(Date.UTC(2026, 2, 1)),
	to: epochMs(Date.UTC(2026, 2, 29)),
};

/** The markets of each data set that ships with the product, by its id. */
export const SAMPLE_MARKETS: Readonly<Record<string, readonly TapeMarket[]>> = {
	[SAMPLE_DATASET]: TAPE_MARKETS,
	[SECOND_SAMPLE_DATASET]: SECOND_VENUE_MARKETS,
};

export const SAMPLE_SYMBOLS: readonly string[] = TAPE_MARKETS.map(({ symbol }) => symbol);

/** The UTC days of the sample that a stretch of time touches, counted from the Unix epoch. */
export function sampleDays({ from, to }: TimeRange): readonly number[] {
	const first = Math.floor(Math.max(from, SAMPLE_RANGE.from) / DAY_MS);
	const end = Math.ceil(Math.min(to, SAMPLE_RANGE.to) / DAY_MS);
	return Array.from({ length: Math.max(end - first, 0) }, (_, at) => first + at);
}
