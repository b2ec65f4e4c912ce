import { at } from "../../at";
import { cellLadder } from "../../chart/cellLadder";
import { DEFAULT_IMBALANCES } from "../../query/flowOptions";
import type { ViewOptions } from "../../query/viewOptions";
import { remembered } from "../../remembered";
import { lowerBound, upperBound } from "../../search";
import type { IntervalGrid, SpokenFacts } from "../../result/reach";
import type { VolumeProfileSeries, VwapSeries } from "../../result/series";
import type { Period } from "../../session/periods";
import { zoneOf } from "../../chart/zone";
import { type Anchored, anchorStarts, partialStarts } from "../../vwap/anchors";
import { placeOfAnchor } from "../../vwap/shownAnchored";
import type { AnchorGrid } from "../../vwap/shownAnchors";
import { volumePair } from "../volumes";
import {
	type CumulativeDelta,
	type CumulativeStart,
	cumulativeDelta,
	periodStart,
} from "./cumulativeDelta";
import { Imbalances } from "./imbalances";
import { type IntervalTotals, intervalTotals } from "./intervalTotals";

/** What a view shows of the order flow of a profile's intervals, for the page as for copies. */
export interface ShownFlow {
	/** Where the view wants totals under the intervals. */
	readonly totals?: IntervalTotals;
	/** Trades of each interval, NaN where they are not known; only where the VWAP beside it counts them. */
	readonly trades?: Float64Array;
	readonly imbalances?: Imbalances;
	readonly cumulative?: CumulativeDelta;
}

export const totalsOfIntervals = remembered(intervalTotals);

const imbalancesOf = remembered(
	(series: VolumeProfileSeries, ratio: number, least: number): Imbalances | undefined => {
		const ladder = cellLadder(series);
		return ladder && new Imbalances(series, ladder, { ratio, least });
	},
);

const cumulativeOf = remembered((series: VolumeProfileSeries, start: CumulativeStart) =>
	cumulativeDelta(series, totalsOfIntervals(series), start),
);

/** The interval of a profile whose sum counts at the end of another stretch of time. */
interface SummedInterval {
	/** The last that ended in the stretch. */
	readonly ended: number;
	/** The last of those that traded; -1 where none did. */
	readonly traded: number;
}

/**
 * Which interval of a profile has the sum that a stretch of time has at its end, so that none holds what was known later
 * (definitions D54).
 *
 * @param start of the stretch, which may be longer or shorter than the intervals; epoch milliseconds
 * @param length of the stretch in milliseconds
 * @returns `undefined` where no interval ended in the stretch
 */
export function summedIn(
	series: VolumeProfileSeries,
	start: number,
	length: number,
): SummedInterval | undefined {
	const { total } = totalsOfIntervals(series);
	const { times, interval } = series;
	const isIn = (index: number) => (times[index] ?? -Infinity) + interval > start;
	const ended = upperBound(times, start + length - interval) - 1;
	if (!isIn(ended)) return undefined;
	let traded = ended;
	while (total[traded] === 0 && isIn(traded)) traded--;
	return { ended, traded: isIn(traded) ? traded : -1 };
}

/** The intervals at which the sums of several profiles are read: those of the shortest, whichever profile has them. */
export function sharedIntervals(all: readonly VolumeProfileSeries[]): IntervalGrid {
	const interval = Math.min(...all.map((series) => series.interval));
	const times = new Set(all.flatMap((one) => (one.interval === interval ? [...one.times] : [])));
	return { times: Float64Array.from(times).sort(), interval };
}

/** The periods that a sum begins anew with at an anchor. */
const PERIODS: ReadonlyMap<string, Period> = new Map([
	["session", "day"],
	["week", "week"],
	["month", "month"],
]);

/** A series and what the answer with it has of its range. */
interface Reaching<Of> {
	readonly series: Of;
	readonly result: SpokenFacts;
}

