import { at } from "../../at";
import type { VolumeProfileSeries } from "../../result/series";
import type { Ladder } from "../ladder";
import { positionsUpTo } from "../positions";
import { intervalGrids, seriesLadder, type ProfileRows } from "../rows";
import { areHeightsKnown, type Composite, composite, DENSE_ROWS, foldOf } from "./composite";
import type { CompositeRefusal } from "./sumGrid";

/** Intervals of the smallest blocks, and blocks in one of the next size: so a stretch is a few blocks of each size. */
const FANOUT = 4;
/** Most rows of all blocks together. */
const MOST_BLOCK_ROWS = 4_000_000;

/** Volumes of neighbouring rows, from a lowest position up. */
interface Sums {
	readonly lowest: number;
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	readonly unknown: Float64Array | undefined;
	/** 1 where some interval has the row, whether it traded there or not. */
	readonly has: Uint8Array;
}

/**
 * Adds up the intervals of any stretch of a series as {@link composite} does, in a small part of its time: intervals are
 * added up in blocks of several sizes once, and a stretch is the largest blocks in it, smaller ones beside them and the
 * intervals at its ends. For what follows the eye, at
 * each frame. Sums are those of a composite but for their last bits, as they are added in another order.
 */
export class StretchSums {
	private readonly ladder: Ladder;
	/** How many intervals blocks of each size hold, and the blocks that have been added up. */
	private readonly sizes: readonly {
		readonly length: number;
		readonly blocks: (Sums | undefined)[];
	}[];
	/** Price of each position from the lowest of the series up. */
	private readonly prices: Float64Array;
	private readonly lowest: number;
	/** Positions of the lowest and the highest row of each interval; an interval without rows has none between them. */
	private readonly bottoms: Float64Array;
	private readonly tops: Float64Array;
	/** Whether rows of all intervals are rows of the ladder, so that nothing has to be folded. */
	private readonly isPlain: boolean;
	/** Whether every interval tells the height of its rows. */
	private readonly isHeightKnown: boolean;

	constructor(private readonly series: VolumeProfileSeries) {
		this.ladder = seriesLadder(series);
		const { positions } = this.ladder;
		const { offsets, times } = series;
		const { length: count } = times;
		this.bottoms = new Float64Array(count).fill(Infinity);
		this.tops = new Float64Array(count).fill(-Infinity);
		let [lowest, highest] = [Infinity, -Infinity];
		for (let interval = 0; interval < count; interval++) {
			const [start, stop] = [offsets[interval], offsets[interval + 1]];
			if (start === stop) continue;
			this.bottoms[interval] = positions[start];
			this.tops[interval] = positions[stop - 1];
			lowest = Math.min(lowest, positions[start]);
			highest = Math.max(highest, positions[stop - 1]);
		}
		const height = highest - lowest + 1;
		this.lowest = lowest;
		this.isPlain =
			height > 0 &&
			height < DENSE_ROWS &&
			intervalGrids(series, this.ladder).multiples.every((multiple) => multiple === 1);
		this.prices = new Float64Array(this.isPlain ? height : 0);
		if (this.isPlain) {
			positions.forEach((position, row) => (this.prices[position - lowest] = series.prices[row]));
		}
		this.isHeightKnown = areHeightsKnown(series, numbersFrom(0, series.times.length), this.ladder);
		// Blocks of all sizes together are a third more than those of the smallest.
		const blockRows = series.times.length * height * (FANOUT / (FANOUT - 1));
		const sizes = [];
		let length = Math.max(FANOUT, Math.ceil(blockRows / MOST_BLOCK_ROWS) || 0);
		for (; length <= series.times.length; length *= FANOUT) sizes.push({ length, blocks: [] });
		this.sizes = sizes;
	}

	/**
	 * The sum of the intervals from `first` up to, not including, `end`.
	 *
	 * @param first index of an interval
	 * @param end index after the last one, above `first`
	 */
	sum(first: number, end: number): Composite {
		if (!this.isPlain || end - first < 2) {
			return composite(this.series, numbersFrom(first, end), this.ladder);
		}
		const sums = this.emptySums(first, end);
		this.add(sums, first, end, this.sizes.length - 1);
		return { ok: true, rows: this.rowsOf(sums, first, end) };
	}

	/** Adds up all blocks, so that no later sum has to. */
	prepare(): void {
		if (!this.isPlain) return;
		this.sizes.forEach(({ length }, size) => {
			for (let index = 0; (index + 1) * length <= this.series.times.length; index++)
				this.block(size, index);
		});
	}

