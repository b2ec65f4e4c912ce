import { deltaOf } from "../profile/profile";
import { lowerBound } from "../search";
import type { VolumeProfileSeries } from "../result/series";
import { type CellLadder, type CellVisit, eachCell } from "./cellLadder";
import type { AxisRange } from "./axisRange";

/** Columns and rows of a grid stay at or below this; finer data share a cell. */
const MOST_CELLS = 4_096;
/** Share of the cells that have the full colour, so that a single large one does not dim all others. */
const FULL_SHARE = 0.01;
/** Bits of a 32-bit number that are dropped to count sizes: sign apart, steps of 0.4 % are left. */
const DROPPED_BITS = 15;

export type HeatMode = "volume" | "delta";

/** The ranges of time and price that are visible. */
export interface HeatArea {
	readonly time: AxisRange;
	readonly price: AxisRange;
}

/** Units `from` to `to` (exclusive) of the data along one axis, with `per` of them in each cell. */
interface Stretch {
	readonly from: number;
	readonly to: number;
	readonly per: number;
}

/**
 * Volume or delta of the cells of a profile over time on an even grid. Where a cell holds several rows or
 * intervals, because there are more than a screen can show, it has the largest of them.
 */
export interface HeatGrid {
	/**
	 * Sums row by row, from the highest price down. Each call adds them up again, since painting needs them
	 * once.
	 */
	readonly sums: () => Float32Array;
	readonly columns: number;
	readonly rows: number;
	/** Start of the first column. */
	readonly start: number;
	readonly columnMs: number;
	/** Lower edge of the lowest row. */
	readonly bottom: number;
	readonly rowHeight: number;
	/** Which intervals and cells of the ladder the grid holds. */
	readonly slots: Stretch;
	readonly cells: Stretch;
}

/** How the sizes of cells turn into shades; the same wherever one looks in the data. */
export interface HeatScale {
	/** Size of the largest cell. */
	readonly largest: number;
	/** Size from which on cells have the full colour: all but one in a hundred are at or below it. */
	readonly full: number;
	/** Size up to which cells have the faintest colour of a logarithmic scale: one in a hundred is at or below it. */
	readonly least: number;
}

/**
 * Grids of a profile over time, made for the visible area: prices and times far away do not decide how fine
 * the cells are. A grid holds much more than the visible area, so that moving seldom needs another one.
 */
export class HeatGrids {
	private last: HeatGrid | undefined;
	private known: HeatScale | undefined;

	constructor(
		private readonly series: VolumeProfileSeries,
		private readonly ladder: CellLadder,
		private readonly mode: HeatMode,
	) {}

	get scale(): HeatScale {
		return (this.known ??= heatScale(this.series, this.ladder, this.mode));
	}

	/** The grid for an area: the last grid as long as it covers the area finely enough. */
	gridFor(area: HeatArea): HeatGrid {
		const { series, ladder, last } = this;
		const start = series.times[0] ?? NaN;
		const { interval } = series;
		const { bottom, height, count } = ladder;
		const slots = stretchOf(
			slotCount(series),
			(area.time.min - start) / interval,
			(area.time.max - start) / interval,
			last?.slots,
		);
		const cells = stretchOf(
			count,
			(area.price.min - bottom) / height,
			(area.price.max - bottom) / height,
			last?.cells,
		);
		if (last !== undefined && slots === last.slots && cells === last.cells) return last;
		this.last = heatGrid(series, ladder, this.mode, slots, cells);
		return this.last;
	}
}

function slotCount({ times, interval }: VolumeProfileSeries): number {
	const [first = NaN] = times;
	return Math.round(((times.at(-1) ?? first) - first) / interval) + 1;
}

/**
 * Which of `count` units a grid holds to show `min` to `max`: all when they are few, else as much again on
 * either side. `last` stays as long as it covers the visible units and a new one would not be twice as fine.
 */