/** Where a view has the cumulative delta begin; an anchor that it has not chosen is the start of the range. */
function startOf(
	{ series, result: reach }: Reaching<VolumeProfileSeries>,
	{ cumulativeDelta: from = "range", anchor, session = "day" }: ViewOptions,
	zoneName: string,
	vwap: Reaching<VwapSeries> | undefined,
): CumulativeStart {
	if (from === "day" || from === "week") return periodStart(from, series, zoneName, reach);
	if (from === "session" || (from === "anchor" && anchor === "sessions"))
		return periodStart(session, series, zoneName, reach);
	if (from === "range" || anchor === undefined || anchor === "sessions") return "range";
	// Without a VWAP beside it, what has no place did not trade.
	const period = vwap === undefined ? PERIODS.get(anchor) : undefined;
	if (period !== undefined) return periodStart(period, series, zoneName, reach);
	const anchored = vwap?.series ?? anchoredAlone(series);
	const where = placeOfAnchor(anchored, (vwap ?? { result: reach }).result, anchor);
	const timesOf = (indices: readonly number[]) => indices.map((index) => at(anchored.times, index));
	if (typeof where !== "string")
		return { times: timesOf(where === undefined ? [] : [where]), late: [], reach };
	const zone = zoneOf(zoneName);
	const starts = anchorStarts(anchored, where, zone);
	return {
		times: timesOf(starts),
		late: timesOf(partialStarts(anchored, starts, where, zone)),
		reach,
	};
}

/** The intervals of a profile without a VWAP beside it, by their own volumes and the prices that traded. */
function anchoredAlone(series: VolumeProfileSeries): Anchored & AnchorGrid {
	const { times, interval, offsets, prices } = series;
	const { buy, sell } = volumePair(series);
	const traded = (row: number) => buy[row] + sell[row] > 0;
	const low = new Float64Array(times.length).fill(NaN);
	const high = new Float64Array(times.length).fill(NaN);
	for (let index = 0; index < times.length; index++) {
		let [first, last] = [offsets[index], offsets[index + 1] - 1];
		while (first <= last && !traded(first)) first++;
		while (last > first && !traded(last)) last--;
		if (first > last) continue;
		low[index] = prices[first];
		high[index] = prices[last];
	}
	return { times, interval, volume: totalsOfIntervals(series).total, price: high, high, low };
}

/**
 * @param profile with its rows joined, as it is drawn, and what the answer with it has of its range
 * @param hasCells whether its intervals are drawn as cells, which totals and imbalances belong to
 * @param zoneName the zone whose days and weeks a cumulative delta begins with
 * @param vwap the VWAP of the same market, where the view has one: an anchor is looked for in that
 */
export function shownFlow(
	profile: Reaching<VolumeProfileSeries>,
	view: ViewOptions,
	hasCells: boolean,
	zoneName: string,
	vwap: Reaching<VwapSeries> | undefined,
): ShownFlow {
	const { series } = profile;
	const { ratio, least } = view.imbalanceSettings ?? DEFAULT_IMBALANCES;
	const imbalances =
		hasCells && view.imbalances === true ? imbalancesOf(series, ratio, least) : undefined;
	const hasTotals = hasCells && view.totals === true;
	const trades = hasTotals ? tradesOf(series, vwap?.series) : undefined;
	return {
		...(hasTotals ? { totals: totalsOfIntervals(series) } : {}),
		...(trades === undefined ? {} : { trades }),
		...(imbalances === undefined ? {} : { imbalances }),
		...(view.cumulativeDelta === undefined
			? {}
			: { cumulative: cumulativeOf(series, startOf(profile, view, zoneName, vwap)) }),
	};
}

/** Numbers of trades beside a profile; `undefined` where intervals differ or nobody counted. */
function tradesOf(
	{ times, interval }: VolumeProfileSeries,
	vwap: VwapSeries | undefined,
): Float64Array | undefined {
	const count = vwap?.count;
	if (vwap === undefined || count === undefined || vwap.interval !== interval) return undefined;
	return times.map((time) => {
		const index = lowerBound(vwap.times, time);
		return vwap.times[index] === time ? count[index] : NaN;
	});
}
