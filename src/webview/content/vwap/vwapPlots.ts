import type { VwapModel } from "../../../core/chart/vwapModel";
import { lowerBound } from "../../../core/search";
import type { VwapSeries } from "../../../core/result/series";
import { candleLayer, columnLayer } from "../../charts/layers/columns";
import { type LineLook, lineLayer, openPoint } from "../../charts/layers/line";
import { colored } from "../../charts/profilePane";
import type { Plot, SubPane } from "../../charts/screens/timeInput";
import type { Words } from "../../words";
import type { AnchoredVwap } from "./anchored";
import { atTime, deviationText, extentOf, lastTag, lineOf, piecesOf } from "./lines";

/** The interval VWAP (definitions D15) with the provider's own digits in the hover. */
export function vwapPlot(
	model: VwapModel,
	words: Words,
	look: LineLook,
	label: string,
	hasOpenTag = true,
): Plot {
	const { line, figures, rawPrice } = model;
	const price = words.price(model.priceDecimals);
	const valueWords = (time: number) => {
		const raw = rawPrice.at(indexOf(line.times, time));
		if (raw !== undefined && raw !== null) return words.rawPrice(raw);
		return words.say(gapAt(line.times, time));
	};
	return {
		intervals: { times: line.times, interval: line.interval, open: model.isOpen },
		extent: extentOf(line),
		layers: [lineLayer([line], look), ...(model.isOpen ? [openPoint(line, look)] : [])],
		tags: (theme) =>
			figures === undefined || !hasOpenTag
				? []
				: [lastTag(figures.last, price, look, theme, label)],
		rows: (time, theme) => [
			{ label, value: valueWords(time), ...colored(theme && look.color(theme)) },
		],
		readings: (time) => {
			const value = atTime(line.times, line.values, time);
			const text = Number.isNaN(value) ? words.say(gapAt(line.times, time)) : price(value);
			return [{ id: "last", label, value: text }];
		},
		valueAt: (time) => atTime(line.times, line.values, time),
	};
}

function indexOf(times: Float64Array, time: number): number {
	const index = lowerBound(times, time);
	return times[index] === time ? index : times.length;
}

/** Why a VWAP has no price at a time: an interval without trades has a place in the answer (definitions D15), and one that did not come has none. */
export function gapAt(times: Float64Array, time: number): "noTrades" | "notInAnswer" {
	return indexOf(times, time) < times.length ? "noTrades" : "notInAnswer";
}

/** Candles, where the answer brought them. */
export function candlePlots(
	series: VwapSeries,
	{ candleDecimals }: VwapModel,
	words: Words,
	areBars = false,
): Plot[] {
	const { openPrice: open, high, low, close, times, interval } = series;
	if (open === undefined || high === undefined || low === undefined || close === undefined)
		return [];
	const price = words.price(candleDecimals);
	const columns = [
		["open", open],
		["high", high],
		["low", low],
		["close_", close],
	] as const;
	const textsAt = (time: number) =>
		columns.flatMap(([id, column]) => {
			const value = atTime(times, column, time);
			return Number.isNaN(value) ? [] : [{ label: words.say(id), value: price(value) }];
		});
	const [lows, highs] = [lineOf(times, low, interval), lineOf(times, high, interval)];
	const candles = { times, open, high, low, close, lows: lows.table, highs: highs.table, interval };
	return [
		{
			intervals: series,
			extent: extentOf(lows, highs),
			layers: [candleLayer(candles, areBars)],
			rows: textsAt,
			readings: (time) => {
				const texts = textsAt(time).map(({ label, value }) => `${label} ${value}`);
				return [
					{
						id: "candles",
						value: texts.length === 0 ? words.say(gapAt(times, time)) : texts.join("  "),
					},
				];
			},
		},
	];
}

/** Traded volume under the line. */
export function volumePane(
	series: VwapSeries,
	model: VwapModel,
	unit: string,
	words: Words,
): SubPane[] {
	const { volume, times, interval, count } = series;
	if (volume === undefined) return [];
	const line = lineOf(times, volume, interval);
	const text = words.volume(model.volumeDecimals);
	return [
		{
			id: "volume",
			name: words.say("volumeAxis", unit),
			isFromZero: true,
			decimals: model.volumeDecimals,
			text: words.compact,
			plot: {
				intervals: series,
				extent: extentOf(line),
				layers: [columnLayer({ ...line, values: volume }, ({ total }) => total)],
				rows: (time) => {
					const value = atTime(times, volume, time);
					if (Number.isNaN(value)) return [];
					const trades = count === undefined ? NaN : atTime(times, count, time);
					return [
						{ label: words.say("volume"), value: `${text(value)} ${unit}` },
						...(Number.isNaN(trades)
							? []
							: [{ label: words.say("trades"), value: words.full(trades) }]),
					];
				},
			},
		},
	];
}

/** How far prices are from the running VWAP, in sigma, or in percent with percent bands. */
export function deviationPane(
	{ times, interval, open }: VwapSeries,
	{ deviation: found, bands, bandKind, starts }: AnchoredVwap,
	words: Words,
): SubPane {
	const isPercent = bandKind === "percent";
	const values = isPercent ? found.percent : found.sigmas;
	const pieces = piecesOf(times, values, interval, starts);
	const unit = isPercent ? "%" : "σ";
	const text = deviationText(words);
	const lines = [0, ...bands.flatMap(({ multiplier }) => [multiplier, -multiplier])];
	return {
		id: "deviation",
		name: `${words.say("deviation")}, ${unit}`,
		decimals: 2,
		text,
		plot: {
			intervals: { times, interval, open },
			extent: (from, to) => {
				const extent = extentOf(...pieces)(from, to) ?? { low: -1, high: 1 };
				return { low: Math.min(extent.low, -1), high: Math.max(extent.high, 1) };
			},
			layers: [lineLayer(pieces, { color: ({ vwap }) => vwap })],
			tags: (theme) =>
				lines.map((value) => ({
					value,
					text: "",
					name: "",
					color: value === 0 ? theme.axis : theme.anchored,
					ink: theme.text,
					line: value === 0 ? "thin" : "dotted",
				})),
			rows: (time) => {
				const percent = atTime(times, found.percent, time);
				const sigmas = atTime(times, found.sigmas, time);
				if (Number.isNaN(percent)) return [];
				const sigma = Number.isNaN(sigmas) ? "" : ` · ${text(sigmas)} σ`;
				return [{ label: words.say("deviation"), value: `${text(percent)} %${sigma}` }];
			},
			valueAt: (time) => atTime(times, values, time),
		},
	};
}
