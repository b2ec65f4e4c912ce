import { signedText } from "../../core/chart/format";
import { vwapModel } from "../../core/chart/vwapModel";
import type { AxisBounds } from "../../core/chart/viewRange";
import type { VwapSeries } from "../../core/series";
import { percentChange, spread } from "../../core/vwap/compare";
import { summarizeVwap } from "../../core/vwap/series";
import type { Words } from "../words";
import { padded } from "../charts/axisParts";
import { type LineLook, lineLayer } from "../charts/layers/line";
import { colored } from "../charts/profilePane";
import type { Cursor, Screen } from "../charts/screen";
import { type Source, type SubPane, timeScreen } from "../charts/screens/timeScreen";
import { anchoredFigures, compareLineFigures, vwapFigures } from "./figures";
import { compareLinesTable, vwapTable } from "./tableSources";
import {
	type Content,
	type ContentInput,
	type LegendItem,
	type Part,
	empty,
	vwapsOf,
} from "./types";
import {
	anchoredOf,
	anchoredSource,
	at,
	bpsText,
	candleSource,
	deviationPane,
	extentOf,
	lastTag,
	lineOf,
	volumePane,
	vwapSource,
} from "./vwapSources";

export const VWAP_LOOK: LineLook = { color: ({ vwap }) => vwap };
/** Prices that differ by more than this are compared by their change instead of on one axis. */
const FAR_APART = 1.2;

/** One VWAP with what belongs to it, or several to compare. */
export function lineContent(input: ContentInput): Content {
	const [first, ...others] = vwapsOf(input.parts);
	if (first === undefined) return empty(input.words.say("noRows"));
	return others.length === 0 ? singleLine(first, input) : comparedLines([first, ...others], input);
}

function singleLine(
	{ series, result }: Part<VwapSeries>,
	{ view, words, caption }: ContentInput,
): Content {
	const { say } = words;
	const model = vwapModel(series, result.range);
	const { figures, line } = model;
	if (figures === undefined) {
		const { length } = series.times;
		return empty(length === 0 ? say("noRows") : say("noPrices", length));
	}
	const price = words.price(model.priceDecimals);
	const hidden = new Set(view.hidden);
	const anchored = anchoredOf(series, view, words);
	const isPercent = view.bands === "percent";
	const candles = candleSource(series, model.priceDecimals, words);
	const hasCandles = candles.length > 0;
	const sources: Source[] = [
		...(anchored === undefined || hidden.has("anchored")
			? []
			: [anchoredSource(series, anchored, model.priceDecimals, isPercent, words)]),
		// In front of the bands, which would cover them.
		...(view.candles === true && !hidden.has("candles") ? candles : []),
		...(hidden.has("vwap") ? [] : [vwapSource(model, words, VWAP_LOOK, say("vwap"))]),
	];
	const subPanes: SubPane[] = [
		...(view.volume === true ? volumePane(series, model, words) : []),
		...(view.deviation === true && anchored !== undefined
			? [deviationPane(series, anchored, isPercent, words)]
			: []),
	];
	const screen = timeScreen({
		words,
		times: line.times,
		interval: line.interval,
		bounds: model.bounds,
		sources,
		subPanes,
		decimals: model.priceDecimals,
		text: price,
		isLog: view.log === true,
		prices: pricesOf(figures.low, figures.high),
		...(view.brush === true ? { brush: line } : {}),
		note: (time) => (model.isOpen && time === line.times.at(-1) ? say("inProgress") : ""),
	});
	const legend: LegendItem[] = [
		...(view.candles === true && hasCandles ? [candlesItem(words)] : []),
		...(anchored === undefined
			? []
			: [
					{ id: "vwap", label: say("vwap"), color: VWAP_LOOK.color },
					{
						id: "anchored",
						label: say("anchored"),
						color: ({ anchored: color }: { readonly anchored: string }) => color,
					},
				]),
	];
	return {
		state: "chart",
		layout: "line",
		summary: say(
			"vwapSummary",
			caption.market,
			`${words.time(result.range.from)} – ${words.time(result.range.to)} ${words.zone.name}`,
			price(figures.last),
			words.time(figures.lastTime),
			price(figures.low),
			price(figures.high),
			model.gaps,
		),
		figures: [
			...vwapFigures(model, figures, words),
			...(anchored === undefined ? [] : anchoredFigures(anchored, model, view.anchor ?? "", words)),
		],
		table: vwapTable(model, words, anchored),
		screen,
		legend,
		zoomKey: `vwap ${series.id}`,
		facts: {
			hasVolume: series.volume !== undefined,
			hasCandles,
			hasRunning: anchored !== undefined,
		},
		copied: copyPoint(screen),
	};
}

/** Candles are neutral in colour, and switched off like a line. */
export function candlesItem({ say }: Words): LegendItem {
	return { id: "candles", label: say("candles"), color: ({ candle }) => candle };
}

/** The numbers at a time as the hover card has them, separated by tabs. */
export function copyPoint(screen: Screen): (cursor: Cursor) => string {
	return (cursor) => {
		const { title, rows } = screen.describe(cursor);
		return [title, ...rows.map(({ label, value }) => `${label}\t${value}`)].join("\n");
	};
}

/** All prices of a line with a margin, as bounds for zooming. */
export function pricesOf(low: number, high: number): AxisBounds {
	const range = padded(low, high, 0.1);
	return {
		...range,
		min: low > 0 ? Math.max(range.min, low / 2) : range.min,
		minSpan: (range.max - range.min) / 1_000,
	};
}

