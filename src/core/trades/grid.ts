import { lowerBound } from "../search";
import { alignUp } from "../time";
import type { TradesPlan } from "./plan";
import type { Trades } from "./trades";

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

export function gridOf({
	interval,
	range,
	until,
}: Pick<TradesPlan, "interval" | "range" | "until">): Grid {
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
	trades: Trades,
	grid: Grid,
	visit: (interval: number, index: number) => void,
): void {
	const { times } = trades;
	const end = lowerBound(times, grid.end);
	for (let index = lowerBound(times, grid.first); index < end; index++) {
		visit(Math.floor((times[index] - grid.first) / grid.interval), index);
	}
}
