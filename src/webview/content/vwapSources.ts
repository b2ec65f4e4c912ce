import type { LineData } from "../../core/chart/lineTrace";
import { MinMaxTable } from "../../core/chart/minMaxTable";
import { signedText } from "../../core/chart/format";
import type { VwapModel } from "../../core/chart/vwapModel";
import { ANCHORS, type NamedAnchor, type ViewOptions } from "../../core/query/viewOptions";
import { lowerBound } from "../../core/search";
import type { VwapSeries } from "../../core/series";
import { anchorStarts, isFirstPartial } from "../../core/vwap/anchors";
import { type RunningVwap, runningVwap } from "../../core/vwap/anchored";
import { type Band, DEFAULT_MULTIPLIERS, percentBands, sigmaBands } from "../../core/vwap/bands";
import { type VwapDeviation, deviation } from "../../core/vwap/deviation";
import type { AxisTag } from "../charts/frame";
import { candleLayer, columnLayer } from "../charts/layers/columns";
import { type LineLook, bandLayer, lineLayer, openPoint } from "../charts/layers/line";
import { colored } from "../charts/profilePane";
import type { ItemRow } from "../charts/screen";
import type { ExtentOf, Source, SubPane } from "../charts/screens/timeScreen";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";

/** A VWAP from an anchor on, with its bands and how far prices are from it (definitions D16 to D19). */
export interface AnchoredVwap {
	readonly running: RunningVwap;
	readonly bands: readonly Band[];
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
	{ anchor, bands = "sigma", multipliers }: ViewOptions,
	{ zone }: Words,
): AnchoredVwap | undefined {
	const { volume, price } = series;
	if (anchor === undefined || volume === undefined) return undefined;
	const where = isNamedAnchor(anchor) ? anchor : { time: Date.parse(anchor) };
	const starts = anchorStarts(series, where, zone);
	if (starts.length === 0) return undefined;
	const running = runningVwap(price, volume, starts);
	const distances = multipliers ?? DEFAULT_MULTIPLIERS;
	return {
		running,
		bands:
			bands === "none"
				? []
				: bands === "percent"
					? percentBands(running, distances)
					: sigmaBands(running, distances),
		deviation: deviation(price, running),
		starts,
		isFirstPartial: isFirstPartial(series, where, zone),
	};
}

/** A line over time as something to be traced. */
export function lineOf(times: Float64Array, values: Float64Array, interval: number): LineData {
	return { times, values, table: new MinMaxTable(values), interval };
}

/** Lowest and highest of lines between two times, one point beyond each edge. */
export function extentOf(...lines: readonly LineData[]): ExtentOf {
	return (from, to) => {
		let [low, high] = [Infinity, -Infinity];
		const extent = { low: 0, high: 0 };
		for (const { times, table } of lines) {
			const first = Math.max(0, lowerBound(times, from) - 1);
			if (!table.read(first, lowerBound(times, to) + 1, extent)) continue;
			low = Math.min(low, extent.low);
			high = Math.max(high, extent.high);
		}
		return low <= high ? { low, high } : undefined;
	};
}

/** Value of a column at exactly a time, NaN where it has none. */
export function at(times: Float64Array, values: ArrayLike<number>, time: number): number {
	const index = lowerBound(times, time);
	return times[index] === time ? (values[index] ?? NaN) : NaN;
}

/** The interval VWAP (definitions D15) with the provider's own digits in the hover. */
export function vwapSource(
	model: VwapModel,
	words: Words,
	look: LineLook,
	label: string,
	hasOpenTag = true,
): Source {
	const { line, figures, rawPrice } = model;
	const price = words.price(model.priceDecimals);
	return {
		id: "vwap",
		extent: extentOf(line),
		layers: [lineLayer([line], look), ...(model.isOpen ? [openPoint(line, look)] : [])],
		tags: (theme) =>
			figures === undefined || !hasOpenTag ? [] : [lastTag(figures.last, price, look, theme)],
		rows: (time, theme) => {
			const raw = rawPrice.at(indexOf(line.times, time));
			const isNone = raw === undefined || raw === null;
			const value = isNone ? words.say("noTrades") : words.rawPrice(raw);
			return [{ label, value, ...colored(theme && look.color(theme)) }];
		},
		valueAt: (time) => at(line.times, line.values, time),
	};
}

function indexOf(times: Float64Array, time: number): number {
	const index = lowerBound(times, time);
	return times[index] === time ? index : times.length;
}

/** The last value of a line on the price axis. */
export function lastTag(
	value: number,
	text: (value: number) => string,
	{ color }: LineLook,
	theme: ChartTheme,
): AxisTag {
	const fill = color(theme);
	const ink = fill === theme.vwap ? theme.vwapInk : theme.inkOf(fill);
	return { value, text: text(value), name: "", color: fill, ink, line: "dotted" };
}