/** How each of several lines looks: they differ by dashes as well as by colour. */
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]];
function lookOf(place: number): LineLook {
	const dash = DASHES[place % DASHES.length] ?? [];
	return { color: ({ lines }) => lines[place % lines.length] ?? "", dash };
}

function comparedLines(
	parts: readonly [Part<VwapSeries>, ...Part<VwapSeries>[]],
	{ view, words }: ContentInput,
): Content {
	const { say } = words;
	const [base] = parts;
	const hidden = new Set(view.hidden);
	const models = parts.map(({ series, result }) => vwapModel(series, result.range));
	const lasts = models.flatMap(({ figures }) => figures?.last ?? []);
	const [baseModel] = models;
	if (baseModel === undefined || lasts.length === 0) return empty(say("noRows"));
	const isByChange = Math.max(...lasts) / Math.min(...lasts) > FAR_APART;
	const decimals = isByChange ? 2 : Math.max(...models.map((model) => model.priceDecimals));
	const signed = signedText(words.price(decimals));
	const text = isByChange ? (value: number) => `${signed(value)} %` : words.price(decimals);
	const lines = parts.map(({ series }) =>
		lineOf(series.times, isByChange ? percentChange(series) : series.price, series.interval),
	);
	const spreads = parts.slice(1).map(({ series }) => {
		const found = spread(base.series, series);
		return isByChange ? { ...found, bps: sinceFirst(found.bps) } : found;
	});
	const bps = bpsText(words);
	const idOf = (place: number) => `line${place}`;
	const sources = parts.flatMap(({ name, series }, place): Source[] => {
		const line = lines[place];
		if (line === undefined || hidden.has(idOf(place))) return [];
		const look = lookOf(place);
		const price = words.price(models[place]?.priceDecimals ?? 2);
		return [
			{
				id: idOf(place),
				extent: extentOf(line),
				layers: [lineLayer([line], look)],
				tags: (theme) => {
					const { last } = summarizeVwap(line.values);
					return last === undefined ? [] : [lastTag(last, text, look, theme)];
				},
				rows: (time, theme) => {
					const value = at(series.times, series.price, time);
					const change = isByChange ? ` (${text(at(line.times, line.values, time))})` : "";
					const shown = Number.isNaN(value) ? say("noTrades") : price(value) + change;
					return [{ label: name, value: shown, ...colored(theme && look.color(theme)) }];
				},
				valueAt: (time) => at(line.times, line.values, time),
			},
		];
	});
	const spreadLines = spreads.map(({ times, bps }) => lineOf(times, bps, base.series.interval));
	const shownSpreads = spreadLines.flatMap((line, i) =>
		hidden.has(idOf(i + 1)) ? [] : [{ line, place: i + 1 }],
	);
	const spreadPane: SubPane = {
		id: "spread",
		name: say(isByChange ? "spreadSince" : "spreadTo", base.name),
		decimals: 1,
		text: signedText(words.price(1)),
		source: {
			id: "spread",
			extent: extentOf(...shownSpreads.map(({ line }) => line)),
			layers: shownSpreads.map(({ line, place }) => lineLayer([line], lookOf(place))),
			tags: (theme) => [
				{ value: 0, text: "", name: "", color: theme.axis, ink: theme.text, line: "solid" },
			],
			rows: (time, theme) =>
				shownSpreads.flatMap(({ line, place }) => {
					const value = at(line.times, line.values, time);
					if (Number.isNaN(value)) return [];
					const color = colored(theme && lookOf(place).color(theme));
					return [{ label: say("spread"), value: bps(value), ...color }];
				}),
		},
	};
	const bounds = joinBounds(models.map((model) => model.bounds));
	const extent = extentOf(...lines)(bounds.min, bounds.max) ?? { low: 0, high: 1 };
	const screen = timeScreen({
		words,
		times: baseModel.line.times,
		interval: baseModel.line.interval,
		bounds,
		sources,
		subPanes: [spreadPane],
		decimals,
		text,
		isLog: view.log === true && !isByChange,
		prices: isByChange
			? { ...padded(extent.low, extent.high), minSpan: (extent.high - extent.low) / 1_000 }
			: pricesOf(extent.low, extent.high),
		...(view.brush === true ? { brush: baseModel.line } : {}),
		...(isByChange ? { name: say("changeSince", words.time(baseModel.line.times[0] ?? NaN)) } : {}),
	});
	return {
		state: "chart",
		layout: "line",
		summary: say("compareSummary", parts.map(({ name }) => name).join(", ")),
		figures: compareLineFigures(parts, models, spreads, words),
		table: compareLinesTable(parts, models, spreads, words),
		screen,
		legend: parts.map(({ name, index }, place) => ({
			id: idOf(place),
			label: name,
			color: lookOf(place).color,
			...(place === 0 ? {} : { look: "dashed" as const }),
			part: index,
		})),
		zoomKey: `lines ${parts.map(({ series }) => series.id).join(" ")}`,
		facts: {},
		copied: copyPoint(screen),
	};
}

/** Spreads of markets that are far apart, counted from where both began. */
function sinceFirst(bps: Float64Array): Float64Array {
	const first = 1 + (bps.find((value) => !Number.isNaN(value)) ?? 0) / 1e4;
	return bps.map((value) => ((1 + value / 1e4) / first - 1) * 1e4);
}

function joinBounds(all: readonly AxisBounds[]): AxisBounds {
	return {
		min: Math.min(...all.map(({ min }) => min)),
		max: Math.max(...all.map(({ max }) => max)),
		minSpan: Math.min(...all.map(({ minSpan }) => minSpan)),
	};
}
