import { signedText } from "../../core/chart/format";
import { vwapModel } from "../../core/chart/vwapModel";
import { developingLevels, intervalLevels } from "../../core/profile/developing";
import { seriesLadder } from "../../core/profile/rows";
import { deltaOf } from "../../core/profile/profile";
import type { CellMode, Layout, ViewOptions } from "../../core/query/viewOptions";
import { lowerBound } from "../../core/search";
import type { VolumeProfileSeries } from "../../core/series";
import { type Cells, heatLayer, profilesLayer } from "../charts/layers/cells";
import { stepLayer } from "../charts/layers/line";
import { rayLayer } from "../charts/layers/rays";
import { ProfilePane, colored } from "../charts/profilePane";
import type { ItemRow } from "../charts/screen";
import { type CellGrid, type Source, timeScreen } from "../charts/screens/timeScreen";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";
import { anchoredFigures } from "./figures";
import { VWAP_LOOK, candlesItem, copyPoint, pricesOf } from "./lineContent";
import {
	copyRow,
	dotted,
	explanationOf,
	factsOf,
	figuresOf,
	plain,
	profileLegend,
	profileSummary,
} from "./profileContent";
import { type ProfileBundle, profileBundle, profileLook } from "./profileBundle";
import { intervalsTable, vwapTable } from "./tableSources";
import {
	type Content,
	type ContentInput,
	type LegendItem,
	empty,
	profilesOf,
	vwapsOf,
} from "./types";
import {
	anchoredOf,
	anchoredSource,
	candleSource,
	extentOf,
	lineOf,
	volumePane,
	vwapSource,
	deviationPane,
} from "./vwapSources";

