import { vwapFromTrades } from "../../src/core/feeds/trades/aggregate";
import type { TapeMarket } from "../../src/core/feeds/trades/tape";
import { type DurationMs, type EpochMs, alignDown, alignUp, epochMs } from "../../src/core/time";
import { tapeOf } from "./loopbackMarkets";

/** One query as the Kaiko service understood it. */
export interface VwapRequest {
	readonly tape: TapeMarket;
	readonly exchange: string;
	readonly instrumentClass: string;
	readonly instrument: string;
	readonly aggregation: "vwap" | "count_ohlcv_vwap";
	readonly interval: string;
	readonly length: DurationMs;
	readonly pageSize: number;
	readonly sort: "asc" | "desc";
	/** As asked for, epoch milliseconds. */
	readonly startTime: number | undefined;
	readonly endTime: number | undefined;
	/** What there is to answer with: rows that start in `[from, to)`. */
	readonly from: EpochMs;
	readonly to: EpochMs;
}

export interface VwapRow {
	readonly timestamp: number;
	readonly price: string | null;
}

/** Start of the first row in the order of the request. */
export function firstRowAfter({ sort, from, to, length }: VwapRequest): number {
	return sort === "asc" ? alignUp(from, length) : alignDown(epochMs(to - 1), length);
}

const decimal = (value: number | undefined) =>
	value === undefined || Number.isNaN(value) ? null : String(value);

/**
 * One page of rows from `next` on, and where the page after it begins. Rows are clock-aligned; the one
 * in progress is there, the one that was already open at `from` is not.
 */
export function rowsOf(
	request: VwapRequest,
	next: number,
	now: EpochMs,
): { rows: VwapRow[]; next: number | undefined } {
	const { tape, length, pageSize, sort, from, to, aggregation } = request;
	const span = length * pageSize;
	const lowest = alignUp(from, length);
	const range =
		sort === "asc"
			? { from: epochMs(next), to: epochMs(Math.min(next + span, to)) }
			: {
					from: epochMs(Math.max(next + length - span, lowest)),
					to: epochMs(Math.min(next + length, to)),
				};
	if (range.from >= range.to) return { rows: [], next: undefined };
	const series = vwapFromTrades(tapeOf(tape, range.from, epochMs(range.to + length)), {
		id: request.instrument,
		market: {},
		interval: length,
		range,
		until: now,
	});
	const rows = Array.from(series.times, (timestamp, row) => {
		const price = series.rawPrice.at(row) ?? null;
		if (aggregation === "vwap") return { timestamp, price };
		return {
			timestamp,
			open: decimal(series.openPrice?.[row]),
			high: decimal(series.high?.[row]),
			low: decimal(series.low?.[row]),
			close: decimal(series.close?.[row]),
			volume: decimal(series.volume?.[row]) ?? "0",
			price,
			count: series.count?.[row] ?? 0,
		};
	});
	const isLast = sort === "asc" ? next + span >= to : range.from <= lowest;
	const after = sort === "asc" ? next + span : range.from - length;
	if (sort === "desc") rows.reverse();
	return { rows, next: isLast ? undefined : after };
}
