import { tradedTimes } from "../../../core/chart/tradedTimes";
import type { VwapSeries } from "../../../core/result/series";
import { type Part, vwapsOf } from "../../../core/table/parts";
import { vwapPriceUnit } from "../../../core/table/units";
import { timeScreen } from "../../charts/screens/timeScreen";
import { separatorPlots } from "../profile/separatorPlot";
import {
	carriedFigures,
	carriedLegend,
	carriedPlot,
	levelLacks,
	levelsOfLine,
} from "../profile/carriedPlot";
import { countsOf, intervalCountWords } from "../profile/intervalCount";
import { anchorFigures, anchorNotices } from "./anchorFigures";
import { anchoredFigures, vwapFigures } from "./vwapFigures";
import { noLogOf, pricesOf } from "./lines";
import { anchorNotice, beginningLacks } from "./anchorNotice";
import { axisNames, percentNotices } from "../percentScale";
import { measuredLine } from "../measured";
import { noticesOf } from "../notices";
import { type Content, type ContentInput, empty } from "../types";
import { lateContentOf } from "./timeTools";
import { drawnVwap, scaleLine, vwapFacts } from "./drawnVwap";

/** One VWAP with what belongs to it, or several to compare. */
export function lineContent(input: ContentInput): Content {
	const [first, ...others] = vwapsOf(input.parts);
	if (first === undefined) return empty(input.words.say("noRows"));
	return others.length === 0 ? singleLine(first, input) : lateContentOf(input);
}

function singleLine(part: Part<VwapSeries>, { view, words, caption }: ContentInput): Content {
	const { say } = words;
	const { series, result } = part;
	const shown = drawnVwap(part, view, words);
	const { model, anchored } = shown;
	const { figures, line } = model;
	if (figures === undefined) {
		const { length } = series.times;
		return empty(length === 0 ? say("noRows") : say("noPrices", length));
	}
	const noLog = noLogOf(figures.low, words);
	const price = words.price(model.priceDecimals);
	const levels = levelsOfLine(part, view, words);
	const hidden = new Set(view.hidden);
	const scaled = scaleLine(shown, line, model.priceDecimals, result);
	const isPlain = shown.legend.length === 1 && (view.hidden ?? []).length === 0;
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
			intervalCountWords(result, series, words),
		),
		figures: [
			...vwapFigures(model, figures, countsOf(result, series).empty, result, words),
			...(anchored === undefined ? [] : anchoredFigures(anchored, model, view.anchor ?? "", words)),
			...anchorFigures(shown.anchors.all, model, words),
			...carriedFigures(levels, model.priceDecimals, words),
		],
		notices: noticesOf([
			...anchorNotice(part, part, view, words),
			...beginningLacks(say("anchored"), anchored, series.times, words),
			...anchorNotices(shown.anchors.all, words),
			...percentNotices(view, scaled, words),
			...levelLacks(levels, series.interval, words),
		]),
		table: {
			name: "vwap",
			make: ({ vwapRows }) => vwapRows(series, vwapPriceUnit(part.query), shown, levels, words),
		},
		screen: timeScreen({
			words,
			times: view.snap === true ? tradedTimes(line.times, [line.values]) : line.times,
			interval: line.interval,
			bounds: model.bounds,
			plots: [
				...shown.under,
				...separatorPlots(series, result.range, view, words),
				...shown.over,
				...(levels.lines.length === 0
					? []
					: [carriedPlot(levels, model.priceDecimals, [], hidden, words)]),
			],
			subPanes: shown.subPanes,
			...(series.volume === undefined ? {} : { anchors: shown.anchors }),
			decimals: model.priceDecimals,
			text: price,
			isLog: view.log === true && noLog === undefined,
			prices: pricesOf(figures.low, figures.high),
			...axisNames(view, scaled, figures.last, words),
			measured: (box) => measuredLine(series, { ...model, unit: shown.unit }, box, words),
			...(view.brush === true ? { brush: line } : {}),
			note: (time) => (model.isOpen && time === line.times.at(-1) ? say("inProgress") : ""),
		}),
		// A single line needs no legend, unless it has been switched off.
		legend:
			isPlain && levels.lines.length === 0
				? []
				: [...shown.legend, ...carriedLegend(levels, words)],
		zoomKey: `vwap ${series.id}`,
		facts: {
			...vwapFacts(shown, series),
			canCountPercent: true,
			...(noLog === undefined ? {} : { noLog }),
		},
	};
}
