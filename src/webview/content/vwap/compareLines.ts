import { signedText } from "../../../core/chart/format";
import { joinBounds, withMargin } from "../../../core/chart/axisRange";
import { tradedTimes } from "../../../core/chart/tradedTimes";
import { at } from "../../../core/at";
import { holdsOpen } from "../../../core/result/reach";
import { lowerBound } from "../../../core/search";
import type { VwapSeries } from "../../../core/result/series";
import { priceMove } from "../../../core/measure/priceMove";
import { summarizeVwap } from "../../../core/vwap/summary";
import type { Part } from "../../../core/table/parts";
import { vwapPriceUnit } from "../../../core/table/units";
import { moveWords } from "../../charts/moveWords";
import { colored } from "../../charts/profilePane";
import type { ItemRow } from "../../charts/screen";
import type { Plot, SubPane } from "../../charts/screens/timeInput";
import type { Words } from "../../words";
import { coveredWords, withProgress } from "../reachWords";
import type { ComparedMarket, ComparedMarkets } from "./comparedMarkets";
import { atTime, bpsText, extentOf, lastTag, marketLook, pricesOf } from "./lines";
import { type Content, type ContentInput, type TimeTools, empty } from "../types";
import { compareLineFigures } from "./vwapFigures";

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
	const openAt = (market: ComparedMarket, time: number) => isOpenAt(market, compared, time);
	/** Whether an interval was in progress in the answers of all markets that have it. */
	const isOpenInAll = (time: number) => {
		const having = shown.filter((market) => hasIntervalAt(market, compared, time));
		return having.length > 0 && having.every((market) => openAt(market, time));
	};
	/** Says of one number that it is of an interval in progress, where its time does not say so of all. */
	const marked = (text: string, time: number, ...of: readonly ComparedMarket[]) =>
		withProgress(text, !isOpenInAll(time) && of.some((market) => openAt(market, time)), words);
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
				const look = marketLook(market.place);
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
						return [{ label: market.label, value: marked(value + change, time, market), ...color }];
					},
					readings: (time) => {
						const value = priceWords(market, compared, time, words);
						const bps = market.spread === undefined ? NaN : atTime(times, market.spread, time);
						return [
							{
								id: `last${market.part.index}`,
								value: value ?? say("notInAnswer"),
								detail: Number.isNaN(bps) ? "" : bpsText(words)(bps),
							},
						];
					},
					valueAt: (time) => atTime(times, line.values, time),
				};
			}),
		),
		subPanes: [spreadPane(compared, shown, marked, words, tools)],
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
		note: (time) => (isOpenInAll(time) ? say("inProgress") : ""),
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
			color: marketLook(market.place).color,
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

/**
 * How far each market went from the first interval of a stretch in which it has a price to the last; where these are not those
 * of the stretch, how much of it they span.
 */
function movesBetween(
	compared: ComparedMarkets,
	shown: readonly ComparedMarket[],
	from: number,
	to: number,
	words: Words,
): readonly ItemRow[] {
	const { times, interval } = compared;
	const [first, end] = [lowerBound(times, from), lowerBound(times, to)];
	return shown.map((market) => {
		const { label, price, model } = market;
		const isTold = (_: number, index: number) =>
			first <= index && index < end && !Number.isNaN(price[index]);
		const [start, last] = [price.findIndex(isTold), price.findLastIndex(isTold)];
		if (start < 0) {
			const due = market.part.series.times;
			const isHeld = lowerBound(due, from) < lowerBound(due, to);
			return { label, value: words.say(isHeld ? "noTrades" : "notInAnswer") };
		}
		const move = priceMove(at(price, start), at(price, last));
		const covered = at(times, last) + interval - at(times, start);
		const value = [
			moveWords(move, words.price(model.priceDecimals), words),
			...(covered === to - from ? [] : [coveredWords(covered, to - from, words)]),
			...(isOpenAt(market, compared, at(times, last)) ? [words.say("lastInProgress")] : []),
		];
		return { label, value: value.join(" · ") };
	});
}

/** Whether a market has the beginning of an interval of its own in an interval of the grid. */
function hasIntervalAt(
	{ part: { series } }: ComparedMarket,
	{ interval }: ComparedMarkets,
	time: number,
): boolean {
	return (series.times[lowerBound(series.times, time)] ?? Infinity) < time + interval;
}

/** Whether the answer of a market was told while an interval of the grid was in progress. */
function isOpenAt(
	{ part: { series } }: ComparedMarket,
	{ interval }: ComparedMarkets,
	time: number,
): boolean {
	return holdsOpen(series, time, time + interval);
}

/** The price of a market in an interval of the grid, or why there is none; `undefined` where it has no such interval. */
function priceWords(
	market: ComparedMarket,
	compared: ComparedMarkets,
	time: number,
	words: Words,
): string | undefined {
	if (!hasIntervalAt(market, compared, time)) return undefined;
	const { part, price, model } = market;
	const { times, interval } = compared;
	const value = atTime(times, price, time);
	if (!Number.isNaN(value)) return words.price(model.priceDecimals)(value);
	return words.say(part.series.interval === interval ? "noTrades" : "notAllParts");
}

function spreadPane(
	{ times, interval, spreadName, markets: [base] }: ComparedMarkets,
	shown: readonly ComparedMarket[],
	marked: (text: string, time: number, ...of: readonly ComparedMarket[]) => string,
	words: Words,
	{ lineOf, lineLayer }: TimeTools,
): SubPane {
	const bps = bpsText(words);
	const spreads = shown.flatMap((market) => {
		const { spread, place, part } = market;
		if (spread === undefined) return [];
		const of = base === undefined ? [market] : [base, market];
		return [{ line: lineOf(times, spread, interval), place, name: part.name, of }];
	});
	return {
		id: "spread",
		name: spreadName,
		decimals: 1,
		text: signedText(words.price(1)),
		plot: {
			extent: extentOf(...spreads.map(({ line }) => line)),
			layers: spreads.map(({ line, place }) => lineLayer([line], marketLook(place))),
			tags: (theme) => [
				{ value: 0, text: "", name: "", color: theme.axis, ink: theme.text, line: "thin" },
			],
			rows: (time, theme) =>
				spreads.flatMap(({ line, place, name, of }) => {
					const value = atTime(times, line.values, time);
					if (Number.isNaN(value)) return [];
					const color = colored(theme && marketLook(place).color(theme));
					return [
						{
							label: `${words.say("spread")} ${name}`,
							value: marked(bps(value), time, ...of),
							...color,
						},
					];
				}),
		},
	};
}
