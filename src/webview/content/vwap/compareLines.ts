import { signedText } from "../../../core/chart/format";
import { joinBounds, withMargin } from "../../../core/chart/axisRange";
import { tradedTimes } from "../../../core/chart/tradedTimes";
import { lowerBound } from "../../../core/search";
import type { VwapSeries } from "../../../core/result/series";
import { priceMove } from "../../../core/measure/priceMove";
import { summarizeVwap } from "../../../core/vwap/summary";
import type { Part } from "../../../core/table/parts";
import { vwapPriceUnit } from "../../../core/table/units";
import type { LineLook } from "../../charts/layers/line";
import { moveWords } from "../../charts/moveWords";
import { colored } from "../../charts/profilePane";
import type { ItemRow } from "../../charts/screen";
import type { Plot, SubPane } from "../../charts/screens/timeInput";
import type { Words } from "../../words";
import type { ComparedMarket, ComparedMarkets } from "./comparedMarkets";
import { atTime, bpsText, extentOf, lastTag, pricesOf } from "./lines";
import { type Content, type ContentInput, type TimeTools, empty } from "../types";
import { compareLineFigures } from "./vwapFigures";

/** How each of several lines looks: they differ by dashes as well as by colour. */
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]];
function lookOf(place: number): LineLook {
	const dash = DASHES[place % DASHES.length];
	return { color: ({ lines }) => lines[place % lines.length], dash };
}

/** Several VWAPs on one axis, and how far each is from the first (definitions D23). */
export function comparedLines(
	parts: readonly [Part<VwapSeries>, ...Part<VwapSeries>[]],
	{ view, words }: ContentInput,
	tools: TimeTools,
): Content {
	const { screenOf, lineOf, lineLayer, separatorsOf, compareMarkets } = tools;
	const { say } = words;
	const hidden = new Set(view.hidden);
	const built = compareMarkets(parts, words);
	if (!built.ok) return empty(built.text, built.actions);
	const { compared } = built;
	const { times, interval, start, isByChange, markets } = compared;
	const models = markets.map(({ model }) => model);
	const decimals = isByChange ? 2 : Math.max(...models.map((model) => model.priceDecimals));
	const signed = signedText(words.price(decimals));
	const text = isByChange ? (value: number) => `${signed(value)} %` : words.price(decimals);
	const drawn = markets.map(({ price, change }) =>
		lineOf(times, isByChange ? change.map((value) => value * 100) : price, interval),
	);
	const shown = markets.filter((market) => !hidden.has(idOf(market)));
	const bounds = joinBounds(models.map((model) => model.bounds));
	const extent = extentOf(...drawn)(bounds.min, bounds.max) ?? { low: 0, high: 1 };
	const isOpen = parts.some(({ series }) => series.open);
	const columns = shown.map(({ price }) => price);
	const [{ series, result }] = parts;
	const separators = separatorsOf(series, result.range, view, words);
	const screen = screenOf({
		words,
		times: view.snap === true ? tradedTimes(times, columns) : times,
		interval,
		bounds,
		plots: separators.concat(
			shown.map((market): Plot => {
				const line = drawn[market.place];
				const look = lookOf(market.place);
				return {
					extent: extentOf(line),
					layers: [lineLayer([line], look)],
					tags: (theme) => {
						const { last } = summarizeVwap(line.values);
						return last === undefined ? [] : [lastTag(last, text, look, theme, market.label)];
					},
					rows: (time, theme) => {
						const value = priceWords(market, compared, time, words);
						if (value === undefined) return [];
						const moved = atTime(times, line.values, time);
						const change = isByChange && !Number.isNaN(moved) ? ` (${text(moved)})` : "";
						const color = colored(theme && look.color(theme));
						return [{ label: market.label, value: value + change, ...color }];
					},
					readings: (time) => {
						const value = priceWords(market, compared, time, words);
						const bps = market.spread === undefined ? NaN : atTime(times, market.spread, time);
						return [
							{
								id: `last${market.part.index}`,
								value: value ?? say("noTrades"),
								detail: Number.isNaN(bps) ? "" : bpsText(words)(bps),
							},
						];
					},
					valueAt: (time) => atTime(times, line.values, time),
				};
			}),
		),
		subPanes: [spreadPane(compared, shown, words, tools)],
		decimals,
		text,
		isLog: view.log === true && !isByChange,
		arePrices: !isByChange,
		measured: ({ from, to }) => movesBetween(compared, shown, from, to, words),
		prices: isByChange
			? {
					...withMargin(extent.low, extent.high, 0.07),
					minSpan: (extent.high - extent.low) / 1_000,
				}
			: pricesOf(extent.low, extent.high),
		note: (time) => (isOpen && time === times.at(-1) ? say("inProgress") : ""),
		...(view.brush === true ? { brush: drawn[0] } : {}),
		...(isByChange ? { name: say("changeSince", `${words.time(start)} ${words.zone.name}`) } : {}),
	});
	return {
		state: "chart",
		layout: "line",
		summary: say("compareSummary", markets.map(({ label }) => label).join(", ")),
		figures: compareLineFigures(compared, words),
		table: {
			name: "lines",
			make: ({ comparedLineRows }) => {
				const units = markets.map(({ part: { query } }) => vwapPriceUnit(query));
				return comparedLineRows(compared, units, words);
			},
		},
		screen,
		legend: markets.map((market) => ({
			id: idOf(market),
			label: market.label,
			color: lookOf(market.place).color,
			...(market.place === 0 ? {} : { look: "dashed" as const }),
			part: market.part.index,
			figures: [`last${market.part.index}`],
		})),
		zoomKey: `lines ${parts.map(({ series }) => series.id).join(" ")}`,
		facts: { ...(isByChange ? { noLog: say("logNot") } : {}) },
	};
}

