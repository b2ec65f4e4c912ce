import { at } from "../../../core/at";
import { cellAt, cellOfRow, cellVolume, edgeOf } from "../../../core/chart/cellLadder";
import { signedText } from "../../../core/chart/format";
import type { HeatMode } from "../../../core/chart/heatGrid";
import type { RowGrid } from "../../../core/chart/profile/rowTicks";
import type { ShownFlow } from "../../../core/profile/orderFlow/shownFlow";
import { deltaOf } from "../../../core/profile/profile";
import { intervalSteps } from "../../../core/profile/rows";
import { cssAt } from "../../../core/chart/ramp";
import type { CellMode, ViewOptions } from "../../../core/query/viewOptions";
import { lowerBound } from "../../../core/search";
import type { VolumeProfileSeries } from "../../../core/result/series";
import {
	type HeatLook,
	heatLayer,
	profilesLayer,
	rampsOf,
	soldHatching,
} from "../../charts/layers/cells";
import { numbersLayer } from "../../charts/layers/cellNumbers";
import { imbalanceLayer } from "../../charts/layers/imbalances";
import { pocMarks } from "../../charts/layers/line";
import { colored } from "../../charts/profilePane";
import type { ItemRow } from "../../charts/screen";
import type { CellGrid, Plot } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { seriesPriceDecimals } from "../../../core/chart/profile/profileModel";
import { cellsOf, heatOf, levelsOfIntervals } from "../analytics";
import { extentOf, lineOf } from "../vwap/lines";
import { cellTextOf, imbalanceRow } from "./cellFlow";
import type { ProfileBundle } from "./profileBundle";
import type { LegendItem } from "../types";

/** The intervals as cells or small profiles, with the POC of each. */
export function cellsPlot(
	{ series }: ProfileBundle,
	mode: CellMode,
	look: HeatLook,
	view: ViewOptions,
	{ imbalances }: ShownFlow,
	words: Words,
): Plot {
	const heat = mode === "delta" ? mode : "volume";
	const hidden = new Set(view.hidden);
	const ladder = cellsOf(series);
	const grids = heatOf(series, heat);
	if (ladder === undefined || grids === undefined) return { layers: [] };
	const { poc, low, high } = levelsOfIntervals(series, words.valueArea);
	const price = words.price(seriesPriceDecimals(series));
	const lows = lineOf(series.times, low, series.interval);
	const highs = lineOf(series.times, high, series.interval);
	const extent = extentOf(lows, highs);
	// A POC marks a row of its own interval, which may be finer than the cells.
	const heights = intervalSteps(series).map((step) => (step > 0 ? step : ladder.height));
	const edgeUnder = (price: number) => edgeOf(ladder, cellOfRow(ladder, price));
	return {
		extent: (from, to) => {
			const found = extent(from, to);
			return found && { low: edgeUnder(found.low), high: edgeUnder(found.high) + ladder.height };
		},
		readings: (time) => {
			const value = at(poc, lowerBound(series.times, time));
			return [{ id: "path", value: Number.isNaN(value) ? words.say("noTrades") : price(value) }];
		},
		layers: [
			mode === "profiles"
				? profilesLayer(series, ladder, grids, look, words.say("zoomForProfiles"))
				: heatLayer(grids, heat, look),
			...(mode === "delta" ? [soldHatching(series, ladder, grids, look)] : []),
			...(hidden.has("path")
				? []
				: [pocMarks({ times: series.times, interval: series.interval, lows: poc, heights })]),
			// Over the frame of a POC, of which a mark takes one side: the others are left to tell it by.
			...(imbalances === undefined || hidden.has("imbalances")
				? []
				: [imbalanceLayer(series, ladder, imbalances)]),
		],
	};
}

