import type { LineData } from "../../../core/chart/lineTrace";
import type { ViewOptions } from "../../../core/query/viewOptions";
import type { VwapSeries } from "../../../core/result/series";
import type { Band } from "../../../core/vwap/bands";
import { lowerBound } from "../../../core/search";
import { isPartialAt, type PeriodSums } from "../../../core/vwap/anchors";
import { isNamedAnchor, type ShownAnchored, shownAnchored } from "../../../core/vwap/shownAnchored";
import { type LineLook, bandLayer, lineEnd, lineLayer } from "../../charts/layers/line";
import { colored } from "../../charts/profilePane";
import type { ItemRow, Reading } from "../../charts/screen";
import type { Plot } from "../../charts/screens/timeInput";
import type { Part } from "../../../core/table/parts";
import { type Words, keptTime } from "../../words";
import { atTime, deviationText, extentOf, lastTag, piecesOf } from "./lines";

interface BandLines extends Band {
	readonly upperLines: readonly LineData[];
	readonly lowerLines: readonly LineData[];
}

/** An anchored VWAP as lines: one piece from each anchor to the next. */
export interface AnchoredVwap extends ShownAnchored {
	readonly lines: readonly LineData[];
	readonly bands: readonly BandLines[];
}

/** The running VWAP that a view asks for; `undefined` without an anchor or without volume. */
export function anchoredOf(
	{ series, result }: Part<VwapSeries>,
	view: ViewOptions,
	{ zone }: Words,
): AnchoredVwap | undefined {
	const found = shownAnchored(series, result, view, zone.name);
	return found && withLines(series, found);
}

const lined = new WeakMap<ShownAnchored, AnchoredVwap>();

function withLines({ times, interval }: VwapSeries, found: ShownAnchored): AnchoredVwap {
	const known = lined.get(found);
	if (known !== undefined) return known;
	const pieces = (values: Float64Array) => piecesOf(times, values, interval, found.starts);
	const made = {
		...found,
		lines: pieces(found.running.vwap),
		bands: found.bands.map((band) => ({
			...band,
			upperLines: pieces(band.upper),
			lowerLines: pieces(band.lower),
		})),
	};
	lined.set(found, made);
	return made;
}

/** What the anchor of a view is called. */
export function anchorName(anchor: string, words: Words): string {
	return isNamedAnchor(anchor) ? words.say(`anchor_${anchor}`) : keptTime(anchor, words);
}

/** The name of something that runs since a start, with a word where it lacks its beginning. */
export function partialName(
	name: string,
	since: PeriodSums,
	index: number,
	{ say }: Words,
): string {
	return isPartialAt(since, index) ? `${name} · ${say("partialSession")}` : name;
}

/** What lies between the bands, to be drawn under everything else. */
export function bandFill({ bands }: AnchoredVwap): Plot {
	return {
		layers: bands.flatMap(({ upperLines, lowerLines }) =>
			upperLines.map((upper, i) =>
				bandLayer(upper, lowerLines[i] ?? upper, ({ anchored }) => anchored),
			),
		),
	};
}

/** The running VWAP and the edges of its bands. */
export function anchoredPlot(
	{ times, interval, open }: VwapSeries,
	anchored: AnchoredVwap,
	anchor: string,
	decimals: number,
	words: Words,
): Plot {
	const { running, lines, bands, bandKind, deviation } = anchored;
	const nameAt = (name: string, time: number) =>
		partialName(name, anchored, lowerBound(times, time), words);
	const price = words.price(decimals);
	const readingsAt = (time: number): readonly Reading[] => {
		const value = atTime(times, running.vwap, time);
		if (Number.isNaN(value)) return [];
		const percent = atTime(times, deviation.percent, time);
		const sigmas = atTime(times, deviation.sigmas, time);
		const distance = deviationText(words);
		return [
			{ id: "anchored", value: price(value), detail: nameAt(anchorName(anchor, words), time) },
			{ id: "sigma", value: price(atTime(times, running.sigma, time)) },
			...(Number.isNaN(percent)
				? []
				: [
						{
							id: "deviation",
							value: `${distance(percent)} %`,
							detail: Number.isNaN(sigmas) ? "" : `${distance(sigmas)} σ`,
						},
					]),
		];
	};
	const unit = bandKind === "percent" ? "%" : "σ";
	const center: LineLook = { color: ({ anchored }) => anchored, width: 2 };
	const edge: LineLook = {
		color: ({ anchored }) => anchored,
		width: 1,
		dash: [3, 3],
		isEdge: true,
	};
	return {
		intervals: { times, interval, open },
		extent: extentOf(
			...lines,
			...bands.flatMap(({ upperLines, lowerLines }) => [...upperLines, ...lowerLines]),
		),
		layers: [
			...bands.flatMap(({ multiplier, upper, lower, upperLines, lowerLines }) => [
				lineLayer([...upperLines, ...lowerLines], edge),
				lineEnd({ times, values: upper, interval }, `+${multiplier} ${unit}`, edge),
				lineEnd({ times, values: lower, interval }, `−${multiplier} ${unit}`, edge),
			]),
			lineLayer(lines, center),
		],
		tags: (theme) => {
			const last = running.vwap.at(-1) ?? NaN;
			return Number.isNaN(last)
				? []
				: [lastTag(last, price, center, theme, words.say("anchoredShort"))];
		},
		rows: (time, theme) => {
			const value = atTime(times, running.vwap, time);
			if (Number.isNaN(value)) return [];
			const rows: ItemRow[] = [
				{
					label: nameAt(words.say("anchored"), time),
					value: price(value),
					...colored(theme && center.color(theme)),
				},
			];
			for (const { multiplier, upper, lower } of bands) {
				const [low, high] = [atTime(times, lower, time), atTime(times, upper, time)];
				rows.push({ label: `±${multiplier} ${unit}`, value: `${price(low)} – ${price(high)}` });
			}
			return rows;
		},
		readings: (time) => readingsAt(time),
		valueAt: (time) => atTime(times, running.vwap, time),
	};
}