	/** Adds a stretch by blocks of a size, and by smaller ones what lies beside them. */
	private add(sums: Sums, first: number, end: number, size: number): void {
		const blocks = this.sizes[size];
		if (blocks === undefined) {
			this.addIntervals(sums, first, end);
			return;
		}
		const { length } = blocks;
		const firstBlock = Math.ceil(first / length);
		const endBlock = Math.floor(end / length);
		if (firstBlock >= endBlock) {
			this.add(sums, first, end, size - 1);
			return;
		}
		this.add(sums, first, firstBlock * length, size - 1);
		for (let block = firstBlock; block < endBlock; block++) addSums(sums, this.block(size, block));
		this.add(sums, endBlock * length, end, size - 1);
	}

	/** Why the intervals of a stretch do not add up; `undefined` where they do. */
	refusalOf(first: number, end: number): CompositeRefusal | undefined {
		if (this.isPlain || end - first < 2) return undefined;
		const fold = foldOf(this.series, numbersFrom(first, end), this.ladder);
		return fold.ok ? undefined : fold.refusal;
	}

	private block(size: number, index: number): Sums {
		const { length, blocks } = at(this.sizes, size);
		const known = blocks[index];
		if (known !== undefined) return known;
		const [first, end] = [index * length, (index + 1) * length];
		const sums = this.emptySums(first, end);
		this.add(sums, first, end, size - 1);
		blocks[index] = sums;
		return sums;
	}

	/** Rows of a stretch, from its lowest position to its highest. Rows of an interval ascend. */
	private emptySums(first: number, end: number): Sums {
		const { bottoms, tops } = this;
		const { unknown } = this.series;
		let [lowest, highest] = [Infinity, -Infinity];
		for (let interval = first; interval < end; interval++) {
			if (bottoms[interval] < lowest) lowest = bottoms[interval];
			if (tops[interval] > highest) highest = tops[interval];
		}
		const height = Math.max(0, highest - lowest + 1);
		return {
			lowest,
			buy: new Float64Array(height),
			sell: new Float64Array(height),
			unknown: unknown && new Float64Array(height),
			has: new Uint8Array(height),
		};
	}

	private addIntervals(
		{ lowest, buy, sell, unknown, has }: Sums,
		first: number,
		end: number,
	): void {
		const { series, ladder } = this;
		const stop = at(series.offsets, end);
		for (let row = at(series.offsets, first); row < stop; row++) {
			const place = ladder.positions[row] - lowest;
			has[place] = 1;
			buy[place] += series.buy[row];
			sell[place] += series.sell[row];
			if (unknown && series.unknown) unknown[place] += series.unknown[row];
		}
	}

	private rowsOf(
		{ lowest, buy, sell, unknown, has }: Sums,
		first: number,
		end: number,
	): ProfileRows {
		let count = 0;
		for (const one of has) count += one;
		const rows = {
			prices: new Float64Array(count),
			positions: positionsUpTo(count, lowest, lowest + has.length - 1),
			buy: new Float64Array(count),
			sell: new Float64Array(count),
			unknown: unknown && new Float64Array(count),
		};
		let row = 0;
		for (let place = 0; place < has.length; place++) {
			if (has[place] === 0) continue;
			rows.positions[row] = lowest + place;
			rows.prices[row] = this.prices[lowest + place - this.lowest];
			rows.buy[row] = buy[place];
			rows.sell[row] = sell[place];
			if (rows.unknown && unknown) rows.unknown[row] = unknown[place];
			row += 1;
		}
		const { unknown: others, ...columns } = rows;
		const isKnown =
			this.isHeightKnown || areHeightsKnown(this.series, numbersFrom(first, end), this.ladder);
		return {
			...columns,
			...(others && { unknown: others }),
			step: isKnown && this.ladder.step !== undefined ? this.ladder.heightOf(1) : undefined,
		};
	}
}

function numbersFrom(first: number, end: number): number[] {
	return Array.from({ length: end - first }, (_, index) => first + index);
}

function addSums(sums: Sums, added: Sums): void {
	const shift = added.lowest - sums.lowest;
	for (let place = 0; place < added.has.length; place++) {
		if (added.has[place] === 0) continue;
		const own = place + shift;
		sums.has[own] = 1;
		sums.buy[own] += added.buy[place];
		sums.sell[own] += added.sell[place];
		if (sums.unknown && added.unknown) sums.unknown[own] += added.unknown[place];
	}
}
