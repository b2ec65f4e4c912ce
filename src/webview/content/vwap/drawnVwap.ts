import type { LineData } from "../../../core/chart/lineTrace";
import { type VwapModel, vwapModel } from "../../../core/chart/vwapModel";
import { anchorId } from "../../../core/query/anchors";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { remembered } from "../../../core/remembered";
import type { TimeRange, VwapSeries } from "../../../core/result/series";
import type { Part } from "../../../core/table/parts";
import { startAt } from "../../../core/vwap/anchors";
import type { AnchorReach } from "../../../core/vwap/shownAnchors";
import type { Plot, SubPane } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { AnchorMarks, anchorColor, anchorLabel } from "./anchorMarks";
import { type AnchoredVwap, anchoredOf, anchoredPlot, bandFill } from "./anchored";
import { VWAP_LOOK } from "./lines";
import type { LegendItem } from "../types";
import { volumeUnit } from "../units";
import { candlePlots, deviationPane, volumePane, vwapPlot } from "./vwapPlots";

/** A VWAP with all that belongs to it, in the order that it is drawn. */
export interface DrawnVwap {
	readonly model: VwapModel;
	readonly anchored: AnchoredVwap | undefined;
	/** VWAPs from anchors of their own. */
	readonly anchors: AnchorMarks;
	/** Under everything else in the pane. */
	readonly under: readonly Plot[];
	readonly over: readonly Plot[];
	readonly subPanes: readonly SubPane[];
	readonly legend: readonly LegendItem[];
	readonly unit: string;
	readonly hasCandles: boolean;
}

const modelOf = remembered((series: VwapSeries, range: TimeRange) => vwapModel(series, range));

/**
 * What a view wants to see of a VWAP.
 *
 * @param isOverCells whether it lies over cells or profiles, which it leaves in sight
 */
export function drawnVwap(
	part: Part<VwapSeries>,
	view: ViewOptions,
	words: Words,
	isOverCells = false,
): DrawnVwap {
	const { say } = words;
	const { series, result, query, index } = part;
	const model = modelOf(series, result.range);
	const { priceDecimals } = model;
	const hidden = new Set(view.hidden);
	const anchored = anchoredOf(part, view, words);
	const anchors = new AnchorMarks(part, view, priceDecimals, words);
	const candles = candlePlots(series, model, words, isOverCells);
	const unit = volumeUnit(query, series, words);
	const isShown = (id: string) => !hidden.has(id);
	const showsCandles = view.candles === true && candles.length > 0;
	// Behind a thinner line, candles can be told.
	const look = showsCandles && isShown("candles") ? { ...VWAP_LOOK, width: 1 } : VWAP_LOOK;
	return {
		model,
		anchored,
		anchors,
		under: [
			...(anchored !== undefined && isShown("anchored") ? [bandFill(anchored)] : []),
			...anchors.under,
		],
		over: [
			...(showsCandles && isShown("candles") ? candles : []),
			...(anchored !== undefined && isShown("anchored")
				? [anchoredPlot(series, anchored, view.anchor ?? "", priceDecimals, words)]
				: []),
			...anchors.over,
			...(isShown("vwap") ? [vwapPlot(model, words, look, say("vwap"), !isOverCells)] : []),
		],
		subPanes: [
			...(view.volume === true ? volumePane(series, model, unit, words) : []),
			...(view.deviation === true && anchored !== undefined
				? [deviationPane(series, anchored, words)]
				: []),
		],
		legend: [
			{ id: "vwap", label: say("vwap"), color: VWAP_LOOK.color, part: index, figures: ["last"] },
			...(showsCandles
				? [
						{
							id: "candles",
							label: say("candles"),
							color: ({ buy }: ChartTheme) => buy,
							look: "area" as const,
						},
					]
				: []),
			...(anchored === undefined
				? []
				: [
						{
							id: "anchored",
							label: say("anchored"),
							color: ({ anchored: color }: ChartTheme) => color,
							figures: ["anchored"],
						},
					]),
			...anchors.list.map((mark) => ({
				id: anchorId(mark),
				label: anchorLabel(mark, words),
				color: (theme: ChartTheme) => anchorColor(mark, theme),
				figures: [anchorId(mark)],
			})),
		],
		unit,
		hasCandles: candles.length > 0,
	};
}

/** What the options of a VWAP depend on. */
export function vwapFacts({ anchored, hasCandles }: DrawnVwap, { volume }: VwapSeries) {
	return { hasVolume: volume !== undefined, hasCandles, hasRunning: anchored !== undefined };
}

/** The prices that the axis of a VWAP can count from. */
export function scaleLine(
	{ anchored }: DrawnVwap,
	{ times, values, interval }: LineData,
	decimals: number,
	reach: AnchorReach,
) {
	// In a period in which nothing traded yet, nothing runs.
	const last = values.findLastIndex((price) => !Number.isNaN(price));
	const start = anchored && startAt(anchored, last);
	return {
		of: "vwap" as const,
		reach,
		times,
		values,
		interval,
		decimals,
		anchoredAt: start === undefined ? undefined : times[start],
	};
}
