import { rowsPerBar } from "./profileBars";
import { roundStep, roundValues } from "../ticks";
import type { AxisRange } from "../axisRange";

/** Rows that an axis passes: the lower edge of any of them, and the height of each. */
export interface RowGrid {
	readonly edge: number;
	readonly height: number;
}

/** From this height on a row says its range, and both of its edges are named. */
export const TALL_ROW_PIXELS = 24;
/** Lower rows have no edges that an eye could tell from a round price beside them. */
const EDGE_FROM_PIXELS = 4;
/** Grid lines may be this many times rarer than needed when that gives round prices. */
const ROUND_UP_TO = 2.5;
/**
 * Prices for grid lines and names, at most `count` of them, unless all edges of tall rows are named: edges of
 * rows wherever rows can be told from each other, round ones where there are any, else round prices.
 *
 * @param rowPixels height of a row on the screen
 * @param finest the price step of labels
 */
export function rowTicks(
	range: AxisRange,
	rows: RowGrid,
	count: number,
	rowPixels: number,
	finest: number,
): number[] {
	const { min, max } = range;
	if (!(max > min) || count < 1) return [];
	if (rowPixels >= TALL_ROW_PIXELS) return edges(range, rows, 1);
	const least = Math.max((max - min) / count, finest);
	const isOnZero = isWhole(rows.edge / rows.height);
	for (let step = roundStep(least); step <= ROUND_UP_TO * least; step = roundStep(step * 1.01)) {
		if (isOnZero && isWhole(step / rows.height))
			return edges(range, rows, Math.round(step / rows.height));
	}
	if (rowPixels < EDGE_FROM_PIXELS) return roundValues(min, max, count, finest);
	return edges(range, rows, rowsPerBar(rows.height, least));
}

/**
 * Every `multiple`th edge of the rows, counted from the row at zero, so that moving the axis keeps the same
 * edges.
 */
function edges({ min, max }: AxisRange, { edge, height }: RowGrid, multiple: number): number[] {
	const number = Math.round(edge / height);
	const offset = edge - number * height;
	const step = height * multiple;
	const values: number[] = [];
	const last = Math.floor((max - offset) / step + 1e-9);
	for (let k = Math.ceil((min - offset) / step - 1e-9); k <= last; k++)
		values.push(Number((offset + k * step).toPrecision(15)));
	return values;
}

/** Quotients of doubles that stand for whole numbers are off by a few units in their last place. */
function isWhole(quotient: number): boolean {
	return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient));
}

/** A logarithmic axis over less than this ratio has the values of an even one. */
const EVEN_UP_TO = 3;

/**
 * Round prices for a logarithmic axis: 1, 2 and 5 of every power of ten, the ones alone where there is no
 * room for more, else as on an even axis.
 */
export function logTicks({ min, max }: AxisRange, count: number, finest: number): number[] {
	if (!(max > min) || !(min > 0) || count < 1) return [];
	if (max / min < EVEN_UP_TO) return roundValues(min, max, count, finest);
	const low = Math.floor(Math.log10(min));
	const high = Math.ceil(Math.log10(max));
	const mantissas = [[1, 2, 5], [1, 3], [1]].find(
		(some) => (high - low) * some.length <= count,
	) ?? [1];
	const every = Math.max(1, Math.ceil((high - low) / count));
	const values: number[] = [];
	for (let power = low; power <= high; power++) {
		if (mantissas.length === 1 && power % every !== 0) continue;
		for (const mantissa of mantissas) {
			const value = Number(`${mantissa}e${power}`);
			if (value >= min && value <= max && value >= finest) values.push(value);
		}
	}
	return values;
}

/** The row edges nearest to such prices, as far as rows on a logarithmic axis can be told from each other. */
export function logRowTicks(
	range: AxisRange,
	rows: RowGrid,
	count: number,
	pixels: number,
	finest: number,
): number[] {
	const { edge, height } = rows;
	const perRatio = pixels / Math.log(range.max / range.min);
	const values = logTicks(range, count, finest).map((value) => {
		const found = edge + Math.round((value - edge) / height) * height;
		// Zero is an edge of many ladders, but a logarithmic axis has no zero.
		const nearest = found > height / 2 ? found : found + height;
		const isTold = Math.log1p(height / value) * perRatio >= EDGE_FROM_PIXELS;
		return isTold ? Number(nearest.toPrecision(15)) : value;
	});
	return [...new Set(values)].filter((value) => value >= range.min && value <= range.max);
}
