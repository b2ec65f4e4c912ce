import { cellLadder } from "../../chart/cellLadder";
import { DEFAULT_IMBALANCES } from "../../query/flowOptions";
import type { ViewOptions } from "../../query/viewOptions";
import { remembered } from "../../remembered";
import { lowerBound } from "../../search";
import { spokenFor } from "../../result/reach";
import type { VolumeProfileSeries, VwapSeries } from "../../result/series";
import { zoneOf } from "../../chart/zone";
import { type Anchored, anchorStarts, isFirstPartial } from "../../vwap/anchors";
import { placeOfAnchor } from "../../vwap/shownAnchored";
import type { AnchorGrid, AnchorReach } from "../../vwap/shownAnchors";
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

/** Where a view has the cumulative delta begin; an anchor that it has not chosen is the start of the range. */
function startOf(
	series: VolumeProfileSeries,
	{ cumulativeDelta: from = "range", anchor, session = "day" }: ViewOptions,
	zoneName: string,
	vwap: VwapSeries | undefined,
	reach: AnchorReach,
): CumulativeStart {
	const since = wholeBefore(series, reach);
	if (from === "day" || from === "week") return periodStart(from, series, zoneName, since);
	if (from === "session" || (from === "anchor" && anchor === "sessions"))
		return periodStart(session, series, zoneName, since);
	if (from === "range" || anchor === undefined || anchor === "sessions") return "range";
	const zone = zoneOf(zoneName);
	const anchored = vwap ?? anchoredAlone(series);
	const where = placeOfAnchor(anchored, reach, anchor);
	if (typeof where !== "string")
		return {
			times: where === undefined ? [] : [anchored.times[where]],
			isFirstPartial: false,
		};
	return {
		times: anchorStarts(anchored, where, zone).map((index) => anchored.times[index]),
		isFirstPartial: isFirstPartial(anchored, where, zone, vwap === undefined ? since : undefined),
	};
}

/** From when on nothing is missing before the first interval of a profile: what is not there did not trade. */
function wholeBefore({ times }: VolumeProfileSeries, reach: AnchorReach): number {
	const [first = reach.range.from] = times;
	return spokenFor(reach).find(({ from, to }) => from <= first && first < to)?.from ?? first;
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
 * @param series with its rows joined, as it is drawn
 * @param hasCells whether its intervals are drawn as cells, which totals and imbalances belong to
 * @param zoneName the zone whose days and weeks a cumulative delta begins with
 * @param vwap the VWAP of the same market, where the view has one
 * @param reach what the answer with the series that an anchor is looked for in, its VWAP or itself, has of its range
 */
export function shownFlow(
	series: VolumeProfileSeries,
	view: ViewOptions,
	hasCells: boolean,
	zoneName: string,
	vwap: VwapSeries | undefined,
	reach: AnchorReach,
): ShownFlow {
	const { ratio, least } = view.imbalanceSettings ?? DEFAULT_IMBALANCES;
	const imbalances =
		hasCells && view.imbalances === true ? imbalancesOf(series, ratio, least) : undefined;
	const hasTotals = hasCells && view.totals === true;
	const trades = hasTotals ? tradesOf(series, vwap) : undefined;
	return {
		...(hasTotals ? { totals: totalsOfIntervals(series) } : {}),
		...(trades === undefined ? {} : { trades }),
		...(imbalances === undefined ? {} : { imbalances }),
		...(view.cumulativeDelta === undefined
			? {}
			: { cumulative: cumulativeOf(series, startOf(series, view, zoneName, vwap, reach)) }),
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
