import { signedText } from "../../core/chart/format";
import { vwapModel } from "../../core/chart/vwapModel";
import { joinBounds } from "../../core/chart/viewRange";
import type { VwapSeries } from "../../core/series";
import { percentChange, spread } from "../../core/vwap/compare";
import { summarizeVwap } from "../../core/vwap/series";
import { padded } from "../charts/axisParts";
import { type LineLook, lineLayer } from "../charts/layers/line";
import { colored } from "../charts/profilePane";
import type { Source, SubPane } from "../charts/screens/timeParts";
import { timeScreen } from "../charts/screens/timeScreen";
import { compareLineFigures } from "./vwapFigures";
import { at, bpsText, extentOf, lastTag, lineOf, pricesOf, within } from "./lines";
import { compareLinesTable } from "./vwapTables";
import { type Content, type ContentInput, type Part, empty } from "./types";

/** Prices that differ by more than this are compared by their change instead of on one axis. */
const FAR_APART = 1.2;

/** How each of several lines looks: they differ by dashes as well as by colour. */
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]];
function lookOf(place: number): LineLook {
	const dash = DASHES[place % DASHES.length] ?? [];
	return { color: ({ lines }) => lines[place % lines.length] ?? "", dash };
}

/** Several VWAPs on one axis, and how far each is from the first. */
export function comparedLines(
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
	const idOf = (place: number) => `line ${parts[place]?.name ?? place}`;
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
					const { times, interval } = series;
					const { value, start } = within(times, series.price, interval, time);
					// Nothing is said about a time that this market has no interval for.
					if (Number.isNaN(start)) return [];
					const { value: moved } = within(times, line.values, interval, time);
					const change = isByChange ? ` (${text(moved)})` : "";
					const shown = Number.isNaN(value) ? say("noTrades") : price(value) + change;
					const from = start === time ? "" : ` · ${words.time(start)}`;
					return [{ label: name + from, value: shown, ...colored(theme && look.color(theme)) }];
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
					const { name = "" } = parts[place] ?? {};
					return [{ label: `${say("spread")} ${name}`, value: bps(value), ...color }];
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
		facts: { ...(isByChange ? { noLog: say("logNot") } : {}) },
	};
}

/** Spreads of markets that are far apart, counted from where both began. */
function sinceFirst(bps: Float64Array): Float64Array {
	const first = 1 + (bps.find((value) => !Number.isNaN(value)) ?? 0) / 1e4;
	return bps.map((value) => ((1 + value / 1e4) / first - 1) * 1e4);
}