function idOf({ part }: ComparedMarket): string {
	return `line ${part.name}`;
}

/** How far each market went from the first interval of a stretch in which it has a price to the last. */
function movesBetween(
	{ times }: ComparedMarkets,
	shown: readonly ComparedMarket[],
	from: number,
	to: number,
	words: Words,
): readonly ItemRow[] {
	const [first, end] = [lowerBound(times, from), lowerBound(times, to)];
	return shown.map(({ label, price, model }) => {
		const held = price.subarray(first, end).filter((value) => !Number.isNaN(value));
		const [start, last] = [held[0], held.at(-1)];
		const value =
			start === undefined || last === undefined
				? words.say("noTrades")
				: moveWords(priceMove(start, last), words.price(model.priceDecimals), words);
		return { label, value };
	});
}

/** The price of a market in an interval of the grid, or why there is none; `undefined` where it has no such interval. */
function priceWords(
	{ part, price, model }: ComparedMarket,
	{ times, interval }: ComparedMarkets,
	time: number,
	words: Words,
): string | undefined {
	const { series } = part;
	const first = series.times[lowerBound(series.times, time)] ?? Infinity;
	if (first >= time + interval) return undefined;
	const value = atTime(times, price, time);
	if (!Number.isNaN(value)) return words.price(model.priceDecimals)(value);
	return words.say(series.interval === interval ? "noTrades" : "notAllParts");
}

function spreadPane(
	{ times, interval, spreadName }: ComparedMarkets,
	shown: readonly ComparedMarket[],
	words: Words,
	{ lineOf, lineLayer }: TimeTools,
): SubPane {
	const bps = bpsText(words);
	const spreads = shown.flatMap(({ spread, place, part }) =>
		spread === undefined ? [] : [{ line: lineOf(times, spread, interval), place, name: part.name }],
	);
	return {
		id: "spread",
		name: spreadName,
		decimals: 1,
		text: signedText(words.price(1)),
		plot: {
			extent: extentOf(...spreads.map(({ line }) => line)),
			layers: spreads.map(({ line, place }) => lineLayer([line], lookOf(place))),
			tags: (theme) => [
				{ value: 0, text: "", name: "", color: theme.axis, ink: theme.text, line: "thin" },
			],
			rows: (time, theme) =>
				spreads.flatMap(({ line, place, name }) => {
					const value = atTime(times, line.values, time);
					if (Number.isNaN(value)) return [];
					const color = colored(theme && lookOf(place).color(theme));
					return [{ label: `${words.say("spread")} ${name}`, value: bps(value), ...color }];
				}),
		},
	};
}
