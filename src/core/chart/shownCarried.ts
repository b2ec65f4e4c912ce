import {
	carriedLevels,
	carriedVwaps,
	extensionsOf,
	type IntervalPrices,
	openingRanges,
	type ReachingVwap,
} from "../profile/carriedLevels";
import { volumeAt } from "../profile/volumes";
import { intervalSteps } from "../profile/rows";
import type { Carried, ViewOptions } from "../query/viewOptions";
import { remembered } from "../remembered";
import { type Reach, type ReachFacts, reachOf } from "../result/reach";
import type { TimeRange, VolumeProfileSeries, VwapSeries } from "../result/series";
import { neededInterval } from "../session/periodIntervals";
import { intervalFor, knownPeriods } from "../session/periodRange";
import { type Period, zoneOfPeriod } from "../session/periods";
import { type DurationMs, type EpochMs, epochMs, MINUTE_MS } from "../time";
import type { AreaChoice } from "./profile/shownProfile";
import { seriesPriceDecimals } from "./profile/profileModel";
import { shownSessions } from "./profile/shownSessions";
import { computedDecimals } from "./format";
import { candleDecimals } from "./vwapModel";

/** What a level is, which decides how it is drawn. */
export type LevelKind = "poc" | "vah" | "val" | "vwap" | "high" | "low" | "extension";

/** A price that holds for a stretch of time. */
export interface LevelLine {
	/** `pPOC`, `wVAH`, `ORH`, `IBL`, `OR +0.5×`. */
	readonly name: string;
	/** What its name begins with: levels of one set belong together. */
	readonly set: string;
	readonly kind: LevelKind;
	readonly group: "carried" | "opening";
	readonly from: number;
	readonly to: number;
	readonly price: number;
	/** The same as it stands in tables and copies: that of the row as it was delivered, not its outer edge (definitions D7). */
	readonly delivered: number;
	/** The session that it comes from. */
	readonly of: TimeRange;
	/** A VWAP that rows imply, or a high and low of rows instead of candles. */
	readonly isOfRows: boolean;
	/** Decimals that it is printed with (definitions D24); absent where they are those of a VWAP that stands alone. */
	readonly decimals?: number;
}

/** Why some of the levels that a view wants are not there. */
export interface LevelProblem {
	readonly period: Period;
	/** The interval that would do; absent where the range holds no whole session before its last one. */
	readonly needed?: DurationMs;
	/** Of the first minutes of sessions: how many. */
	readonly minutes?: number;
	/** How many sessions have no levels because the answer lacks intervals of them, and which levels. */
	readonly lacking?: { readonly count: number; readonly levels: string };
}

export interface ShownLevels {
	readonly lines: readonly LevelLine[];
	readonly problems: readonly LevelProblem[];
	/** The newest moment that the answer tells of: the interval in progress, or the end of a range that is over. */
	readonly newest: EpochMs;
}

/**
 * Whether a level is known where something begins: an interval, or a session as a whole, which is told of the ranges of its
 * own first minutes however early they ended.
 *
 * @param isSession whether it is a session that begins at the time
 */
export function holdsAt(
	{ from, to, group, of }: LevelLine,
	time: number,
	isSession: boolean,
): boolean {
	return isSession && group === "opening" ? of.from === time : from <= time && time < to;
}

/** Whether a level came as it is, that of a row or of a candle; others are computed. */
export function isDelivered({ kind }: LevelLine): boolean {
	return kind !== "vwap" && kind !== "extension";
}

type SomeLevels = Pick<ShownLevels, "lines" | "problems">;

const NOTHING: SomeLevels = { lines: [], problems: [] };

/** Whether a level holds at the newest moment of the answer; else it is of a session that is over. */
export function holdsLast({ to }: LevelLine, { newest }: ShownLevels): boolean {
	return to > newest;
}

/** What levels are taken from. */
export interface LevelSources {
	/** The profile with its rows joined, and as it was delivered; absent where the view has a VWAP alone. */
	readonly profile:
		| {
				readonly series: VolumeProfileSeries;
				readonly delivered: VolumeProfileSeries;
				readonly result: ReachFacts;
		  }
		| undefined;
	/** A VWAP of the same market in the same view. */
	readonly vwap: { readonly series: VwapSeries; readonly result: ReachFacts } | undefined;
}