/** A profile at the side of what happened over time: its own intervals, or the VWAP of the same market. */
export function structureContent(input: ContentInput, layout: Layout): Content {
	const { parts, view, words, caption } = input;
	const { say } = words;
	const [part] = profilesOf(parts);
	const [vwap] = vwapsOf(parts);
	if (part === undefined) return empty(say("noRows"));
	// Single intervals are columns here, so the composite stands at the side.
	const built = profileBundle(part, withoutInterval(view), words);
	if (!built.ok) return empty(built.text, built.isRange ? undefined : []);
	const { bundle } = built;
	const { series, model } = bundle;
	const side = new ProfilePane(profileLook(bundle, withoutNaked(view), words, false), words);
	const hidden = new Set(view.hidden);
	const isGrid = layout === "timePrice";
	const grid = isGrid ? gridOf(bundle, words) : undefined;
	const price = words.price(model.priceDecimals);
	const sources: Source[] = [];
	if (isGrid) sources.push(cellsSource(bundle, view.cells ?? "volume", hidden, words));
	const line = vwap && vwapModel(vwap.series, vwap.result.range);
	const anchored = vwap && anchoredOf(vwap.series, view, words);
	const isPercent = view.bands === "percent";
	if (vwap !== undefined && line?.figures !== undefined) {
		if (anchored !== undefined && !hidden.has("anchored")) {
			sources.push(anchoredSource(vwap.series, anchored, line.priceDecimals, isPercent, words));
		}
		if (view.candles === true && !hidden.has("candles")) {
			sources.push(...candleSource(vwap.series, line.priceDecimals, words));
		}
		if (!hidden.has("vwap")) sources.push(vwapSource(line, words, VWAP_LOOK, say("vwap"), !isGrid));
	}
	if (view.developing === true && !hidden.has("developing")) {
		sources.push(developingSource(bundle, words));
	}
	if (view.naked === true && !hidden.has("naked")) sources.push(nakedSource(bundle));
	const overLine = !isGrid ? line?.line : undefined;
	const times = overLine?.times ?? series.times;
	const interval = overLine?.interval ?? series.interval;
	const from = Math.min(part.result.range.from, times[0] ?? Infinity);
	const to = Math.max(part.result.range.to, (times.at(-1) ?? 0) + interval);
	const bounds =
		line && !isGrid
			? joined(line.bounds, from, to)
			: { min: from, max: to, minSpan: Math.min(to - from, interval * 4) };
	const poc = intervalLevels(series, words.valueArea).poc;
	const path = lineOf(series.times, poc, series.interval);
	const screen = timeScreen({
		words,
		times,
		interval,
		bounds,
		sources,
		subPanes: [
			...(vwap !== undefined && line !== undefined && view.volume === true
				? volumePane(vwap.series, line, words)
				: []),
			...(vwap !== undefined && anchored !== undefined && view.deviation === true
				? [deviationPane(vwap.series, anchored, isPercent, words)]
				: []),
		],
		side,
		...(grid === undefined ? {} : { cells: grid }),
		...(view.brush === true ? { brush: overLine ?? path } : {}),
		decimals: model.priceDecimals,
		text: price,
		isLog: view.log === true,
		prices: pricesOf(model.bounds.min, model.bounds.max),
		note: (time) => (series.open && time === series.times.at(-1) ? say("inProgress") : ""),
	});
	const row = copyRow([side]);
	const point = copyPoint(screen);
	const explained = view.explain === true ? explanationOf(bundle, words) : undefined;
	const legend: LegendItem[] = [
		...(view.candles === true && vwap?.series.openPrice !== undefined ? [candlesItem(words)] : []),
		...(line === undefined ? [] : [{ id: "vwap", label: say("vwap"), color: VWAP_LOOK.color }]),
		...(anchored === undefined
			? []
			: [
					{
						id: "anchored",
						label: say("anchored"),
						color: ({ anchored: color }: ChartTheme) => color,
					},
				]),
		...(isGrid
			? [{ id: "path", label: say("pocPath"), color: ({ poc: color }: ChartTheme) => color }]
			: []),
		...profileLegend(words, view.bars === "total"),
		...(view.developing === true ? [plain("developing", say("developing"))] : []),
		...(view.naked === true ? [dotted("naked", say("naked"))] : []),
		...(view.nodes === true ? [plain("nodes", say("nodes"))] : []),
	];
	return {
		state: "chart",
		layout,
		summary: profileSummary(bundle, caption.market, words),
		figures: [
			...figuresOf(bundle, view.edges === true, words),
			...(anchored === undefined || line === undefined
				? []
				: anchoredFigures(anchored, line, view.anchor ?? "", words)),
		],
		table:
			isGrid || line === undefined
				? intervalsTable(bundle, words)
				: vwapTable(line, words, anchored),
		...(explained === undefined ? {} : { explanation: explained }),
		screen,
		legend,
		zoomKey: `${layout} ${part.series.id}`,
		facts: {
			...factsOf(bundle),
			...(vwap === undefined
				? {}
				: {
						hasVolume: vwap.series.volume !== undefined,
						hasCandles: vwap.series.openPrice !== undefined,
						hasRunning: anchored !== undefined,
					}),
		},
		copied: (cursor) => (cursor.time === undefined ? row(cursor) : point(cursor)),
	};
}

function withoutInterval({ interval: _interval, ...view }: ViewOptions): ViewOptions {
	return view;
}

/** Naked POCs are rays over time here, so the profile has no lines of theirs. */
function withoutNaked(view: ViewOptions): ViewOptions {
	return { ...view, hidden: [...(view.hidden ?? []), "naked"] };
}

function joined(
	bounds: { readonly min: number; readonly max: number; readonly minSpan: number },
	from: number,
	to: number,
) {
	return { ...bounds, min: Math.min(bounds.min, from), max: Math.max(bounds.max, to) };
}

/** The intervals as cells or small profiles, with the way of their POCs. */
function cellsSource(
	{ series, model }: ProfileBundle,
	mode: CellMode,
	hidden: ReadonlySet<string>,
	words: Words,
): Source {
	const cells: Cells = { series, ladder: seriesLadder(series), rowHeight: model.rowHeight };
	const { poc, low, high } = intervalLevels(series, words.valueArea);
	const lows = lineOf(series.times, low, series.interval);
	const highs = lineOf(series.times, high, series.interval);
	const extent = extentOf(lows, highs);
	const half = model.rowHeight / 2;
	return {
		id: "cells",
		extent: (from, to) => {
			const found = extent(from, to);
			return found && { low: found.low, high: found.high + model.rowHeight };
		},
		layers: [
			mode === "profiles" ? profilesLayer(cells) : heatLayer(cells, mode),
			...(hidden.has("path")
				? []
				: [
						stepLayer(
							series.times,
							poc.map((value) => value + half),
							series.interval,
							{ color: (theme) => theme.poc, width: 2 },
						),
					]),
		],
	};
}

