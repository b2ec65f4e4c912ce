import { impliedVwap } from "../vwap/impliedVwap";
import { runningVwap } from "../vwap/runningVwap";
import { indicesOf, type SessionProfile } from "../profile/overTime/sessionProfiles";
import { isWhole, type Reach } from "../result/reach";
import type { TimeRange, VolumeProfileSeries, VwapSeries } from "../result/series";
import { lowerBound, upperBound } from "../search";
import { type EpochMs, epochMs, MINUTE_MS } from "../time";

/** Levels of a whole session, and the time over which they carry on (definitions D48). */
export interface CarriedLevels {
	/** The session that they are of. */
	readonly of: TimeRange;
	/** From its end to the end of the session after it, as far as the range goes. */
	readonly over: TimeRange;
	/** Prices of rows as delivered; NaN where nothing traded. */
	readonly poc: number;
	readonly vah: number;
	readonly val: number;
	/** Height of a row; `undefined` where it is not known. */
	readonly step: number | undefined;
	/** The VWAP from its start to its end; NaN where there is none. */
	readonly vwap: number;
	/** Whether that is what the rows imply, because the view has no VWAP with volume for the session. */
	readonly isImplied: boolean;
}

/**
 * The levels of each complete session, from its end to the end of the next. Sessions that are not over or lack a part of
 * themselves carry none.
 *
 * @param delivered the series before its rows were joined, whose rows tell the implied VWAP
 * @param sessions of the series, ascending
 * @param periods all sessions of the kind, ascending: the next one may have nothing to show and ends all the same
 * @param reach how far the answer reaches
 * @param vwap of the same market, where the view has one
 */
export function carriedLevels(
	delivered: VolumeProfileSeries,
	sessions: readonly SessionProfile[],
	periods: readonly TimeRange[],
	reach: Reach,
	vwap: ReachingVwap | undefined,
): CarriedLevels[] {
	return sessions.flatMap((session): CarriedLevels[] => {
		const { state, period, levels, rows } = session;
		const over = overNext(period, periods, reach);
		if (state !== "complete" || levels === undefined || over === undefined) return [];
		const exact = vwap && periodVwap(vwap, period);
		return [
			{
				of: period,
				over,
				poc: levels.poc,
				vah: levels.vah,
				val: levels.val,
				step: rows?.step,
				vwap: exact ?? impliedVwap(delivered, indicesOf(session)).price,
				isImplied: exact === undefined,
			},
		];
	});
}

/** A VWAP with how far its answer reaches. */
export interface ReachingVwap {
	readonly series: VwapSeries;
	readonly reach: Reach;
}

/** VWAPs that carry on, and how many do not because the answer lacks intervals of their periods. */
export interface CarriedVwaps {
	readonly carried: readonly Pick<CarriedLevels, "of" | "over" | "vwap">[];
	readonly lacking: number;
}

/** The VWAP of each period that is over, lies in what the answer speaks for and traded, as far as it carries on. */
export function carriedVwaps(vwap: ReachingVwap, periods: readonly TimeRange[]): CarriedVwaps {
	const { reach } = vwap;
	const ended = periods.flatMap((period) => {
		const over = overNext(period, periods, reach);
		const isOver = period.from >= reach.span.from && period.to <= reach.closedUntil;
		return over !== undefined && isOver ? [{ of: period, over }] : [];
	});
	const whole = ended.filter(({ of }) => hasEvery(vwap, of));
	return {
		carried: whole.flatMap((one) => {
			const value = vwapWithin(vwap.series, one.of);
			return value === undefined ? [] : [{ ...one, vwap: value }];
		}),
		lacking: ended.length - whole.length,
	};
}

/** From the end of a session to the end of the next one, as far as the answer speaks; `undefined` where that is no time. */
function overNext(
	{ from, to }: TimeRange,
	periods: readonly TimeRange[],
	{ span }: Reach,
): TimeRange | undefined {
	const next = periods.find((one) => one.from > from)?.to ?? span.to;
	const over = { from: to, to: epochMs(Math.min(next, span.to)) };
	return over.from < over.to ? over : undefined;
}

/** The VWAP of a period; `undefined` without volume, or where the answer does not hold all of it. */
function periodVwap(vwap: ReachingVwap, period: TimeRange): number | undefined {
	return hasEvery(vwap, period) ? vwapWithin(vwap.series, period) : undefined;
}

/** The VWAP of the intervals within a period; `undefined` without volume, or where nothing traded. */
function vwapWithin(series: VwapSeries, period: TimeRange): number | undefined {
	const { price, volume } = series;
	if (volume === undefined) return undefined;
	const { first, end } = intervalsOf(series, period);
	const running = runningVwap(price.subarray(first, end), volume.subarray(first, end));
	const value = running.vwap.at(-1) ?? NaN;
	return Number.isNaN(value) ? undefined : value;
}

