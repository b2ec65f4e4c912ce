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
/** Points of a block of blocks. */
const GROUP = BLOCK * BLOCK;

/** Lowest and highest values of blocks of one size. */
interface Blocks {
	readonly low: Float64Array;
	readonly high: Float64Array;
}

/**
 * Lowest and highest value per block of 64 points, and per group of 64 blocks, so that the extent of any range costs a look
 * at its edges and one entry per block or group. NaN is skipped.
 */
export class MinMaxTable {
	private readonly blocks: Blocks;
	private readonly groups: Blocks;

	/**
	 * @param before points of the first blocks that lie before the first value
	 * @param known blocks of which those before the one of value `same` stay as they are
	 */
	private constructor(
		private readonly values: Float64Array,
		private readonly before: number,
		known: { readonly blocks: Blocks; readonly groups: Blocks } | undefined,
		same: number,
	) {
		const last = before + values.length;
		const first = before + same;
		const points = { low: values, high: values };
		this.blocks = filled(known?.blocks, Math.floor(first / BLOCK), Math.ceil(last / BLOCK));
		fill(this.blocks, Math.floor(first / BLOCK), Math.ceil(last / BLOCK), points, before, last);
		this.groups = filled(known?.groups, Math.floor(first / GROUP), Math.ceil(last / GROUP));
		const count = Math.ceil(last / BLOCK);
		fill(this.groups, Math.floor(first / GROUP), Math.ceil(last / GROUP), this.blocks, 0, count);
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
		const gone = Math.floor(before / GROUP);
		const known = {
			blocks: withoutFirst(this.blocks, gone * BLOCK),
			groups: withoutFirst(this.groups, gone),
		};
		return new MinMaxTable(values, before - gone * GROUP, known, same);
	}

	/** Index of the first point with a value; -1 where none has it. Only blocks that reach to it are looked at. */
	indexOf(value: number): number {
		const { values, before, blocks, groups } = this;
		const last = before + values.length;
		const mayHold = ({ low, high }: Blocks, at: number) => value >= low[at] && value <= high[at];
		let point = before;
		while (point < last) {
			if (point % GROUP === 0 && !mayHold(groups, point / GROUP)) point += GROUP;
			else if (point % BLOCK === 0 && !mayHold(blocks, point / BLOCK)) point += BLOCK;
			else if (values[point - before] === value) return point - before;
			else point++;
		}
		return -1;
	}

	/** Writes the extent of the points `from` to `to` (exclusive) into `extent`; whether there is any number. */
	read(from: number, to: number, extent: Extent): boolean {
		const { values, before, blocks, groups } = this;
		let low = Infinity;
		let high = -Infinity;
		let i = before + Math.max(0, from);
		const end = before + Math.min(values.length, to);
		while (i < end) {
			if (i % BLOCK === 0 && i + BLOCK <= end) {
				const isGroup = i % GROUP === 0 && i + GROUP <= end;
				const from = isGroup ? groups : blocks;
				const at = isGroup ? i / GROUP : i / BLOCK;
				if (from.low[at] < low) low = from.low[at];
				if (from.high[at] > high) high = from.high[at];
				i += isGroup ? GROUP : BLOCK;
				continue;
			}
			const value = values[i - before];
			if (value < low) low = value;
			if (value > high) high = value;
			i++;
		}
		extent.low = low;
		extent.high = high;
		return low <= high;
	}
}

/**
 * Writes blocks `first` to before `end` out of what lies below them.
 *
 * @param before how many places of the first blocks lie before `below` begins
 * @param last end of what lies below, counted from the first block
 */
function fill(
	{ low, high }: Blocks,
	first: number,
	end: number,
	below: Blocks,
	before: number,
	last: number,
): void {
	for (let block = first; block < end; block++) {
		let lowest = Infinity;
		let highest = -Infinity;
		const from = Math.max(0, block * BLOCK - before);
		const to = Math.min(last, (block + 1) * BLOCK) - before;
		for (let i = from; i < to; i++) {
			if (below.low[i] < lowest) lowest = below.low[i];
			if (below.high[i] > highest) highest = below.high[i];
		}
		low[block] = lowest;
		high[block] = highest;
	}
}

function withoutFirst({ low, high }: Blocks, count: number): Blocks {
	return { low: low.subarray(count), high: high.subarray(count) };
}

/** Room for so many blocks, with the first ones of others. */
function filled(known: Blocks | undefined, kept: number, count: number): Blocks {
	return {
		low: roomFor(count, known?.low, kept),
		high: roomFor(count, known?.high, kept),
	};
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
