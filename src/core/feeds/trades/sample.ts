import type { TimeRange } from "../../series";
import { epochMs } from "../../time";
import { findTapeMarket, tapeBetween, TAPE_MARKETS, type TapeMarket, type Trades } from "./tape";

/** The data set that ships with the product. */
export const SAMPLE_DATASET = "sample";

/**
 * One fixed week of the synthetic market, Sunday to Saturday: two interrupted days, a fall, a balanced
 * day, a rise, a day of bursts and a balanced day at the end.
 */
export const SAMPLE_RANGE: TimeRange = {
	from: epochMs(Date.UTC(2026, 2, 22)),
	to: epochMs(Date.UTC(2026, 2, 29)),
};

export const SAMPLE_SYMBOLS: readonly string[] = TAPE_MARKETS.map(({ symbol }) => symbol);

export function findSampleMarket(symbol: string): TapeMarket | undefined {
	return findTapeMarket(symbol);
}

/** The sample's trades of the days that a range touches; nothing outside of the week. */
export function sampleTrades(market: TapeMarket, range: TimeRange): Iterable<Trades> {
	const from = epochMs(Math.max(range.from, SAMPLE_RANGE.from));
	const to = epochMs(Math.min(range.to, SAMPLE_RANGE.to));
	return tapeBetween(market, from, to);
}
