import { zoneOf } from "../chart/zone";
import { ANCHORS, type BandKind, type NamedAnchor, type ViewOptions } from "../query/viewOptions";
import { remembered } from "../remembered";
import type { VwapSeries } from "../result/series";
import { type RunningVwap, runningVwap } from "./runningVwap";
import { anchorStarts, isFirstPartial } from "./anchors";
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
	{ anchor, bands = "sigma", multipliers = DEFAULT_MULTIPLIERS }: ViewOptions,
	zoneName: string,
): ShownAnchored | undefined {
	return anchor === undefined ? undefined : compute(series, anchor, bands, multipliers, zoneName);
}

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
		const where = isNamedAnchor(anchor) ? anchor : { time: Date.parse(anchor) };
		const zone = zoneOf(zoneName);
		const starts = anchorStarts(series, where, zone);
		if (starts.length === 0) return undefined;
		const running = runningVwap(price, volume, starts);
		return {
			running,
			bands: bandsOf(running, bandKind, multipliers),
			bandKind,
			deviation: deviation(price, running),
			starts,
			isFirstPartial: isFirstPartial(series, where, zone),
		};
	},
);

function bandsOf(running: RunningVwap, kind: BandKind, multipliers: readonly number[]): Band[] {
	if (kind === "none") return [];
	return kind === "percent" ? percentBands(running, multipliers) : sigmaBands(running, multipliers);
}