/** Numbers in the cells, over every line that crosses them. */
export function cellNumbers(
	{ series }: ProfileBundle,
	look: HeatLook,
	{ cells: mode = "volume", numbers = "none", hidden = [] }: ViewOptions,
	words: Words,
): Plot {
	const ladder = cellsOf(series);
	if (
		ladder === undefined ||
		numbers === "none" ||
		mode === "profiles" ||
		hidden.includes("numbers")
	)
		return { layers: [] };
	const grids = heatOf(series, mode);
	const text = cellTextOf(numbers, series, words);
	const { say } = words;
	const tooSmall = { narrow: say("zoomForNumbers"), low: say("zoomPricesForNumbers") };
	if (grids === undefined) return { layers: [] };
	return { layers: [numbersLayer(series, ladder, grids, mode, look, text, tooSmall)] };
}

/** The rows of the cells, where their height is known. */
export function cellRows(series: VolumeProfileSeries): RowGrid | undefined {
	const ladder = cellsOf(series);
	return ladder?.isKnown === true ? { edge: ladder.bottom, height: ladder.height } : undefined;
}

/** What a single cell of the grid says. */
export function gridOf(
	{ series, part, model, unit }: ProfileBundle,
	{ imbalances }: ShownFlow,
	words: Words,
): CellGrid | undefined {
	const ladder = cellsOf(series);
	if (ladder === undefined) return undefined;
	const { say } = words;
	const volume = words.volume(model.volumeDecimals);
	// Rows of an interval may be finer than those of the composite.
	const price = words.price(seriesPriceDecimals(series));
	const levels = levelsOfIntervals(series, words.valueArea);
	const isJoined = series !== part.series;
	return {
		rowHeight: ladder.height,
		count: ladder.count,
		rowAt: (price) => cellAt(ladder, price),
		priceOf: (row) => edgeOf(ladder, row),
		nameOf: (row, isTall) => {
			const edge = edgeOf(ladder, row);
			if (!ladder.isKnown || !(isTall || isJoined)) return price(edge);
			return `${price(edge)}–${price(edgeOf(ladder, row + 1))}`;
		},
		startOf: (time) => {
			const poc = at(levels.poc, lowerBound(series.times, time));
			return Number.isNaN(poc) ? 0 : cellOfRow(ladder, poc);
		},
		describe: (time, row, theme): ItemRow[] => {
			const interval = lowerBound(series.times, time);
			const { buy, sell, unknown } = cellVolume(series, ladder, interval, row);
			const total = buy + sell + unknown;
			const poc = { label: say("intervalPoc"), value: price(at(levels.poc, interval)) };
			const found = (imbalances?.of(interval) ?? []).filter(({ cell }) => cell === row);
			if (total === 0) return [{ label: say("total"), value: say("noTrades") }, poc];
			return [
				{ label: say("buy"), value: `${volume(buy)} ${unit}`, ...colored(theme?.buy) },
				{ label: say("sell"), value: `${volume(sell)} ${unit}`, ...colored(theme?.sell) },
				...(series.unknown === undefined
					? []
					: [
							{
								label: say("takerUnknown"),
								value: `${volume(unknown)} ${unit}`,
								...colored(theme?.unknown),
							},
						]),
				{ label: say("total"), value: `${volume(total)} ${unit}` },
				{ label: say("delta"), value: `${signedText(volume)(deltaOf(buy, sell))} ${unit}` },
				...found.map((one) => imbalanceRow(one, volume, words, theme)),
				poc,
			];
		},
	};
}

/** How a view wants the sizes of cells drawn. */
export function heatLookOf({ ramp = "cividis", heatScale = "squareRoot" }: ViewOptions): HeatLook {
	return { ramp, scale: heatScale };
}

/** What the bar of colors above cells of deltas has no room for on a small chart, how else sold cells differ, and unknown takers. */
export function deltaLegend(
	{ series }: ProfileBundle,
	mode: HeatMode,
	look: HeatLook,
	{ say }: Words,
): LegendItem[] {
	if (mode === "volume") return [];
	const sold = (theme: ChartTheme) => cssAt(rampsOf(mode, look, theme)[1], 1);
	const unknown = ({ text }: ChartTheme) => text;
	return [
		{ id: "", label: say("cellsSold"), color: sold },
		...(series.unknown === undefined
			? []
			: [{ id: "", label: say("takerUnknownApart"), color: unknown }]),
	];
}
