import { at } from "../at";
import type { Zone } from "../chart/zone";
import type { IntervalGrid } from "../result/reach";
import type { TimeRange, VwapSeries } from "../result/series";
import { upperBound } from "../search";
import { type PeriodIntervals, periodIntervals } from "../session/periodIntervals";
import { DAY_MS, epochMs, FIRST_MONDAY_MS, WEEK_MS } from "../time";

/** Where a running VWAP begins (definitions D19): anew in each period, or once. */
export type VwapAnchor = "session" | "week" | "month" | "first" | Extreme;

/** What anchors are looked for in: intervals, with their volumes and prices where those decide. */
export type Anchored = Pick<VwapSeries, "times" | "volume" | "price" | "high" | "low">;

/**
 * Indices of the intervals at which the running VWAP begins anew, ascending (definitions D19). `session`,
 * `week` and `month`: the first interval, and each that is the first to start in a new day, a new week
 * from Monday or a new month on the clock of the zone. `first`: the first interval. `highestVolume`: the
 * interval with the most volume, of equals the first; `highestPrice` and `lowestPrice`: that with the highest
 * high and the lowest low of its candle or, where the answer has no candles, the highest and lowest VWAP. Empty when there is no such interval.
 */
export function anchorStarts(series: Anchored, anchor: VwapAnchor, zone: Zone): number[] {
	const { times } = series;
	if (anchor === "first") return times.length > 0 ? [0] : [];
	if (isExtreme(anchor)) {
		const found = extremeIn(series, anchor, 0, times.length);
		return found === undefined ? [] : [found];
	}
	const starts: number[] = [];
	let latest = -Infinity;
	for (let index = 0; index < times.length; index++) {
		const period = periodStart(anchor, zone.wall(epochMs(times[index])));
		// A clock that is put back does not begin the same day again.
		if (period <= latest) continue;
		latest = period;
		starts.push(index);
	}
	return starts;
}

/**
 * Those of the starts whose day, week or month lacks its beginning, because the answer began in it or has a hole there: the
 * interval before such a start would be in it too, and is not there (definitions D19). None for the other anchors.
 *
 * @param starts see {@link anchorStarts}
 */
export function partialStarts(
	{ times, interval }: IntervalGrid,
	starts: readonly number[],
	anchor: VwapAnchor,
	zone: Zone,
): number[] {
	if (anchor !== "session" && anchor !== "week" && anchor !== "month") return [];
	const periodAt = (time: number) => periodStart(anchor, zone.wall(epochMs(time)));
	return starts.filter((start) => {
		const time = at(times, start);
		return periodAt(time - interval) === periodAt(time);
	});
}

/** Sums that begin anew at some intervals. */
export interface PeriodSums {
	/** Indices of the intervals at which one begins, ascending. */
	readonly starts: readonly number[];
	/** Those of the starts whose period lacks its beginning. */
	readonly partial: readonly number[];
}

/** Index of the interval at which the sum began that runs at another one; `undefined` before the first. */
export function startAt({ starts }: Pick<PeriodSums, "starts">, index: number): number | undefined {
	return starts[upperBound(starts, index) - 1];
}

/** Whether the sum that runs at an interval lacks its beginning. */
export function isPartialAt(sums: PeriodSums, index: number): boolean {
	const { partial } = sums;
	if (partial.length === 0) return false;
	const start = startAt(sums, index);
	return start !== undefined && partial.includes(start);
}

/**
 * The intervals of each session that has any, for a running VWAP that begins anew with each and ends with it (definitions
 * D19).
 *
 * @param periods sessions, ascending, see `periodsIn`
 */
export function anchorSessions(
	{ times, interval }: VwapSeries,
	periods: readonly TimeRange[],
): PeriodIntervals[] {
	const asked = { from: epochMs(times[0] ?? 0), to: epochMs((times.at(-1) ?? 0) + interval) };
	return periodIntervals(times, interval, periods, asked).filter(({ first, end }) => end > first);
}

/** Intervals that stand out: with the most volume, the highest or the lowest price. */
export const EXTREMES = ["highestVolume", "highestPrice", "lowestPrice"] as const;
export type Extreme = (typeof EXTREMES)[number];

export function isExtreme(anchor: unknown): anchor is Extreme {
	return EXTREMES.some((one) => one === anchor);
}

/**
 * The interval that stands out among some, of equals the first (definitions D19). Prices are the highs and lows of
 * candles or, where the answer has none, the interval VWAPs. `undefined` where none has such a number.
 *
 * @param from index of the first interval, and
 * @param to one past the last
 */
export function extremeIn(
	{ volume, price, high = price, low = price }: Omit<Anchored, "times">,
	extreme: Extreme,
	from: number,
	to: number,
): number | undefined {
	const values = { highestVolume: volume, highestPrice: high, lowestPrice: low }[extreme];
	const sign = extreme === "lowestPrice" ? -1 : 1;
	// An interval without volume is no extreme of it.
	let most = extreme === "highestVolume" ? 0 : -Infinity;
	let found: number | undefined;
	for (let index = from; index < to; index++) {
		const value = sign * (values?.[index] ?? NaN);
		if (value > most) [most, found] = [value, index];
	}
	return found;
}

/** Start of the period that holds a time, both as the clock on the wall shows them. */
function periodStart(anchor: "session" | "week" | "month", wall: number): number {
	if (anchor === "month") {
		const date = new Date(wall);
		return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
	}
	const [length, origin] = anchor === "week" ? [WEEK_MS, FIRST_MONDAY_MS] : [DAY_MS, 0];
	return Math.floor((wall - origin) / length) * length + origin;
}