/** What a single cell of the grid says. */
function gridOf({ series, model, unit }: ProfileBundle, words: Words): CellGrid {
	const { say } = words;
	const volume = words.volume(model.volumeDecimals);
	const price = words.price(model.priceDecimals);
	const { rowHeight, bounds, rows } = model;
	const first = rows.prices[0] ?? bounds.min;
	const count = Math.round(((rows.prices.at(-1) ?? first) - first) / rowHeight) + 1;
	const rowAt = (at: number) =>
		Math.max(0, Math.min(count - 1, Math.floor((at - first) / rowHeight + 1e-9)));
	const levels = intervalLevels(series, words.valueArea);
	return {
		rowHeight,
		count,
		rowAt,
		priceOf: (row) => first + row * rowHeight,
		describe: (time, row, theme): ItemRow[] => {
			const interval = lowerBound(series.times, time);
			const found = cellOf(series, interval, first + row * rowHeight, rowHeight);
			const { buy, sell } = found;
			return [
				{ label: say("buy"), value: `${volume(buy)} ${unit}`, ...colored(theme?.buy) },
				{ label: say("sell"), value: `${volume(sell)} ${unit}`, ...colored(theme?.sell) },
				{ label: say("total"), value: `${volume(buy + sell)} ${unit}` },
				{ label: say("delta"), value: `${signedText(volume)(deltaOf(buy, sell))} ${unit}` },
				{ label: say("intervalPoc"), value: price(levels.poc[interval] ?? NaN) },
			];
		},
	};
}

/** Volume of one row of one interval; nothing where it has none. */
function cellOf(
	{ offsets, prices, buy, sell, times }: VolumeProfileSeries,
	interval: number,
	price: number,
	rowHeight: number,
): { readonly buy: number; readonly sell: number } {
	if (interval >= times.length) return { buy: 0, sell: 0 };
	const from = offsets[interval] ?? 0;
	const rows = prices.subarray(from, offsets[interval + 1] ?? from);
	const row = lowerBound(rows, price - rowHeight / 2);
	const isHere = Math.abs((rows[row] ?? Infinity) - price) < rowHeight / 2;
	return isHere ? { buy: buy[from + row] ?? 0, sell: sell[from + row] ?? 0 } : { buy: 0, sell: 0 };
}

/** POC and value area of the running sum after each interval (definitions D13). */
function developingSource({ series, model }: ProfileBundle, words: Words): Source {
	const { poc, vah, val } = developingLevels(series, words.valueArea);
	const half = model.rowHeight / 2;
	const price = words.price(model.priceDecimals);
	const step = (values: Float64Array, color: (theme: ChartTheme) => string, dash: number[]) =>
		stepLayer(
			series.times,
			values.map((value) => value + half),
			series.interval,
			{ color, width: 1.5, dash },
		);
	return {
		id: "developing",
		extent: extentOf(
			lineOf(series.times, val, series.interval),
			lineOf(series.times, vah, series.interval),
		),
		layers: [
			step(vah, (theme) => theme.valueArea, [5, 3]),
			step(val, (theme) => theme.valueArea, [5, 3]),
			step(poc, (theme) => theme.poc, [5, 3]),
		],
		rows: (time) => {
			const after = lowerBound(series.times, time);
			const index = series.times[after] === time ? after : after - 1;
			const value = poc[index] ?? NaN;
			if (Number.isNaN(value)) return [];
			const area = `${price(val[index] ?? NaN)} – ${price(vah[index] ?? NaN)}`;
			return [
				{ label: words.say("developingPoc"), value: price(value) },
				{ label: words.say("developingArea"), value: area },
			];
		},
	};
}

/** POCs that no later interval has traded through, from their interval on (definitions D11). */
function nakedSource({ series, model, naked }: ProfileBundle): Source {
	const half = model.rowHeight / 2;
	const rays = naked.map(({ interval, price, endedBy }) => ({
		from: (series.times[interval] ?? NaN) + series.interval,
		to: endedBy === undefined ? Infinity : (series.times[endedBy] ?? Infinity),
		value: price + half,
	}));
	return { id: "naked", layers: [rayLayer(rays.filter(({ to }) => to === Infinity))] };
}
