import type { KiyotakaProfileQuery } from "../../query/query";
import type {
	MarketIdentity,
	StrayRows,
	TimeRange,
	VolumeProfileSeries,
} from "../../result/series";
import type { DurationMs, EpochMs } from "../../time";
import { queryUnit } from "../../query/unit";
import type { Stamps } from "../windowReader";
import { checkSpacing } from "../spacing";
import { checkWindow, straysOf } from "../strays";
import type { DecodedPoint, DecodedSeries } from "./decode";

interface Collected {
	readonly market: MarketIdentity;
	readonly points: Map<number, DecodedPoint>;
	badPoints: number;
	duplicates: number;
}

export interface AssembledProfiles {
	readonly series: VolumeProfileSeries[];
	/** Which end of their intervals the times show; absent where there are none. */
	readonly stamps?: Stamps;
	/** Levels that came twice in one interval. */
	readonly mergedLevels: number;
}

const keyOf = ({ exchange, symbol, normalizedSymbol, category, coin }: MarketIdentity) =>
	[exchange, symbol, normalizedSymbol, category, coin].map((part) => part ?? "").join("\n");

/** What an answer is compared with. */
export interface AssembleOptions {
	/** The stretch that was asked for. */
	readonly window: TimeRange;
	/** The whole range that it is part of; rows far outside of it are reported. */
	readonly range: TimeRange;
	readonly interval: DurationMs;
	/** The provider's time, which decides whether the last interval is in progress. */
	readonly now: EpochMs;
}

/**
 * Makes columns of the series of an answer, each market by itself. Of two points of one time the later
 * counts. Where the times show interval ends (no market has a point at the start of the window, and the last
 * one stands at its end, definitions D22) the point at the end is kept with the others; times stay as sent.
 *
 * @throws {OtherAnswerError} when the points of a market are closer together than the interval, or all points
 *   are of another window.
 */
export function assembleProfiles(
	answer: readonly DecodedSeries[],
	query: KiyotakaProfileQuery,
	options: AssembleOptions,
): AssembledProfiles {
	const { window, range, interval, now } = options;
	const markets = collect(answer);
	const times = Float64Array.from(markets.flatMap(({ points }) => [...points.keys()])).sort();
	checkWindow(times, { window, range, interval, path: "series.points" });
	const stamps = stampsOf(times, options);
	const isInside = (time: number) =>
		time >= window.from && (stamps === "end" ? time <= window.to : time < window.to);
	let mergedLevels = 0;
	const series = markets.map((collected) => {
		const kept = [...collected.points.values()]
			.filter(({ time }) => isInside(time))
			.sort((a, b) => a.time - b.time);
		for (const { rows } of kept) mergedLevels += rows.mergedLevels;
		checkSpacing(
			kept.map(({ time }) => time),
			interval,
			"series.points",
		);
		const strays = straysOf(Float64Array.from(collected.points.keys()).sort(), range, interval);
		return seriesOf(collected, kept, strays, query, { interval, now });
	});
	return { series, mergedLevels, ...(stamps !== undefined && { stamps }) };
}

function collect(answer: readonly DecodedSeries[]): Collected[] {
	const markets = new Map<string, Collected>();
	for (const { market, points, badPoints } of answer) {
		const key = keyOf(market);
		const collected = markets.get(key) ?? {
			market,
			points: new Map<number, DecodedPoint>(),
			badPoints: 0,
			duplicates: 0,
		};
		markets.set(key, collected);
		const seen = new Set<number>();
		for (const point of points) {
			// Entries of one market may overlap by one interval; only a repetition inside one is odd.
			if (seen.has(point.time)) collected.duplicates += 1;
			seen.add(point.time);
			collected.points.set(point.time, point);
		}
		collected.badPoints += badPoints;
	}
	return [...markets.values()];
}

function stampsOf(
	times: Float64Array,
	{ window: { from, to }, interval }: AssembleOptions,
): Stamps | undefined {
	let last = -Infinity;
	for (const time of times) {
		if (time === from) return "start";
		if (time >= from - interval && time <= to + interval) last = Math.max(last, time);
	}
	return last === to ? "end" : undefined;
}

/** Exchange and symbol: what people call a market. */
function nameOf(
	{ exchange, symbol, normalizedSymbol, coin }: MarketIdentity,
	query: KiyotakaProfileQuery,
): string {
	const asked = query.rawSymbol ?? query.coin ?? query.normalizedSymbol ?? "";
	const name = symbol ?? normalizedSymbol ?? coin ?? asked;
	return exchange === undefined ? name : `${exchange} ${name}`;
}

/** Name of the base coin, where the market or the query tells it. */
function coinOf(
	{ coin, normalizedSymbol }: MarketIdentity,
	query: KiyotakaProfileQuery,
): string | undefined {
	return coin ?? normalizedSymbol?.split("-")[0] ?? queryUnit(query);
}

function seriesOf(
	collected: Collected,
	kept: readonly DecodedPoint[],
	strays: StrayRows | undefined,
	query: KiyotakaProfileQuery,
	{ interval, now }: Pick<AssembleOptions, "interval" | "now">,
): VolumeProfileSeries {
	const { market, points, badPoints, duplicates } = collected;
	const offsets = new Uint32Array(kept.length + 1);
	let rows = 0;
	for (const [at, point] of kept.entries()) {
		rows += point.rows.prices.length;
		offsets[at + 1] = rows;
	}
	const prices = new Float64Array(rows);
	const buy = new Float64Array(rows);
	const sell = new Float64Array(rows);
	for (const [at, point] of kept.entries()) {
		prices.set(point.rows.prices, offsets[at]);
		buy.set(point.rows.buy, offsets[at]);
		sell.set(point.rows.sell, offsets[at]);
	}
	const last = kept.at(-1);
	const coin = query.quote === "USD" ? undefined : coinOf(market, query);
	return {
		kind: "volumeProfile",
		id: nameOf(market, query),
		market,
		interval,
		times: Float64Array.from(kept, ({ time }) => time),
		open: last !== undefined && last.time + interval > now,
		rejected: {
			points: badPoints,
			levels: kept.reduce((sum, point) => sum + point.rows.cutLevels, 0),
			duplicates,
			outOfRange: points.size - kept.length,
			...(strays !== undefined && { strays }),
		},
		unit: query.quote === "USD" ? "USD" : "base",
		...(coin !== undefined && { unitName: coin }),
		offsets,
		prices,
		buy,
		sell,
	};
}