function stretchOf(count: number, min: number, max: number, last: Stretch | undefined): Stretch {
	if (count <= MOST_CELLS) return last ?? { from: 0, to: count, per: 1 };
	const span = Math.max(1, max - min);
	const clamp = (unit: number) => Math.max(0, Math.min(count, unit));
	const low = Math.min(clamp(Math.floor(min - span)), count - 1);
	const high = Math.max(clamp(Math.ceil(max + span)), low + 1);
	// One cell less than the limit: cells begin at multiples, not at the edge of the visible area.
	const per = Math.ceil((high - low) / (MOST_CELLS - 1));
	const holdsView =
		last !== undefined && last.from <= clamp(Math.floor(min)) && last.to >= clamp(Math.ceil(max));
	if (holdsView && last.per < 2 * per) return last;
	return {
		from: Math.floor(low / per) * per,
		to: Math.min(count, Math.ceil(high / per) * per),
		per,
	};
}

function heatGrid(
	series: VolumeProfileSeries,
	ladder: CellLadder,
	mode: HeatMode,
	slots: Stretch,
	cells: Stretch,
): HeatGrid {
	const { times, interval } = series;
	const start = times[0] ?? NaN;
	const columns = Math.ceil((slots.to - slots.from) / slots.per);
	const rows = Math.ceil((cells.to - cells.from) / cells.per);
	const isDelta = mode === "delta";
	const first = lowerBound(times, start + (slots.from - 0.5) * interval);
	const last = lowerBound(times, start + (slots.to - 0.5) * interval);
	const addUp = (): Float32Array => {
		const sums = new Float32Array(rows * columns);
		eachCell(
			series,
			ladder,
			[first, last],
			[cells.from, cells.to],
			(index, cell, buy, sell, unknown) => {
				const slot = Math.round((times[index] - start) / interval) - slots.from;
				const row = rows - 1 - Math.floor((cell - cells.from) / cells.per);
				const at = row * columns + Math.floor(slot / slots.per);
				const sum = isDelta ? deltaOf(buy, sell) : buy + sell + unknown;
				if (Math.abs(sum) > Math.abs(sums[at])) sums[at] = sum;
			},
		);
		return sums;
	};
	return {
		sums: addUp,
		columns,
		rows,
		start: start + slots.from * interval,
		columnMs: interval * slots.per,
		bottom: ladder.bottom + cells.from * ladder.height,
		rowHeight: ladder.height * cells.per,
		slots,
		cells,
	};
}

/** The largest size of a cell, and the one that a hundredth of the cells with any volume exceed. */
export function heatScale(
	series: VolumeProfileSeries,
	ladder: CellLadder,
	mode: HeatMode,
): HeatScale {
	// The bits of numbers from zero up are in the order of the numbers, so that they count sizes of any scale.
	const size = new Float32Array(1);
	const bits = new Uint32Array(size.buffer);
	const counts = new Uint32Array(1 << (31 - DROPPED_BITS));
	const isDelta = mode === "delta";
	let filled = 0;
	let largest = 0;
	const visit: CellVisit = (_interval, _cell, buy, sell, unknown): void => {
		size[0] = Math.abs(isDelta ? deltaOf(buy, sell) : buy + sell + unknown);
		if (bits[0] === 0) return;
		filled++;
		counts[bits[0] >>> DROPPED_BITS]++;
		if (size[0] > largest) largest = size[0];
	};
	eachCell(series, ladder, [0, series.times.length], [0, ladder.count], visit);
	let beyond = Math.floor(filled * FULL_SHARE);
	size[0] = largest;
	let bin = bits[0] >>> DROPPED_BITS;
	for (; beyond >= counts[bin] && bin > 0; bin--) beyond -= counts[bin];
	bits[0] = (bin + 1) << DROPPED_BITS;
	const full = Math.min(largest, size[0]);
	let below = Math.floor(filled * FULL_SHARE);
	let low = counts.findIndex((count) => count > 0);
	for (; below >= counts[low] && low < counts.length - 1; low++) below -= counts[low];
	bits[0] = Math.max(0, low) << DROPPED_BITS;
	return { largest, full, least: Math.min(full, size[0]) };
}
