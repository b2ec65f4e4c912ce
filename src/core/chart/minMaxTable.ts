import { growthOf } from "../result/growth";

/** Points per entry of the table: small enough to waste little at the edges of a pixel column. */
const BLOCK = 64;

/** Lowest and highest of an index range; `Infinity` and `-Infinity` where no number is. */
export interface Extent {
	low: number;
	high: number;
}

/** Blocks are given this much more room than they need, so that few appends copy them. */
const SPARE_BLOCKS = 64;

/**
 * Lowest and highest value per block of 64 points, so that the extent of any range costs a look at
 * its edges and one entry per block. NaN is skipped.
 */
export class MinMaxTable {
	private readonly low: Float64Array;
	private readonly high: Float64Array;

	/** Points of the first block that lie before the first value. */
	private constructor(
		private readonly values: Float64Array,
		private readonly before: number,
		blocks: { readonly low: Float64Array; readonly high: Float64Array } | undefined,
		same: number,
	) {
		const count = Math.ceil((before + values.length) / BLOCK);
		const first = Math.floor((before + same) / BLOCK);
		this.low = roomFor(count, blocks?.low, first);
		this.high = roomFor(count, blocks?.high, first);
		for (let block = first; block < count; block++) {
			let low = Infinity;
			let high = -Infinity;
			const begin = Math.max(0, block * BLOCK - before);
			const end = Math.min(values.length, (block + 1) * BLOCK - before);
			for (let i = begin; i < end; i++) {
				const value = values[i];
				if (value < low) low = value;
				if (value > high) high = value;
			}
			this.low[block] = low;
			this.high[block] = high;
		}
	}

	static of(values: Float64Array): MinMaxTable {
		return new MinMaxTable(values, 0, undefined, 0);
	}

	/**
	 * The table of values that grew out of those of this one, which is not to be read any more.
	 *
	 * @param dropped values at the beginning that are gone
	 * @param same values after those that stand at the beginning now
	 */
	grown(values: Float64Array, dropped: number, same: number): MinMaxTable {
		const before = this.before + dropped;
		const gone = Math.floor(before / BLOCK);
		const { low, high } = this;
		const blocks = { low: low.subarray(gone), high: high.subarray(gone) };
		return new MinMaxTable(values, before - gone * BLOCK, blocks, same);
	}

	/** Writes the extent of the points `from` to `to` (exclusive) into `extent`; whether there is any number. */
	read(from: number, to: number, extent: Extent): boolean {
		const { values, before } = this;
		let low = Infinity;
		let high = -Infinity;
		let i = Math.max(0, from);
		const end = Math.min(values.length, to);
		while (i < end) {
			if ((before + i) % BLOCK === 0 && i + BLOCK <= end) {
				const block = (before + i) / BLOCK;
				low = Math.min(low, this.low[block]);
				high = Math.max(high, this.high[block]);
				i += BLOCK;
				continue;
			}
			const value = values[i];
			if (value < low) low = value;
			if (value > high) high = value;
			i++;
		}
		extent.low = low;
		extent.high = high;
		return low <= high;
	}
}

/** A column of blocks that has the first ones of another; the same where it is long enough. */
function roomFor(count: number, blocks: Float64Array | undefined, kept: number): Float64Array {
	if (blocks !== undefined && blocks.length >= count) return blocks;
	const room = new Float64Array(blocks === undefined ? count : count + SPARE_BLOCKS);
	if (blocks !== undefined) room.set(blocks.subarray(0, kept));
	return room;
}

const tables = new WeakMap<Float64Array, MinMaxTable>();

/** The table of a column. It needs a pass over all values, so it is kept; that of a column which grew grows with it. */
export function tableOf(values: Float64Array): MinMaxTable {
	const known = tables.get(values);
	if (known !== undefined) return known;
	const growth = growthOf(values);
	const before = growth && tables.get(growth.before);
	const table =
		growth === undefined || before === undefined
			? MinMaxTable.of(values)
			: before.grown(values, growth.dropped, growth.same);
	tables.set(values, table);
	return table;
}
