import { at } from "../../at";
import type { VolumeProfileSeries } from "../../result/series";
import type { Ladder } from "../ladder";
import { intervalGrids, seriesLadder, type ProfileRows } from "../rows";
import { areHeightsKnown, type Composite, composite, DENSE_ROWS, foldOf } from "./composite";
import type { CompositeRefusal } from "./sumGrid";

/** Intervals of a block: few enough to be added up at its ends, many enough that a long stretch is a few blocks. */
const BLOCK_INTERVALS = 64;
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
 * added up in blocks once, and a stretch is its whole blocks and the intervals at its ends. For what follows the eye, at
 * each frame. Sums are those of a composite but for their last bits, as they are added in another order.
 */
export class StretchSums {
	private readonly ladder: Ladder;
	private readonly blocks: (Sums | undefined)[] = [];
	private readonly blockIntervals: number;
	/** Price of each position from the lowest of the series up. */
	private readonly prices: Float64Array;
	private readonly lowest: number;
	/** Whether rows of all intervals are rows of the ladder, so that nothing has to be folded. */
	private readonly isPlain: boolean;

	constructor(private readonly series: VolumeProfileSeries) {
		this.ladder = seriesLadder(series);
		const { positions } = this.ladder;
		let [lowest, highest] = [Infinity, -Infinity];
		for (const position of positions) {
			if (position < lowest) lowest = position;
			if (position > highest) highest = position;
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
		const fitting = Math.ceil((series.times.length * height) / MOST_BLOCK_ROWS);
		this.blockIntervals = Math.max(BLOCK_INTERVALS, fitting);
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
		const { blockIntervals: size } = this;
		const firstBlock = Math.ceil(first / size);
		const endBlock = Math.floor(end / size);
		const sums = this.emptySums(first, end);
		if (firstBlock >= endBlock) this.addIntervals(sums, first, end);
		else {
			this.addIntervals(sums, first, firstBlock * size);
			for (let block = firstBlock; block < endBlock; block++) addSums(sums, this.block(block));
			this.addIntervals(sums, endBlock * size, end);
		}
		return { ok: true, rows: this.rowsOf(sums, first, end) };
	}

	/** Why the intervals of a stretch do not add up; `undefined` where they do. */
	refusalOf(first: number, end: number): CompositeRefusal | undefined {
		if (this.isPlain || end - first < 2) return undefined;
		const fold = foldOf(this.series, numbersFrom(first, end), this.ladder);
		return fold.ok ? undefined : fold.refusal;
	}

	private block(index: number): Sums {
		const known = this.blocks[index];
		if (known !== undefined) return known;
		const [first, end] = [index * this.blockIntervals, (index + 1) * this.blockIntervals];
		const sums = this.emptySums(first, end);
		this.addIntervals(sums, first, end);
		this.blocks[index] = sums;
		return sums;
	}

	/** Rows of a stretch, from its lowest position to its highest. Rows of an interval ascend. */
	private emptySums(first: number, end: number): Sums {
		const { offsets, unknown } = this.series;
		const { positions } = this.ladder;
		let [lowest, highest] = [Infinity, -Infinity];
		for (let interval = first; interval < end; interval++) {
			const [start, stop] = [at(offsets, interval), at(offsets, interval + 1)];
			if (start === stop) continue;
			lowest = Math.min(lowest, positions[start]);
			highest = Math.max(highest, positions[stop - 1]);
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
			positions: new Float64Array(count),
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
		const isKnown = areHeightsKnown(this.series, numbersFrom(first, end), this.ladder);
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
