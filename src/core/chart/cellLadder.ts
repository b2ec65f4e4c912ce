import { areHeightsKnown, foldOf } from "../profile/overTime/composite";
import { seriesLadder } from "../profile/rows";
import { lowerBound } from "../search";
import type { VolumeProfileSeries } from "../result/series";
import { standInHeight } from "./profile/standInHeight";

/**
 * The one ladder that a drawing of all intervals of a profile has: its rows are the cells of every interval,
 * whatever the steps of the intervals' own rows are.
 */
export interface CellLadder {
	/** Height of a cell in quote currency. */
	readonly height: number;
	/** Lower edge of the lowest cell. */
	readonly bottom: number;
	/** Cells from the lowest to the highest row of the series. */
	readonly count: number;
	/** How far a row may lie below the edge of its cell by the noise of its price. */
	readonly slack: number;
	/** Whether every interval's rows have a known height. Otherwise the cells' only stands in for an unknown one. */
	readonly isKnown: boolean;
}

/**
 * The ladder that the rows of all intervals fold to (definitions D12), or that of the finest rows where they
 * do not fold; `undefined` for a series without rows.
 */
export function cellLadder(series: VolumeProfileSeries): CellLadder | undefined {
	const { prices } = series;
	let [lowest, highest] = [Infinity, -Infinity];
	for (const price of prices) {
		if (price < lowest) lowest = price;
		if (price > highest) highest = price;
	}
	if (lowest > highest) return undefined;
	const ladder = seriesLadder(series);
	if (ladder.step === undefined) {
		const height = standInHeight(Float64Array.from(new Set(prices)).sort());
		const count = Math.floor((highest - lowest) / height + 0.5) + 1;
		return { height, bottom: lowest, count, slack: height / 2, isKnown: false };
	}
	const intervals = Array.from(series.times.keys());
	const fold = foldOf(series, intervals, ladder);
	const { multiple, origin } = fold.ok ? fold : { multiple: 1, origin: 0 };
	const height = Number((ladder.step * multiple).toPrecision(15));
	// Position 0 is the lowest row; the cells that begin at `origin` go on below it.
	const bottom = ladder.priceAt(origin === 0 ? 0 : origin - multiple);
	const slack = ladder.step / 2;
	const count = Math.floor((highest - bottom + slack) / height) + 1;
	const isKnown = areHeightsKnown(series, intervals, ladder);
	return { height, bottom, count, slack, isKnown };
}

/** The cell that holds a row's price, counted from the lowest. */
export function cellOfRow({ bottom, height, slack }: CellLadder, price: number): number {
	return Math.floor((price - bottom + slack) / height);
}

/** The cell under any price; the lowest or the highest for one beyond them. */
export function cellAt({ bottom, height, count }: CellLadder, price: number): number {
	// A price on an edge belongs to the cell above it.
	const cell = Math.floor((price - bottom) / height + 1e-9);
	return Math.max(0, Math.min(count - 1, cell));
}

/** Lower edge of a cell. */
export function edgeOf({ bottom, height }: CellLadder, cell: number): number {
	return Number((bottom + cell * height).toPrecision(15));
}

/** Volume of all rows that one interval has in a cell, in the unit of the series. */
export function cellVolume(
	{ offsets, prices, buy, sell, unknown, times }: VolumeProfileSeries,
	ladder: CellLadder,
	interval: number,
	cell: number,
): { readonly buy: number; readonly sell: number; readonly unknown: number } {
	let [bought, sold, untold] = [0, 0, 0];
	if (interval < times.length) {
		const end = offsets[interval + 1];
		const from = offsets[interval];
		const edge = edgeOf(ladder, cell) - ladder.slack;
		let row = from + lowerBound(prices.subarray(from, end), edge);
		for (; row < end && cellOfRow(ladder, prices[row]) <= cell; row++) {
			bought += buy[row];
			sold += sell[row];
			if (unknown !== undefined) untold += unknown[row];
		}
	}
	return { buy: bought, sell: sold, unknown: untold };
}

/** Called with the volume that an interval has in a cell. */
export type CellVisit = (
	interval: number,
	cell: number,
	buy: number,
	sell: number,
	unknown: number,
) => void;

/**
 * Visits what each of some intervals has in each cell, interval by interval, from the lowest cell up; cells
 * without rows are left out.
 *
 * @param from index of the first interval, and
 * @param to one past the last
 * @param cells the first and one past the last of the cells
 */
export function eachCell(
	{ offsets, prices, buy, sell, unknown }: VolumeProfileSeries,
	ladder: CellLadder,
	[from, to]: readonly [number, number],
	[low, high]: readonly [number, number],
	visit: CellVisit,
): void {
	const { bottom, height, slack, count } = ladder;
	const least = low <= 0 ? -Infinity : edgeOf(ladder, low) - slack;
	const most = high >= count ? Infinity : edgeOf(ladder, high) - slack;
	for (let interval = from; interval < to; interval++) {
		const end = offsets[interval + 1];
		let row = offsets[interval];
		if (low > 0) row += lowerBound(prices.subarray(row, end), least);
		while (row < end && prices[row] < most) {
			const cell = Math.floor((prices[row] - bottom + slack) / height);
			const next = bottom + (cell + 1) * height - slack;
			const begin = row;
			let bought = buy[row];
			let sold = sell[row];
			for (row++; row < end && prices[row] < next; row++) {
				bought += buy[row];
				sold += sell[row];
			}
			let untold = 0;
			if (unknown !== undefined) for (let each = begin; each < row; each++) untold += unknown[each];
			visit(interval, cell, bought, sold, untold);
		}
	}
}
