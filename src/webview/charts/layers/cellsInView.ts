import { type CellLadder, type CellVisit, cellAt, eachCell } from "../../../core/chart/cellLadder";
import { lowerBound } from "../../../core/search";
import type { VolumeProfileSeries } from "../../../core/result/series";
import { type PaneFrame, xOf, yOf } from "../frame";

/** The size of a cell in pixels, in the middle of the pane. */
export function cellSize(
	{ interval }: VolumeProfileSeries,
	{ height }: CellLadder,
	pane: PaneFrame,
): { readonly width: number; readonly tall: number } {
	const { x, y } = pane;
	const middle = y.isLog === true ? Math.sqrt(y.min * y.max) : (y.min + y.max) / 2;
	return {
		width: xOf(pane, x.min + interval) - xOf(pane, x.min),
		tall: yOf(pane, middle) - yOf(pane, middle + height),
	};
}

/** Visits the cells in view. */
export function eachCellInView(
	series: VolumeProfileSeries,
	ladder: CellLadder,
	{ x, y }: PaneFrame,
	visit: CellVisit,
): void {
	const from = lowerBound(series.times, x.min - series.interval);
	const to = lowerBound(series.times, x.max);
	const inView = [cellAt(ladder, y.min), cellAt(ladder, y.max) + 1] as const;
	eachCell(series, ladder, [from, to], inView, visit);
}

/** Whether a text around a middle lies in a pane from side to side: a number that is cut off at its first digit is another one. */
export function isWholeIn({ area }: PaneFrame, middle: number, width: number): boolean {
	return middle - width / 2 >= area.left && middle + width / 2 <= area.right;
}
