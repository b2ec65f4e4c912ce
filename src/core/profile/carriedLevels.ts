import { at } from "../at";
import { impliedVwap } from "../vwap/impliedVwap";
import { runningVwap } from "../vwap/runningVwap";
import { indicesOf, type SessionProfile } from "../profile/overTime/sessionProfiles";
import type { TimeRange, VolumeProfileSeries, VwapSeries } from "../result/series";
import { periodIntervals } from "../session/periodIntervals";
import { alignDown, type EpochMs, epochMs, MINUTE_MS } from "../time";

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
 * The levels of each complete session, from its end to the end of the next. Sessions that lack a part of themselves carry
 * none.
 *
 * @param delivered the series before its rows were joined, whose rows tell the implied VWAP
 * @param sessions of the series, ascending
 * @param asked the range that the answer speaks for
 * @param vwap of the same market, where the view has one
 */
export function carriedLevels(
	delivered: VolumeProfileSeries,
	sessions: readonly SessionProfile[],
	asked: TimeRange,
	vwap: VwapSeries | undefined,
): CarriedLevels[] {
	return sessions.flatMap((session, index): CarriedLevels[] => {
		const { state, period, levels, rows } = session;
		if (state !== "complete" || levels === undefined) return [];
		const next = sessions[index + 1]?.period.to ?? asked.to;
		const over = { from: period.to, to: epochMs(Math.min(next, asked.to)) };
		if (over.from >= over.to) return [];
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

/** The VWAP of each period that is over, lies in what the answer speaks for and traded, as far as it carries on. */
export function carriedVwaps(
	vwap: VwapSeries,
	periods: readonly TimeRange[],
	asked: TimeRange,
): Pick<CarriedLevels, "of" | "over" | "vwap">[] {
	const { times, interval, open } = vwap;
	const end = (times.at(-1) ?? -Infinity) + interval;
	return periods.flatMap((period, index) => {
		if (period.from < asked.from || period.to > asked.to || (open && period.to >= end)) return [];
		const next = periods[index + 1]?.to ?? asked.to;
		const over = { from: period.to, to: epochMs(Math.min(next, asked.to)) };
		const value = over.from < over.to ? periodVwap(vwap, period) : undefined;
		return value === undefined ? [] : [{ of: period, over, vwap: value }];
	});
}

/** The VWAP of a period; `undefined` without volume, or where the series does not hold all of it. */
function periodVwap(series: VwapSeries, period: TimeRange): number | undefined {
	const { times, interval, price, volume } = series;
	const [first, last] = [times[0], times.at(-1)];
	if (volume === undefined || first === undefined || last === undefined) return undefined;
	const holds = first <= period.from && last + interval >= period.to;
	const fits =
		alignDown(period.from, interval) === period.from &&
		alignDown(period.to, interval) === period.to;
	if (!holds || !fits) return undefined;
	const asked = { from: epochMs(first), to: epochMs(last + interval) };
	const [found] = periodIntervals(times, interval, [period], asked);
	if (found === undefined || found.end === found.first) return undefined;
	const running = runningVwap(
		price.subarray(found.first, found.end),
		volume.subarray(found.first, found.end),
	);
	const value = at(running.vwap, running.vwap.length - 1);
	return Number.isNaN(value) ? undefined : value;
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
	readonly open: boolean;
	readonly low: Float64Array;
	readonly high: Float64Array;
	readonly isExact: boolean;
}

/**
 * The opening range of each session whose first minutes are over and lie in what the answer speaks for; none of a session
 * in whose first minutes nothing traded.
 *
 * @param sessions where they begin and end, ascending
 */
export function openingRanges(
	{ times, interval, open, low, high, isExact }: IntervalPrices,
	sessions: readonly TimeRange[],
	minutes: number,
	asked: TimeRange,
): OpeningRange[] {
	const openings = sessions.map(({ from, to }) => ({
		from,
		to: epochMs(Math.min(to, from + minutes * MINUTE_MS)),
	}));
	return periodIntervals(times, interval, openings, asked).flatMap(
		({ period, first, end, isPartial }, index): OpeningRange[] => {
			const session = at(sessions, index);
			if (isPartial || (open && end === times.length && end > first)) return [];
			let [lowest, highest] = [Infinity, -Infinity];
			for (let each = first; each < end; each++) {
				if (low[each] < lowest) lowest = low[each];
				if (high[each] > highest) highest = high[each];
			}
			if (lowest > highest) return [];
			return [
				{
					session,
					end: period.to,
					until: epochMs(Math.min(session.to, asked.to)),
					high: highest,
					low: lowest,
					isExact,
				},
			];
		},
	);
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
