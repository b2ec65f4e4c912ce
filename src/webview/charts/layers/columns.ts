import type { Extent, MinMaxTable } from "../../../core/chart/minMaxTable";
import { lowerBound } from "../../../core/search";
import type { ChartTheme } from "../../theme";
import { type Layer, type PaneFrame, crisp, xOf, yOf } from "../frame";

/** From this width on a bar over cells leaves room for what sets it off from them. */
const HALO_FROM = 8;
/** Narrowest candle: below it only the span of each pixel column is drawn. */
const CANDLE_PIXELS = 3;

/** One value per interval, with a table of extremes. */
export interface Column {
	readonly times: Float64Array;
	readonly values: Float64Array;
	readonly table: MinMaxTable;
	readonly interval: number;
}

/** Columns from zero, one for each interval; when several share a pixel column, the highest of them. */
export const columnLayer =
	({ times, values, table, interval }: Column, color: (theme: ChartTheme) => string): Layer =>
	(pen, pane, { theme, pixelRatio }) => {
		const { x, area } = pane;
		const zero = yOf(pane, 0);
		const perMs = (area.right - area.left) / (x.max - x.min);
		const width = Math.max(1 / pixelRatio, interval * perMs * 0.8);
		pen.fillStyle = color(theme);
		const from = Math.max(0, lowerBound(times, x.min - interval));
		const to = Math.min(times.length, lowerBound(times, x.max + interval));
		const bar = (center: number, value: number, thick: number) => {
			if (!(value > 0)) return;
			const top = yOf(pane, value);
			pen.fillRect(center - thick / 2, top, thick, zero - top);
		};
		if (to - from <= (area.right - area.left) * 2) {
			for (let i = from; i < to; i++) bar(xOf(pane, times[i] + interval / 2), values[i], width);
			return;
		}
		eachPixelColumn(times, interval, from, to, pane, (center, first, end) => {
			const extent: Extent = { low: 0, high: 0 };
			if (table.read(first, end, extent)) bar(center, extent.high, 1);
		});
	};

export interface Candles {
	readonly times: Float64Array;
	readonly open: Float64Array;
	readonly high: Float64Array;
	readonly low: Float64Array;
	readonly close: Float64Array;
	readonly lows: MinMaxTable;
	readonly highs: MinMaxTable;
	readonly interval: number;
}

/**
 * Open, high, low and close per interval: hollow in the colour of buying where the price rose, filled in that of selling where
 * it fell. Direction is of prices, not of who took (definitions D9). Where candles are too narrow to be told, each pixel
 * column spans their prices in a neutral colour.
 *
 * @param areBars whether they are bars instead, which leave the cells under them in sight: from low to high, with the open to the
 * left and the close to the right
 */
export const candleLayer =
	(candles: Candles, areBars = false): Layer =>
	(pen, pane, { theme, pixelRatio }) => {
		const { times, interval, open, high, low, close } = candles;
		const { x, area } = pane;
		const width = ((area.right - area.left) / (x.max - x.min)) * interval * 0.7;
		const from = Math.max(0, lowerBound(times, x.min - interval));
		const to = Math.min(times.length, lowerBound(times, x.max + interval));
		pen.lineWidth = 1;
		if (width < CANDLE_PIXELS) {
			pen.fillStyle = theme.candle;
			eachPixelColumn(times, interval, from, to, pane, (center, first, end) => {
				const [lows, highs]: [Extent, Extent] = [
					{ low: 0, high: 0 },
					{ low: 0, high: 0 },
				];
				if (!candles.lows.read(first, end, lows) || !candles.highs.read(first, end, highs)) return;
				const top = yOf(pane, highs.high);
				pen.fillRect(center - 0.5, top, 1, Math.max(1, yOf(pane, lows.low) - top));
			});
			return;
		}
		const thick = Math.max(1, Math.round(width));
		for (const isFall of [false, true]) {
			pen.fillStyle = pen.strokeStyle = isFall ? theme.sell : theme.buy;
			pen.beginPath();
			for (let i = from; i < to; i++) {
				const [o, c] = [open[i], close[i]];
				if (Number.isNaN(o) || c < o !== isFall) continue;
				const center = crisp(xOf(pane, times[i] + interval / 2), pixelRatio);
				if (areBars) {
					const [left, right] = [center - thick / 2, center + thick / 2];
					const [start, end] = [yOf(pane, o), yOf(pane, c)];
					pen.moveTo(center, yOf(pane, high[i]));
					pen.lineTo(center, yOf(pane, low[i]));
					pen.moveTo(left, start);
					pen.lineTo(center, start);
					pen.moveTo(center, end);
					pen.lineTo(right, end);
					continue;
				}
				const top = yOf(pane, Math.max(o, c));
				const bottom = yOf(pane, Math.min(o, c));
				pen.moveTo(center, yOf(pane, high[i]));
				pen.lineTo(center, top);
				pen.moveTo(center, bottom);
				pen.lineTo(center, yOf(pane, low[i]));
				const tall = Math.max(1, bottom - top);
				if (isFall) pen.fillRect(center - thick / 2, top, thick, tall);
				else pen.rect(center - thick / 2, top, thick, tall);
			}
			if (areBars && thick >= HALO_FROM) {
				// On cells of any colour a line is seen by what is around it.
				pen.strokeStyle = theme.background;
				pen.lineWidth = 3;
				pen.stroke();
				pen.strokeStyle = pen.fillStyle;
				pen.lineWidth = 1;
			}
			pen.stroke();
		}
	};

/** Visits the index range of every pixel column that holds the middle of an interval. */
function eachPixelColumn(
	times: Float64Array,
	interval: number,
	from: number,
	to: number,
	{ x, area }: PaneFrame,
	visit: (center: number, first: number, end: number) => void,
): void {
	const columns = Math.max(1, Math.round(area.right - area.left));
	const msPerColumn = (x.max - x.min) / columns;
	let start = from;
	for (let column = 0; column < columns && start < to; column++) {
		const bound = x.min + (column + 1) * msPerColumn - interval / 2;
		const end = Math.min(to, lowerBound(times, bound, start));
		if (end > start) visit(area.left + column + 0.5, start, end);
		start = end;
	}
}