/**
 * Whether a VWAP has each interval of a stretch that is over, with the volume of those that traded. An interval without trades
 * has a place among VWAPs: one that has none is missing.
 */
function hasEvery({ series, reach }: ReachingVwap, stretch: TimeRange): boolean {
	const { interval, price, volume } = series;
	const { first, end } = intervalsOf(series, stretch);
	if (!isWhole(reach, stretch) || (end - first) * interval !== stretch.to - stretch.from)
		return false;
	for (let index = first; index < end; index++) {
		if (!Number.isNaN(price[index]) && Number.isNaN(volume?.[index] ?? 0)) return false;
	}
	return true;
}

/** The intervals that lie wholly inside of a stretch: the first, and the one after the last. */
function intervalsOf({ times, interval }: Pick<VwapSeries, "times" | "interval">, at: TimeRange) {
	const first = lowerBound(times, at.from);
	return { first, end: Math.max(first, upperBound(times, at.to - interval)) };
}

/** How far above and below an opening range its extensions lie, in heights of it. */
export const EXTENSIONS = [0.5, 1, 2] as const;

/** The highest and lowest price of the first minutes of a session (definitions D49). */
export interface OpeningRange {
	readonly session: TimeRange;
	/** When the first minutes are over, from when on the range is known. */
	readonly end: EpochMs;
	/** To where it is drawn: the session's end, as far as the answer speaks. */
	readonly until: EpochMs;
	readonly high: number;
	readonly low: number;
	/** Whether the prices are those of candles; else they are of rows that traded. */
	readonly isExact: boolean;
}

/** Prices of single intervals: those of the lowest and the highest row that traded, or of candles. */
export interface IntervalPrices {
	readonly times: Float64Array;
	readonly interval: VolumeProfileSeries["interval"];
	readonly reach: Reach;
	/** NaN where nothing traded. */
	readonly low: Float64Array;
	readonly high: Float64Array;
	/**
	 * Of candles, the VWAPs that tell which intervals traded: a candle that is missing of one that did leaves the prices open.
	 * Absent of rows, where an interval that is not there did not trade.
	 */
	readonly traded?: Float64Array;
}

/** Opening ranges, and how many sessions have none because the answer lacks prices of their first minutes. */
export interface OpeningRanges {
	readonly ranges: readonly OpeningRange[];
	readonly lacking: number;
}

/**
 * The opening range of each session whose first minutes are over; none of a session in whose first minutes nothing traded, or
 * of which no source has all of their prices.
 *
 * @param sources the best first: a session has its range from the first that holds all of its first minutes
 * @param sessions where they begin and end, ascending
 */
export function openingRanges(
	sources: readonly IntervalPrices[],
	sessions: readonly TimeRange[],
	minutes: number,
): OpeningRanges {
	const ranges: OpeningRange[] = [];
	let lacking = 0;
	for (const session of sessions) {
		const { from, to } = session;
		const opening = { from, to: epochMs(Math.min(to, from + minutes * MINUTE_MS)) };
		const source = sources.find((one) => hasPrices(one, opening));
		if (source === undefined) {
			if (sources.some(({ reach }) => isAsked(reach, opening))) lacking++;
			continue;
		}
		const { low, high, reach, traded } = source;
		const { first, end } = intervalsOf(source, opening);
		let [lowest, highest] = [Infinity, -Infinity];
		for (let each = first; each < end; each++) {
			if (low[each] < lowest) lowest = low[each];
			if (high[each] > highest) highest = high[each];
		}
		if (lowest > highest) continue;
		ranges.push({
			session,
			end: opening.to,
			until: epochMs(Math.min(to, reach.span.to)),
			high: highest,
			low: lowest,
			isExact: traded !== undefined,
		});
	}
	return { ranges, lacking };
}

/** Whether a stretch is over and lies in what was asked for, however much of it came. */
function isAsked({ span, closedUntil }: Reach, { from, to }: TimeRange): boolean {
	return from >= span.from && to <= Math.min(span.to, closedUntil);
}

/** Whether a source has all prices of a stretch that is over. */
function hasPrices(source: IntervalPrices, stretch: TimeRange): boolean {
	const { interval, reach, low, high, traded } = source;
	if (!isWhole(reach, stretch)) return false;
	if (traded === undefined) return true;
	const { first, end } = intervalsOf(source, stretch);
	if ((end - first) * interval !== stretch.to - stretch.from) return false;
	for (let index = first; index < end; index++) {
		const hasCandle = !Number.isNaN(low[index]) && !Number.isNaN(high[index]);
		if (!hasCandle && !Number.isNaN(traded[index])) return false;
	}
	return true;
}

/** Prices above and below a range by multiples of its height, each with its multiple. */
export function extensionsOf({ high, low }: Pick<OpeningRange, "high" | "low">) {
	const height = high - low;
	return EXTENSIONS.map((times) => ({
		times,
		above: high + times * height,
		below: low - times * height,
	}));
}
