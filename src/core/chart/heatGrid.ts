import { seriesLadder } from "../profile/rows";
import type { VolumeProfileSeries } from "../series";

/** Columns and rows of a grid stay below this; finer data share a cell. */
const MOST_CELLS = 4_096;
/** Share of the cells that have the full colour, so that a single large one does not dim all others. */
const FULL_SHARE = 0.01;
/** Bits of a 32-bit number that are dropped to count sizes: sign apart, steps of 0.4 % are left. */
const DROPPED_BITS = 15;

/** Volume or delta of every row of every interval on an even grid. */
export interface HeatGrid {
	/** Row by row from the highest price down. */
	readonly sums: Float32Array;
	readonly columns: number;
	readonly rows: number;
	/** Start of the first column. */
	readonly start: number;
	readonly columnMs: number;
	/** Lower edge of the lowest row. */
	readonly bottom: number;
	readonly rowHeight: number;
	/** Size of the largest cell. */
	readonly largest: number;
	/** Size from which on cells have the full colour: all but one in a hundred are at or below it. */
	readonly full: number;
}

/** @param rowHeight of the series' rows; @returns `undefined` for a series without rows */
export function heatGrid(
	series: VolumeProfileSeries,
	rowHeight: number,
	mode: "volume" | "delta",
): HeatGrid | undefined {
	const { times, interval, offsets, buy, sell } = series;
	const { positions } = seriesLadder(series);
	const start = times[0];
	if (start === undefined || positions.length === 0) return undefined;
	let [lowest, highest] = [Infinity, -Infinity];
	let lowestRow = 0;
	for (let row = 0; row < positions.length; row++) {
		const position = positions[row];
		if (position < lowest) [lowest, lowestRow] = [position, row];
		if (position > highest) highest = position;
	}
	const span = highest - lowest + 1;
	const perRow = Math.ceil(span / MOST_CELLS);
	const slots = Math.round(((times.at(-1) ?? start) - start) / interval) + 1;
	const perColumn = Math.ceil(slots / MOST_CELLS);
	const rows = Math.ceil(span / perRow);
	const columns = Math.ceil(slots / perColumn);
	const sums = new Float32Array(rows * columns);
	for (let i = 0; i < times.length; i++) {
		const column = Math.floor(Math.round((times[i] - start) / interval) / perColumn);
		const end = offsets[i + 1];
		for (let row = offsets[i]; row < end; row++) {
			const b = buy[row];
			const s = sell[row];
			const line = rows - 1 - Math.floor((positions[row] - lowest) / perRow);
			const at = line * columns + column;
			sums[at] = sums[at] + (mode === "delta" ? b - s : b + s);
		}
	}
	return {
		...{ sums, columns, rows, start, ...scaleOf(sums) },
		columnMs: interval * perColumn,
		bottom: series.prices[lowestRow],
		rowHeight: rowHeight * perRow,
	};
}

/** The largest size, and the one that a hundredth of the cells with any volume exceed. */
function scaleOf(sums: Float32Array): { readonly largest: number; readonly full: number } {
	// The bits of numbers from zero up are in the order of the numbers, so that they count sizes of any scale.
	const bits = new Uint32Array(sums.buffer);
	const counts = new Uint32Array(1 << (31 - DROPPED_BITS));
	let filled = 0;
	let most = 0;
	for (let at = 0; at < bits.length; at++) {
		const size = bits[at] & 0x7fff_ffff;
		if (size === 0) continue;
		filled++;
		counts[size >>> DROPPED_BITS]++;
		if (size > most) most = size;
	}
	let beyond = Math.floor(filled * FULL_SHARE);
	let bin = most >>> DROPPED_BITS;
	for (; beyond >= counts[bin] && bin > 0; bin--) beyond -= counts[bin];
	const [largest = 0, edge = 0] = new Float32Array(
		Uint32Array.of(most, (bin + 1) << DROPPED_BITS).buffer,
	);
	return { largest, full: Math.min(largest, edge) };
}