/** The running VWAP and its bands. */
export function anchoredSource(
	series: VwapSeries,
	{ running, bands, starts }: AnchoredVwap,
	decimals: number,
	isPercent: boolean,
	words: Words,
): Source {
	const { times, interval } = series;
	const price = words.price(decimals);
	const pieces = (values: Float64Array) => piecesOf(times, values, starts, interval);
	const center: LineLook = { color: ({ anchored }) => anchored, width: 2 };
	const edge: LineLook = { color: ({ anchored }) => anchored, width: 1, dash: [3, 3] };
	const lines = pieces(running.vwap);
	const edges = bands.flatMap(({ upper, lower }) => [pieces(upper), pieces(lower)]);
	// Wider bands would press the line flat, so they may reach out of the picture.
	const [nearest] = bands;
	return {
		id: "anchored",
		extent: extentOf(
			...lines,
			...(nearest ? [...pieces(nearest.upper), ...pieces(nearest.lower)] : []),
		),
		layers: [
			...bands
				.toReversed()
				.flatMap(({ upper, lower }) =>
					pieceBounds(starts, times.length).map(([from, to]) =>
						bandLayer(
							times.subarray(from, to),
							upper.subarray(from, to),
							lower.subarray(from, to),
							({ band }) => band,
						),
					),
				),
			...edges.map((pieces) => lineLayer(pieces, edge)),
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
				const unit = isPercent ? "%" : "σ";
				rows.push({
					label: `±${multiplier} ${unit}`,
					value: `${price(at(times, lower, time))} – ${price(at(times, upper, time))}`,
				});
			}
			return rows;
		},
		valueAt: (time) => at(times, running.vwap, time),
	};
}

function pieceBounds(starts: readonly number[], length: number): (readonly [number, number])[] {
	return starts.map((start, i) => [start, starts[i + 1] ?? length] as const);
}

/** A line that begins anew at each start, so that nothing joins the end of one session to the next. */
function piecesOf(
	times: Float64Array,
	values: Float64Array,
	starts: readonly number[],
	interval: number,
): LineData[] {
	return pieceBounds(starts, times.length).map(([from, to]) =>
		lineOf(times.subarray(from, to), values.subarray(from, to), interval),
	);
}

/** Candles, where the answer brought them. */
export function candleSource(series: VwapSeries, decimals: number, words: Words): Source[] {
	const { openPrice: open, high, low, close, times, interval } = series;
	if (open === undefined || high === undefined || low === undefined || close === undefined)
		return [];
	const price = words.price(decimals);
	const [lows, highs] = [lineOf(times, low, interval), lineOf(times, high, interval)];
	const candles = { times, open, high, low, close, lows: lows.table, highs: highs.table, interval };
	return [
		{
			id: "candles",
			extent: extentOf(lows, highs),
			layers: [candleLayer(candles, ({ candle }) => candle)],
			rows: (time) =>
				(
					[
						["open", open],
						["high", high],
						["low", low],
						["close_", close],
					] as const
				).flatMap(([id, column]) => {
					const value = at(times, column, time);
					return Number.isNaN(value) ? [] : [{ label: words.say(id), value: price(value) }];
				}),
		},
	];
}

/** Traded volume under the line. */
export function volumePane(series: VwapSeries, model: VwapModel, words: Words): SubPane[] {
	const { volume, times, interval, count } = series;
	if (volume === undefined) return [];
	const line = lineOf(times, volume, interval);
	const text = words.volume(model.volumeDecimals);
	return [
		{
			id: "volume",
			name: words.say("volume"),
			isFromZero: true,
			decimals: 8,
			text: words.compact,
			source: {
				id: "volume",
				extent: extentOf(line),
				layers: [columnLayer({ ...line, values: volume }, ({ total }) => total)],
				rows: (time) => {
					const value = at(times, volume, time);
					if (Number.isNaN(value)) return [];
					const trades = count === undefined ? NaN : at(times, count, time);
					return [
						{ label: words.say("volume"), value: text(value) },
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
	{ times, interval }: VwapSeries,
	{ deviation: found, bands }: AnchoredVwap,
	isPercent: boolean,
	words: Words,
): SubPane {
	const values = isPercent ? found.percent : found.sigmas;
	const line = lineOf(times, values, interval);
	const unit = isPercent ? "%" : "σ";
	const text = signedText(words.price(2));
	const lines = [0, ...bands.flatMap(({ multiplier }) => [multiplier, -multiplier])];
	return {
		id: "deviation",
		name: `${words.say("deviation")}, ${unit}`,
		decimals: 2,
		text,
		source: {
			id: "deviation",
			extent: (from, to) => {
				const extent = extentOf(line)(from, to) ?? { low: -1, high: 1 };
				return { low: Math.min(extent.low, -1), high: Math.max(extent.high, 1) };
			},
			layers: [lineLayer([line], { color: ({ vwap }) => vwap })],
			tags: (theme) =>
				lines.map((value) => ({
					value,
					text: "",
					name: "",
					color: value === 0 ? theme.axis : theme.anchored,
					ink: theme.text,
					line: value === 0 ? "solid" : "dotted",
				})),
			rows: (time) => {
				const percent = at(times, found.percent, time);
				const sigmas = at(times, found.sigmas, time);
				if (Number.isNaN(percent)) return [];
				const sigma = Number.isNaN(sigmas) ? "" : ` · ${text(sigmas)} σ`;
				return [{ label: words.say("deviation"), value: `${text(percent)} %${sigma}` }];
			},
			valueAt: (time) => at(times, values, time),
		},
	};
}

/** Decimals of basis points: tenths say enough. */
export function bpsText(words: Words): (value: number) => string {
	const text = signedText(words.price(1));
	return (value) => `${text(value)} bps`;
}
