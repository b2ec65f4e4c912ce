import { at } from "../../../core/at";
import { holdsOpen } from "../../../core/result/reach";
import type { VwapModel } from "../../../core/chart/vwapModel";
import type { ShownLevels } from "../../../core/chart/shownCarried";
import { withLevels } from "../../../core/table/carriedColumns";
import type { VwapSeries } from "../../../core/result/series";
import { crossTable, linesTable, vwapTable } from "../../../core/table/vwapTables";
import type { DataColumn } from "../../../core/table/dataTable";
import type { ComparedIntervals } from "../../../core/vwap/crossCheck";
import type { ShownAnchored } from "../../../core/vwap/shownAnchored";
import type { ShownAnchor } from "../../../core/vwap/shownAnchors";
import type { Words } from "../../words";
import { withProgress } from "../reachWords";
import type { ComparedMarkets } from "./comparedMarkets";
import { type TableContent, tableContent } from "../tableContent";

/** A VWAP with all that its table has columns of. */
interface TabledVwap {
	readonly model: VwapModel;
	readonly unit: string;
	readonly anchored: ShownAnchored | undefined;
	readonly anchors: { readonly all: readonly ShownAnchor[] };
}

/** Points of a line in time order, prices in the provider's own decimals. */
export function vwapRows(
	series: VwapSeries,
	priceUnit: string | undefined,
	{ model, unit, anchored, anchors }: TabledVwap,
	{ lines }: ShownLevels,
	words: Words,
	more: (rows: VwapSeries) => readonly DataColumn[] = () => [],
): TableContent {
	const units = { price: priceUnit, volume: unit };
	const own = vwapTable(series, model, units, {
		...(anchored === undefined ? {} : { anchored }),
		anchors: anchors.all,
		hasBands: false,
		hasCandles: false,
		more: more(series),
	});
	const table = withLevels(own, lines, series.times, model.priceDecimals);
	return tableContent("vwap", table, words, {
		marksOf: (row) => (model.isOpen && row === table.count - 1 ? ["open"] : []),
	});
}

/** Several lines at all times that any of them has, with the spread of each to the first. */
export function comparedLineRows(
	compared: ComparedMarkets,
	priceUnits: readonly (string | undefined)[],
	words: Words,
): TableContent {
	const { found, markets, times, interval } = compared;
	const lines = markets.map(({ part, label, model, place }) => ({
		name: part.name,
		label,
		decimals: model.priceDecimals,
		unit: priceUnits[place],
		series: part.series,
	}));
	const table = tableContent("lines", linesTable(found, lines), words);
	return {
		...table,
		// Each market has an answer of its own, which may have been told while an interval of others was over.
		row: (index) => {
			const row = table.row(index);
			const cells = row.cells.map((text, column) => {
				const { part } = markets[column - 1] ?? {};
				const from = at(times, index);
				const isOpen = part !== undefined && holdsOpen(part.series, from, from + interval);
				return withProgress(text, isOpen, words);
			});
			return { ...row, cells };
		},
	};
}

/** Both VWAPs of each interval, their difference and how much of it the height of a row explains. */
export function crossRows(
	check: ComparedIntervals,
	decimals: number,
	unit: string | undefined,
	words: Words,
): TableContent {
	return tableContent("crossCheck", crossTable(check, decimals, unit), words, {
		isInside: (row) => check.verdicts[row] === "within",
	});
}
