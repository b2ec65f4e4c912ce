import { zoneOf } from "../chart/zone";
import { ANCHORS, type BandKind, type NamedAnchor, type ViewOptions } from "../query/viewOptions";
import { remembered } from "../remembered";
import type { VwapSeries } from "../result/series";
import { type RunningVwap, runningVwap } from "./runningVwap";
import { intervalFor, knownPeriods } from "../session/periodRange";
import { type Period, zoneOfPeriod } from "../session/periods";
import { epochMs } from "../time";
import { anchorSessions, anchorStarts, isFirstPartial } from "./anchors";
import { type Band, DEFAULT_MULTIPLIERS, percentBands, sigmaBands } from "./bands";
import { type VwapDeviation, deviation } from "./deviation";

/** A VWAP from an anchor on, with its bands and how far prices are from it (definitions D16 to D19). */
export interface ShownAnchored {
	readonly running: RunningVwap;
	readonly bands: readonly Band[];
	readonly bandKind: BandKind;
	readonly deviation: VwapDeviation;
	/** Indices of the intervals at which it begins anew. */
	readonly starts: readonly number[];
	/** Whether the first period began before the data do. */
	readonly isFirstPartial: boolean;
}

export function isNamedAnchor(anchor: string): anchor is NamedAnchor {
	return ANCHORS.some((name) => name === anchor);
}

/**
 * The running VWAP that a view asks for; `undefined` without an anchor or without volume.
 *
 * @param zoneName the zone whose days, weeks and months it begins with
 */
export function shownAnchored(
	series: VwapSeries,
	{ anchor, bands = "sigma", multipliers = DEFAULT_MULTIPLIERS, session = "day" }: ViewOptions,
	zoneName: string,
): ShownAnchored | undefined {
	if (anchor === undefined) return undefined;
	if (anchor !== "sessions") return compute(series, anchor, bands, multipliers, zoneName);
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
		const [first] = sessions;
		if (first === undefined) return undefined;
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
			isFirstPartial: first.period.from < range.from,
		};
	},
);

const compute = remembered(
	(
		series: VwapSeries,
		anchor: string,
		bandKind: BandKind,
		multipliers: readonly number[],
		zoneName: string,
	): ShownAnchored | undefined => {
		const { volume, price } = series;
		if (volume === undefined) return undefined;
		const where =
			isNamedAnchor(anchor) && anchor !== "sessions" ? anchor : { time: Date.parse(anchor) };
		const zone = zoneOf(zoneName);
		const starts = anchorStarts(series, where, zone);
		if (starts.length === 0) return undefined;
		const running = runningVwap(price, volume, starts);
		return {
			...aroundRunning(price, running, bandKind, multipliers),
			starts,
			isFirstPartial: isFirstPartial(series, where, zone),
		};
	},
);

function bandsOf(running: RunningVwap, kind: BandKind, multipliers: readonly number[]): Band[] {
	if (kind === "none") return [];
	return kind === "percent" ? percentBands(running, multipliers) : sigmaBands(running, multipliers);
}
