import type { TapeMarket } from "../../src/core/sample/tape";
import { barsOf, nextStart, startOf } from "./ledger";
import { tapeOf } from "./loopbackMarkets";

/** One query as the Kaiko service understood it. */
export interface VwapRequest {
	readonly tape: TapeMarket;
	readonly exchange: string;
	readonly instrumentClass: string;
	readonly instrument: string;
	readonly aggregation: "vwap" | "count_ohlcv_vwap";
	readonly interval: string;
	/** Milliseconds. */
	readonly length: number;
	readonly pageSize: number;
	readonly sort: "asc" | "desc";
	/** As asked for, epoch milliseconds. */
	readonly startTime: number | undefined;
	readonly endTime: number | undefined;
	/** What there is to answer with: rows that start in `[from, to)`. */
	readonly from: number;
	readonly to: number;
}

export interface VwapRow {
	readonly timestamp: number;
	readonly price: string | null;
}

/** Start of the first row in the order of the request. */
export function firstRowAfter({ sort, from, to, length }: VwapRequest): number {
	return sort === "asc" ? nextStart(from, length) : startOf(to - 1, length);
}

/**
 * One page of rows from `next` on, and where the page after it begins. Rows are clock-aligned; the one
 * in progress is there, the one that was already open at `from` is not.
 */
export function rowsOf(
	request: VwapRequest,
	next: number,
	now: number,
): { rows: VwapRow[]; next: number | undefined } {
	const { tape, length, pageSize, sort, from, to, aggregation } = request;
	const span = length * pageSize;
	const lowest = nextStart(from, length);
	const [first, end] =
		sort === "asc"
			? [next, Math.min(next + span, to)]
			: [Math.max(next + length - span, lowest), Math.min(next + length, to)];
	if (first >= end) return { rows: [], next: undefined };
	const stretch = { from: first, to: end, length, until: now };
	const rows = barsOf(tapeOf(tape, first, end + length), stretch).map(
		({ start, vwap, ...bar }): VwapRow =>
			aggregation === "vwap"
				? { timestamp: start, price: vwap }
				: { timestamp: start, ...bar, price: vwap },
	);
	const isLast = sort === "asc" ? next + span >= to : first <= lowest;
	const after = sort === "asc" ? next + span : first - length;
	if (sort === "desc") rows.reverse();
	return { rows, next: isLast ? undefined : after };
}
