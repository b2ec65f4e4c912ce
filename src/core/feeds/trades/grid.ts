import { lowerBound } from "../../search";
import type { MarketIdentity, TimeRange } from "../../series";
import { alignUp, type DurationMs, type EpochMs } from "../../time";
import type { Trades } from "./tape";

/** What is aggregated, and what the series is called. */
export interface AggregateOptions {
	readonly id: string;
	readonly market: MarketIdentity;
	readonly interval: DurationMs;
	/** Intervals that start inside of the range are built, each from all of its trades. */
	readonly range: TimeRange;
	/** Trades at this time or later have not happened yet; an interval that ends later is open. */
	readonly until?: EpochMs;
}

/** The intervals that an aggregation builds. */
export interface Grid {
	/** Start of the first interval inside the range. */
	readonly first: number;
	readonly interval: number;
	readonly count: number;
	/** Trades count from `first` up to here. */
	readonly end: number;
	/** Whether the last interval is still in progress. */
	readonly open: boolean;
}

export function gridOf({ interval, range, until }: AggregateOptions): Grid {
	const first = alignUp(range.from, interval);
	const last = until === undefined ? range.to : Math.min(range.to, until);
	const count = Math.max(Math.ceil((last - first) / interval), 0);
	const close = first + count * interval;
	const open = until !== undefined && count > 0 && close > until;
	return { first, interval, count, end: open ? until : close, open };
}

export function intervalStart(grid: Grid, index: number): number {
	return grid.first + index * grid.interval;
}

/** Calls back for every trade on the grid, in time order, with the number of its interval. */
export function eachTrade(
	chunks: Iterable<Trades>,
	grid: Grid,
	visit: (interval: number, trades: Trades, index: number) => void,
): void {
	for (const trades of chunks) {
		const { times } = trades;
		const end = lowerBound(times, grid.end);
		for (let index = lowerBound(times, grid.first); index < end; index++) {
			visit(Math.floor(((times[index] ?? 0) - grid.first) / grid.interval), trades, index);
		}
	}
}
