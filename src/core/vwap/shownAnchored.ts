import { at } from "../at";
import { zoneOf } from "../chart/zone";
import { ANCHORS, type BandKind, type NamedAnchor, type ViewOptions } from "../query/viewOptions";
import { remembered } from "../remembered";
import type { VwapSeries } from "../result/series";
import { type RunningVwap, runningVwap } from "./runningVwap";
import { intervalFor, knownPeriods } from "../session/periodRange";
import { type Period, zoneOfPeriod } from "../session/periods";
import { epochMs, parseIso } from "../time";
import {
	type VwapAnchor,
	anchorSessions,
	anchorStarts,
	partialStarts,
	type PeriodSums,
} from "./anchors";
import { type Band, DEFAULT_MULTIPLIERS, percentBands, sigmaBands } from "./bands";
import { type VwapDeviation, deviation } from "./deviation";
import { type AnchorGrid, type AnchorReach, placeOfTime } from "./shownAnchors";

/** A VWAP from an anchor on, with its bands and how far prices are from it (definitions D16 to D19). */
export interface ShownAnchored extends PeriodSums {
	readonly running: RunningVwap;
	readonly bands: readonly Band[];
	readonly bandKind: BandKind;
	readonly deviation: VwapDeviation;
}

export function isNamedAnchor(anchor: string): anchor is NamedAnchor {
	return ANCHORS.some((name) => name === anchor);
}

/**
 * Where a sum from the anchor of a view begins: at a named place, or at the index of an interval. `undefined` where no
 * interval of the answer is at its time (see {@link placeOfTime}), or where it is neither a name nor a time.
 */
export function placeOfAnchor(
	series: AnchorGrid,
	reach: AnchorReach,
	anchor: string,
): VwapAnchor | number | undefined {
	if (isNamedAnchor(anchor)) return anchor === "sessions" ? undefined : anchor;
	const time = parseIso(anchor);
	const place = time === undefined ? undefined : placeOfTime(series, reach, time);
	return typeof place === "number" ? place : undefined;
}

/**
 * The running VWAP that a view asks for; `undefined` without an anchor that is in the answer, or without volume.
 *
 * @param reach what the series has of its range
 * @param zoneName the zone whose days, weeks and months it begins with
 */
export function shownAnchored(
	series: VwapSeries,
	reach: AnchorReach,
	{ anchor, bands = "sigma", multipliers = DEFAULT_MULTIPLIERS, session = "day" }: ViewOptions,
	zoneName: string,
): ShownAnchored | undefined {
	if (anchor === undefined) return undefined;
	if (anchor !== "sessions") {
		const place = placeOfAnchor(series, reach, anchor);
		if (place === undefined) return undefined;
		return compute(series, place, bands, multipliers, zoneName);
	}
	return computeSessions(series, session, bands, multipliers, zoneOfPeriod(session, zoneName));
}

/** What is shown of a running VWAP, wherever it began. */
function aroundRunning(
	price: VwapSeries["price"],
	running: RunningVwap,
	bandKind: BandKind,
	multipliers: readonly number[],
): Pick<ShownAnchored, "running" | "bands" | "bandKind" | "deviation"> {
	return {
		running,
		bands: bandsOf(running, bandKind, multipliers),
		bandKind,
		deviation: deviation(price, running),
	};
}

/**
 * A VWAP that runs in each session from its start to its end; between sessions there is none (definitions D19).
 * `undefined` without volume, and where the sessions do not begin and end with its intervals.
 */
const computeSessions = remembered(
	(
		series: VwapSeries,
		session: Period,
		bandKind: BandKind,
		multipliers: readonly number[],
		zoneName: string,
	): ShownAnchored | undefined => {
		const { volume, price, times, interval } = series;
		const range = { from: epochMs(times[0] ?? 0), to: epochMs((times.at(-1) ?? 0) + interval) };
		if (volume === undefined || intervalFor(session, zoneName, interval, range) !== undefined)
			return undefined;
		const sessions = anchorSessions(series, knownPeriods(session, zoneName, range));
		if (sessions.length === 0) return undefined;
		const starts = sessions.map((one) => one.first);
		const running = runningVwap(price, volume, starts);
		sessions.forEach(({ end }, index) => {
			const next = sessions[index + 1]?.first ?? times.length;
			running.vwap.fill(NaN, end, next);
			running.sigma.fill(NaN, end, next);
		});
		return {
			...aroundRunning(price, running, bandKind, multipliers),
			starts,
			// Sessions begin with an interval, and one without trades has a place among VWAPs.
			partial: sessions
				.filter(({ period, first }) => period.from < at(times, first))
				.map(({ first }) => first),
		};
	},
);

const compute = remembered(
	(
		series: VwapSeries,
		place: VwapAnchor | number,
		bandKind: BandKind,
		multipliers: readonly number[],
		zoneName: string,
	): ShownAnchored | undefined => {
		const { volume, price } = series;
		if (volume === undefined) return undefined;
		const zone = zoneOf(zoneName);
		const starts = typeof place === "number" ? [place] : anchorStarts(series, place, zone);
		if (starts.length === 0) return undefined;
		const running = runningVwap(price, volume, starts);
		return {
			...aroundRunning(price, running, bandKind, multipliers),
			starts,
			partial: typeof place === "number" ? [] : partialStarts(series, starts, place, zone),
		};
	},
);

function bandsOf(running: RunningVwap, kind: BandKind, multipliers: readonly number[]): Band[] {
	if (kind === "none") return [];
	return kind === "percent" ? percentBands(running, multipliers) : sigmaBands(running, multipliers);
}
