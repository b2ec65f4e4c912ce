import { signedText } from "../../core/chart/format";
import { deltaOf } from "../../core/profile/profile";
import type { CellMode } from "../../core/query/viewOptions";
import { lowerBound } from "../../core/search";
import type { VolumeProfileSeries } from "../../core/series";
import { heatLayer, profilesLayer } from "../charts/layers/cells";
import { rowMarks } from "../charts/layers/line";
import { colored } from "../charts/profilePane";
import type { ItemRow } from "../charts/screen";
import type { CellGrid, Source } from "../charts/screens/timeParts";
import type { Words } from "../words";
import { heatOf, levelsOfIntervals } from "./analytics";
import { extentOf, lineOf } from "./lines";
import type { ProfileBundle } from "./profileBundle";
import type { LegendItem } from "./types";

/** The intervals as cells or small profiles, with the way of their POCs. */
export function cellsSource(
	{ series, model }: ProfileBundle,
	mode: CellMode,
	hidden: ReadonlySet<string>,
	words: Words,
): Source {
	const { rowHeight } = model;
	const heat = mode === "delta" ? mode : "volume";
	const grid = () => heatOf(series, rowHeight, heat);
	const { poc, low, high } = levelsOfIntervals(series, words.valueArea);
	const lows = lineOf(series.times, low, series.interval);
	const highs = lineOf(series.times, high, series.interval);
	const extent = extentOf(lows, highs);
	return {
		id: "cells",
		extent: (from, to) => {
			const found = extent(from, to);
			return found && { low: found.low, high: found.high + rowHeight };
		},
		layers: [
			mode === "profiles" ? profilesLayer({ series, rowHeight }, grid) : heatLayer(grid, heat),
			...(hidden.has("path")
				? []
				: [rowMarks(series.times, poc, series.interval, rowHeight, (theme) => theme.poc)]),
		],
	};
}

/** What a single cell of the grid says. */
export function gridOf({ series, model, unit }: ProfileBundle, words: Words): CellGrid {
	const { say } = words;
	const volume = words.volume(model.volumeDecimals);
	const price = words.price(model.priceDecimals);
	const { rowHeight, bounds, rows } = model;
	const first = rows.prices[0] ?? bounds.min;
	const count = Math.round(((rows.prices.at(-1) ?? first) - first) / rowHeight) + 1;
	const rowAt = (at: number) =>
		Math.max(0, Math.min(count - 1, Math.floor((at - first) / rowHeight + 1e-9)));
	const levels = levelsOfIntervals(series, words.valueArea);
	return {
		rowHeight,
		count,
		rowAt,
		priceOf: (row) => first + row * rowHeight,
		startOf: (time) => rowAt((levels.poc[lowerBound(series.times, time)] ?? first) + rowHeight / 2),
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

/** What the shades of the cells mean. */
export function heatLegend(
	{ series, model, unit }: ProfileBundle,
	mode: "volume" | "delta",
	{ say, compact }: Words,
): LegendItem {
	const { full = 0, largest = 0 } = heatOf(series, model.rowHeight, mode) ?? {};
	const scale = say("heatScale", `${compact(full)} ${unit}`, `${compact(largest)} ${unit}`);
	return {
		id: "",
		label: `${say(`cells_${mode}`)}, ${scale}`,
		color: mode === "delta" ? ({ buy }) => buy : ({ vwap }) => vwap,
	};
}
