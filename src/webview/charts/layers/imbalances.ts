import { type CellLadder, cellAt, edgeOf } from "../../../core/chart/cellLadder";
import type { Imbalances } from "../../../core/profile/orderFlow/imbalances";
import { lowerBound } from "../../../core/search";
import type { VolumeProfileSeries } from "../../../core/result/series";
import { type Layer, snapped, xOf, yOf } from "../frame";
import { cellSize } from "./cellsInView";

/** Least cell with a mark. */
const LEAST_WIDTH = 8;
const LEAST_HEIGHT = 3;
const THIN = 2;
const STACKED = 5;

/**
 * Marks rows with an imbalance at the edge of their cells: to the right where more was bought, to the left where more was
 * sold, thicker where they are stacked. An edge in the color of the background keeps the mark apart from the cell.
 */
export function imbalanceLayer(
	series: VolumeProfileSeries,
	ladder: CellLadder,
	imbalances: Imbalances,
): Layer {
	return (pen, pane, { theme, pixelRatio }) => {
		const { width, tall } = cellSize(series, ladder, pane);
		if (width < LEAST_WIDTH || tall < LEAST_HEIGHT) return;
		const { x, y } = pane;
		const { times, interval } = series;
		const from = lowerBound(times, x.min - interval);
		const to = lowerBound(times, x.max);
		const low = cellAt(ladder, y.min);
		const high = cellAt(ladder, y.max);
		for (let index = from; index < to; index++) {
			// The frame of a POC, which is below, does not shine through.
			const left = snapped(xOf(pane, times[index]), pixelRatio);
			const right = snapped(xOf(pane, times[index] + interval), pixelRatio);
			for (const { cell, side, isStacked } of imbalances.of(index)) {
				if (cell < low || cell > high) continue;
				const edge = edgeOf(ladder, cell);
				const top = yOf(pane, edge + ladder.height);
				const height = yOf(pane, edge) - top;
				const thick = Math.min(isStacked ? STACKED : THIN, width / 4);
				const isBuy = side === "buy";
				pen.fillStyle = theme.background;
				pen.fillRect(isBuy ? right - thick - 1 : left, top, thick + 1, height);
				pen.fillStyle = isBuy ? theme.buy : theme.sell;
				pen.fillRect(isBuy ? right - thick : left, top, thick, height);
			}
		}
	};
}