/** Letters before the levels of the last day, week, month and session. */
const PREFIXES: Readonly<Record<Carried, string>> = {
	day: "p",
	week: "w",
	month: "m",
	session: "s",
};

/** Minutes of an initial balance. */
export const BALANCE_MINUTES = 60;

/** The levels of earlier sessions and of the first minutes of each that a view wants (definitions D48, D49). */
export function shownLevels(
	sources: LevelSources,
	view: ViewOptions,
	zoneName: string,
	area: AreaChoice,
): ShownLevels {
	const lines: LevelLine[] = [];
	const problems: LevelProblem[] = [];
	const take = ({ lines: some, problems: others }: SomeLevels) => {
		lines.push(...some);
		problems.push(...others);
	};
	for (const one of new Set(view.carried)) take(carried(sources, one, view, zoneName, area));
	if (view.openingRange !== undefined) {
		take(opening(sources, "OR", view.openingRange, view, zoneName));
	}
	if (view.initialBalance === true) take(opening(sources, "IB", BALANCE_MINUTES, view, zoneName));
	return { lines, problems, newest: newestOf(sources) };
}

function newestOf({ profile, vwap }: LevelSources): EpochMs {
	const reaches = [
		...(profile === undefined ? [] : [reachOf(profile.delivered, profile.result)]),
		...(vwap === undefined ? [] : [reachOf(vwap.series, vwap.result)]),
	];
	const ends = reaches.map(({ span, closedUntil }) => Math.min(span.to - 1, closedUntil));
	return epochMs(Math.max(...ends));
}

function carried(
	{ profile, vwap }: LevelSources,
	one: Carried,
	{ session = "day", edges }: ViewOptions,
	zoneName: string,
	area: AreaChoice,
): SomeLevels {
	const period = one === "session" ? session : one;
	const beside = vwap && { series: vwap.series, reach: reachOf(vwap.series, vwap.result) };
	if (profile === undefined) return carriedOfLine(beside, one, period, zoneName);
	const { series, delivered, result } = profile;
	const found = shownSessions(series, result, period, zoneName, area);
	if (!found.ok) return { lines: [], problems: [{ period, needed: found.needed }] };
	const all = carriedLevels(delivered, found.sessions, found.periods, found.reach, beside);
	if (all.length === 0) return { lines: [], problems: [{ period }] };
	const prefix = PREFIXES[one];
	const decimals = seriesPriceDecimals(series);
	const lines = all.flatMap(({ of, over, poc, vah, val, step, vwap: average, isImplied }) => {
		const line = (
			kind: "poc" | "vah" | "val" | "vwap",
			delivered: number,
			height = 0,
		): LevelLine => ({
			name: `${prefix}${kind.toUpperCase()}`,
			set: prefix,
			kind,
			group: "carried",
			...over,
			price: delivered + height,
			delivered,
			of,
			isOfRows: kind === "vwap" && isImplied,
			decimals: kind === "vwap" ? computedDecimals(decimals) : decimals,
		});
		return [
			line("poc", poc),
			line("vah", vah, edges === true ? step : 0),
			line("val", val),
			...(Number.isNaN(average) ? [] : [line("vwap", average)]),
		];
	});
	return { lines, problems: [] };
}

/** The VWAP alone, where there is no profile. */
function carriedOfLine(
	vwap: ReachingVwap | undefined,
	one: Carried,
	period: Period,
	zoneName: string,
): SomeLevels {
	if (vwap?.series.volume === undefined) return NOTHING;
	const zone = zoneOfPeriod(period, zoneName);
	const needed = intervalFor(period, zone, vwap.series.interval, vwap.reach.span);
	if (needed !== undefined) return { lines: [], problems: [{ period, needed }] };
	const name = `${PREFIXES[one]}VWAP`;
	const { carried, lacking } = carriedVwaps(vwap, knownPeriods(period, zone, vwap.reach.span));
	const lines = carried.map(({ of, over, vwap: price }): LevelLine => ({
		name,
		set: PREFIXES[one],
		kind: "vwap",
		group: "carried",
		...over,
		price,
		delivered: price,
		of,
		isOfRows: false,
	}));
	if (lacking > 0)
		return { lines, problems: [{ period, lacking: { count: lacking, levels: name } }] };
	return { lines, problems: lines.length === 0 ? [{ period }] : [] };
}

