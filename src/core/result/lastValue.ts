import { gridDecimals, steplessDecimals } from "../chart/format";
import { analyzeProfile } from "../profile/profile";
import { rowsOf } from "../profile/rows";
import { factsOf } from "../providers/facts";
import { providerOf } from "../providers/providers";
import { shortLength } from "../length";
import type { MarketQuery, QueryKind } from "../query/query";
import { intervalLength } from "../query/interval";
import { isMoving, parseLast, resolveRange } from "../query/range";
import { alignUp, durationMs, type EpochMs, epochMs, MINUTE_MS, parseIso, toIso } from "../time";
import { openResult } from "./openResult";
import type { PackedResult } from "./packedResult";
import type { Series } from "./series";

/** The one number that stands for a market: what its newest closed interval says of the price. */
export interface LastValue {
	/** The interval's VWAP, or the point of control of its profile. */
	readonly kind: QueryKind;
	readonly price: number;
	/** How many decimals the price is written with. */
	readonly decimals: number;
	/** The interval, its end exclusive. */
	readonly from: EpochMs;
	readonly to: EpochMs;
	/** Whether the interval is still in progress, because no closed one traded. */
	readonly isOpen: boolean;
}

/**
 * The last value of an answer; `undefined` where nothing traded in it.
 *
 * @param seriesId the series that the chart shows, where it has several; by default the first
 */
export function lastValueOf(packed: PackedResult, seriesId?: string): LastValue | undefined {
	const { series: all } = openResult(packed);
	const series = all.find(({ id }) => id === seriesId) ?? all[0];
	if (series === undefined) return undefined;
	const count = series.times.length;
	const closed = series.open ? count - 1 : count;
	for (let at = closed - 1; at >= 0; at--) {
		const found = valueAt(series, at);
		if (found !== undefined) return found;
	}
	return series.open && count > 0 ? valueAt(series, count - 1) : undefined;
}

function valueAt(series: Series, at: number): LastValue | undefined {
	const price = series.kind === "vwap" ? vwapAt(series.price[at]) : pocAt(series, at);
	const from = series.times[at];
	if (price === undefined || from === undefined) return undefined;
	return {
		kind: series.kind,
		...price,
		from: epochMs(from),
		to: epochMs(from + series.interval),
		isOpen: series.open && at === series.times.length - 1,
	};
}

type Price = Pick<LastValue, "price" | "decimals">;

function vwapAt(price: number | undefined): Price | undefined {
	if (price === undefined || Number.isNaN(price)) return undefined;
	return { price, decimals: steplessDecimals(Float64Array.of(price)) };
}

function pocAt(series: Series & { readonly kind: "volumeProfile" }, at: number): Price | undefined {
	const { offsets, prices, buy, sell, unknown, step, steps } = series;
	const [first, end] = [offsets[at], offsets[at + 1]];
	const own = prices.subarray(first, end);
	if (own.length === 0) return undefined;
	const rows = rowsOf(
		own,
		buy.subarray(first, end),
		sell.subarray(first, end),
		steps?.[at] ?? step,
		unknown?.subarray(first, end),
	);
	const levels = analyzeProfile(rows);
	return levels && { price: levels.poc, decimals: gridDecimals(own, rows.step) };
}

/** Intervals that are asked for: the one in progress, and the newest closed one. */
const ASKED_INTERVALS = 2;

/**
 * The smallest query whose answer has the last value of a query: its newest intervals alone.
 *
 * @param now which of its periods a range of the calendar means
 */
export function lastValueQuery(query: MarketQuery, now: EpochMs): MarketQuery {
	const length = ASKED_INTERVALS * providerOf(query).intervalLength(query);
	const whole = alignUp(epochMs(length), MINUTE_MS);
	const newest = { last: shortLength(durationMs(whole)) };
	const { range } = query;
	if ("last" in range) {
		const own = parseLast(range.last) ?? Infinity;
		return own <= whole ? query : { ...query, range: newest };
	}
	if ("since" in range) {
		// Its periods count from the last trade, and nothing is paid for them.
		if (factsOf(query).isOwn) return query;
		const { from, to } = resolveRange(range, intervalLength(query), now);
		if (to - from <= length) return query;
		// A period that is over has its last value at its end.
		if (to <= now) return { ...query, range: { from: toIso(epochMs(to - length)), to: toIso(to) } };
		return { ...query, range: newest };
	}
	const [from, to] = [parseIso(range.from), parseIso(range.to)];
	if (from === undefined || to === undefined || to - from <= length) return query;
	return { ...query, range: { from: toIso(epochMs(to - length)), to: range.to } };
}

/**
 * Whether a value of an earlier answer is still the last one: no later interval can have closed since, or the data
 * never changes. Of other trades that the person has it is never taken for that.
 */
export function isStillLast(value: LastValue, query: MarketQuery, now: EpochMs): boolean {
	const facts = factsOf(query);
	if (facts.isFixed?.(query) === true) return true;
	// Trades may have been recorded meanwhile, in any range, and to read them costs nothing.
	if (facts.isOwn) return false;
	if (!isMoving(query.range)) return true;
	const length = value.to - value.from;
	if (value.isOpen) return false;
	if (!("since" in query.range)) return now < value.to + length;
	const { from, to } = resolveRange(query.range, intervalLength(query), now);
	// It may be of an earlier period.
	return value.from >= from && (value.to === to || now < Math.min(to, value.to + length));
}
