import type { LineData } from "../../core/chart/lineTrace";
import { zoneOf } from "../../core/chart/zone";
import {
	ANCHORS,
	type BandKind,
	type NamedAnchor,
	type ViewOptions,
} from "../../core/query/viewOptions";
import { remembered } from "../../core/remembered";
import type { VwapSeries } from "../../core/series";
import { anchorStarts, isFirstPartial } from "../../core/vwap/anchors";
import { type RunningVwap, runningVwap } from "../../core/vwap/anchored";
import { type Band, DEFAULT_MULTIPLIERS, percentBands, sigmaBands } from "../../core/vwap/bands";
import { type VwapDeviation, deviation } from "../../core/vwap/deviation";
import { type LineLook, bandLayer, lineEnd, lineLayer } from "../charts/layers/line";
import { colored } from "../charts/profilePane";
import type { ItemRow } from "../charts/screen";
import type { Source } from "../charts/screens/timeParts";
import type { Words } from "../words";
import { at, extentOf, lastTag, lineOf } from "./lines";

/** A band as lines: one piece from each anchor to the next. */
interface BandLines extends Band {
	readonly upperLines: readonly LineData[];
	readonly lowerLines: readonly LineData[];
}

/** A VWAP from an anchor on, with its bands and how far prices are from it (definitions D16 to D19). */
export interface AnchoredVwap {
	readonly running: RunningVwap;
	readonly lines: readonly LineData[];
	readonly bands: readonly BandLines[];
	readonly bandKind: BandKind;
	readonly deviation: VwapDeviation;
	readonly starts: readonly number[];
	/** Whether the first period began before the data do. */
	readonly isFirstPartial: boolean;
}

export function isNamedAnchor(anchor: string): anchor is NamedAnchor {
	return ANCHORS.some((name) => name === anchor);
}

/** The running VWAP that a view asks for; `undefined` without an anchor or without volume. */
export function anchoredOf(
	series: VwapSeries,
	{ anchor, bands = "sigma", multipliers = DEFAULT_MULTIPLIERS }: ViewOptions,
	{ zone }: Words,
): AnchoredVwap | undefined {
	return anchor === undefined ? undefined : compute(series, anchor, bands, multipliers, zone.name);
}

const compute = remembered(
	(
		series: VwapSeries,
		anchor: string,
		bandKind: BandKind,
		multipliers: readonly number[],
		zoneName: string,
	): AnchoredVwap | undefined => {
		const { volume, price, times, interval } = series;
		if (volume === undefined) return undefined;
		const where = isNamedAnchor(anchor) ? anchor : { time: Date.parse(anchor) };
		const zone = zoneOf(zoneName);
		const starts = anchorStarts(series, where, zone);
		if (starts.length === 0) return undefined;
		const running = runningVwap(price, volume, starts);
		// One piece from each start, so that nothing joins the end of one session to the next.
		const pieces = (values: Float64Array) =>
			starts.map((from, i) => {
				const to = starts[i + 1] ?? times.length;
				return lineOf(times.subarray(from, to), values.subarray(from, to), interval);
			});
		const bands =
			bandKind === "none"
				? []
				: bandKind === "percent"
					? percentBands(running, multipliers)
					: sigmaBands(running, multipliers);
		return {
			running,
			lines: pieces(running.vwap),
			bands: bands.map((band) => ({
				...band,
				upperLines: pieces(band.upper),
				lowerLines: pieces(band.lower),
			})),
			bandKind,
			deviation: deviation(price, running),
			starts,
			isFirstPartial: isFirstPartial(series, where, zone),
		};
	},
);

/** What lies between the bands, to be drawn under everything else. */
export function bandFill({ bands }: AnchoredVwap): Source {
	return {
		id: "bands",
		layers: bands.flatMap(({ upperLines, lowerLines }) =>
			upperLines.map((upper, i) =>
				bandLayer(
					upper.times,
					upper.values,
					lowerLines[i]?.values ?? upper.values,
					({ anchored }) => anchored,
				),
			),
		),
	};
}

/** The running VWAP and the edges of its bands. */
export function anchoredSource(
	{ times }: VwapSeries,
	{ running, lines, bands, bandKind }: AnchoredVwap,
	decimals: number,
	words: Words,
): Source {
	const price = words.price(decimals);
	const unit = bandKind === "percent" ? "%" : "σ";
	const center: LineLook = { color: ({ anchored }) => anchored, width: 2 };
	const edge: LineLook = { color: ({ anchored }) => anchored, width: 1, dash: [3, 3] };
	// Wider bands would press the line flat, so they may reach out of the picture.
	const [nearest] = bands;
	return {
		id: "anchored",
		extent: extentOf(...lines, ...(nearest ? [...nearest.upperLines, ...nearest.lowerLines] : [])),
		layers: [
			...bands.flatMap(({ multiplier, upperLines, lowerLines }) => [
				lineLayer([...upperLines, ...lowerLines], edge),
				lineEnd(upperLines.at(-1), `+${multiplier} ${unit}`, edge),
				lineEnd(lowerLines.at(-1), `−${multiplier} ${unit}`, edge),
			]),
			lineLayer(lines, center),
		],
		tags: (theme) => {
			const last = running.vwap.at(-1) ?? NaN;
			return Number.isNaN(last) ? [] : [lastTag(last, price, center, theme)];
		},
		rows: (time, theme) => {
			const value = at(times, running.vwap, time);
			if (Number.isNaN(value)) return [];
			const rows: ItemRow[] = [
				{
					label: words.say("anchored"),
					value: price(value),
					...colored(theme && center.color(theme)),
				},
			];
			for (const { multiplier, upper, lower } of bands) {
				const [low, high] = [at(times, lower, time), at(times, upper, time)];
				rows.push({ label: `±${multiplier} ${unit}`, value: `${price(low)} – ${price(high)}` });
			}
			return rows;
		},
		valueAt: (time) => at(times, running.vwap, time),
	};
}