function opening(
	sources: LevelSources,
	name: "OR" | "IB",
	minutes: number,
	{ session: period = "day", edges, extensions }: ViewOptions,
	zoneName: string,
): SomeLevels {
	const zone = zoneOfPeriod(period, zoneName);
	const all = pricesOf(sources, edges === true);
	const [best] = all;
	if (best === undefined) return NOTHING;
	const within = spanOf(all);
	const sessions = knownPeriods(period, zone, within);
	const firsts = sessions.map(({ from }) => ({ from, to: epochMs(from + minutes * MINUTE_MS) }));
	const neededOf = ({ interval }: IntervalPrices) =>
		neededInterval(firsts, interval) ?? intervalFor(period, zone, interval, within);
	const fits = (one: IntervalPrices) => neededOf(one) === undefined;
	const fitting = all.filter(fits);
	const needed = neededOf(best);
	if (fitting.length === 0 && needed !== undefined)
		return { lines: [], problems: [{ period, needed, minutes }] };
	const { ranges, lacking } = openingRanges(fitting, sessions, minutes);
	const delivered =
		edges === true
			? openingRanges(pricesOf(sources, false).filter(fits), sessions, minutes).ranges
			: ranges;
	const { vwap, profile } = sources;
	// Of candles, or of rows as they were delivered, which may be finer than those of the chart.
	const decimalsOf = (isExact: boolean) => {
		if (isExact && vwap !== undefined) return { decimals: candleDecimals(vwap.series) };
		return profile === undefined ? {} : { decimals: seriesPriceDecimals(profile.delivered) };
	};
	const lines = ranges.flatMap((range, index): LevelLine[] => {
		const line = (own: string, kind: LevelKind, price: number, ofRow = price): LevelLine => ({
			name: own,
			set: name,
			kind,
			group: "opening",
			from: range.end,
			to: range.until,
			price,
			delivered: ofRow,
			of: range.session,
			isOfRows: !range.isExact,
			...decimalsOf(range.isExact),
		});
		return [
			line(`${name}H`, "high", range.high, delivered[index]?.high),
			line(`${name}L`, "low", range.low),
			...(extensions === true
				? extensionsOf(range).flatMap(({ times, above, below }) => [
						line(`${name} +${times}×`, "extension", above),
						line(`${name} −${times}×`, "extension", below),
					])
				: []),
		];
	});
	const levels = `${name}H, ${name}L`;
	return {
		lines: lines.filter(({ from, to }) => from < to),
		problems: lacking === 0 ? [] : [{ period, lacking: { count: lacking, levels } }],
	};
}

/** From the first to the last moment that any of them reaches. */
function spanOf(all: readonly { readonly reach: Reach }[]): TimeRange {
	return {
		from: epochMs(Math.min(...all.map(({ reach }) => reach.span.from))),
		to: epochMs(Math.max(...all.map(({ reach }) => reach.span.to))),
	};
}

/** Highs and lows by interval, the best first: of candles where the view has them, and of rows that traded. */
function pricesOf({ profile, vwap }: LevelSources, atEdges: boolean): IntervalPrices[] {
	const all: IntervalPrices[] = [];
	if (vwap?.series.high !== undefined && vwap.series.low !== undefined) {
		const { times, interval, high, low, price } = vwap.series;
		all.push({
			times,
			interval,
			high,
			low,
			reach: reachOf(vwap.series, vwap.result),
			traded: price,
		});
	}
	if (profile !== undefined) {
		const { delivered, result } = profile;
		const { times, interval } = delivered;
		const reach = reachOf(delivered, result);
		all.push({ times, interval, reach, ...tradedRows(delivered, atEdges) });
	}
	return all;
}

/** Prices of the lowest and highest row of each interval that traded, the upper one at its outer edge by choice. */
const tradedRows = remembered((series: VolumeProfileSeries, atEdges: boolean) => {
	const { times, offsets, prices } = series;
	const steps = atEdges ? intervalSteps(series) : undefined;
	const low = new Float64Array(times.length).fill(NaN);
	const high = low.slice();
	for (let interval = 0; interval < times.length; interval++) {
		let [first, last] = [offsets[interval], offsets[interval + 1] - 1];
		while (first <= last && volumeAt(series, first) === 0) first++;
		while (last >= first && volumeAt(series, last) === 0) last--;
		if (first > last) continue;
		const step = steps?.[interval] ?? 0;
		low[interval] = prices[first];
		high[interval] = prices[last] + (step > 0 ? step : 0);
	}
	return { low, high };
});
