import { growthOf } from "../result/growth";

/** Points per block, and blocks per group: so few that the edges of a pixel column cost little, and that two places in one fit a byte. */
const BLOCK = 16;
/** Points of a group of blocks, and of a group of groups. */
const GROUP = BLOCK * BLOCK;
const LARGE_GROUP = GROUP * BLOCK;

/** Lowest and highest of an index range; `Infinity` and `-Infinity` where no number is. */
export interface Extent {
	low: number;
	high: number;
}

/** Columns are given this much more room than they need, so that few appends copy them. */
const SPARE = 64;

/** Lowest and highest values of groups of groups, and how many of each are missing. */
interface LargeGroups {
	readonly low: Float64Array;
	readonly high: Float64Array;
	readonly missing: Uint16Array;
}

interface Levels {
	/** Where in its block the lowest value stands, and 16 times where the highest does: one byte tells both. */
	readonly blocks: Uint8Array;
	/** The same of groups: in which of their blocks those values are. */
	readonly groups: Uint8Array;
	readonly large: LargeGroups;
}

/**
 * Where the lowest and the highest value of each block of 16 points stand, in which blocks those of a group of 16 blocks do,
 * and what they are per 16 groups, so that the extent of any range costs a look at its edges and one entry per block or
 * group. NaN is skipped. A twelfth of a byte per point.
 */
export class MinMaxTable {
	private readonly levels: Levels;

	/**
	 * @param before points of the first block and groups that lie before the first value
	 * @param known levels of which the entries before the one of value `same` stay as they are
	 */
	private constructor(
		private readonly values: Float64Array,
		private readonly before: number,
		known: Levels | undefined,
		same: number,
	) {
		const last = before + values.length;
		this.levels = levelsFor(known, last);
		fillGroups(this.levels, values, before, before + same);
		fillLarge(this.levels, values, before, before + same);
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
		const gone = Math.floor(before / LARGE_GROUP);
		return new MinMaxTable(
			values,
			before - gone * LARGE_GROUP,
			withoutFirst(this.levels, gone),
			same,
		);
	}

	/** Index of the first point with a value; -1 where none has it. Only groups that reach to it are looked at. */
	indexOf(value: number): number {
		const { values, before, levels } = this;
		const { large } = levels;
		const last = before + values.length;
		const isBetween = (low: number, high: number) => value >= low && value <= high;
		let point = before;
		while (point < last) {
			const [group, largeGroup] = [point / GROUP, point / LARGE_GROUP];
			if (point % LARGE_GROUP === 0 && !isBetween(large.low[largeGroup], large.high[largeGroup]))
				point += LARGE_GROUP;
			else if (
				point % GROUP === 0 &&
				!isBetween(lowOf(levels, values, before, group), highOf(levels, values, before, group))
			)
				point += GROUP;
			else if (values[point - before] === value) return point - before;
			else point++;
		}
		return -1;
	}

	/** Writes the extent of the points `from` to `to` (exclusive) into `extent`; whether there is any number. */
	read(from: number, to: number, extent: Extent): boolean {
		const { values, before, levels } = this;
		const { blocks, large } = levels;
		let low = Infinity;
		let high = -Infinity;
		let i = before + Math.max(0, from);
		const end = before + Math.min(values.length, to);
		while (i < end) {
			if (i % BLOCK !== 0 || i + BLOCK > end) {
				const value = values[i - before];
				if (value < low) low = value;
				if (value > high) high = value;
				i++;
			} else if (i % GROUP !== 0 || i + GROUP > end) {
				const places = blocks[i / BLOCK];
				const lowest = values[i - before + (places % BLOCK)];
				const highest = values[i - before + Math.floor(places / BLOCK)];
				if (lowest < low) low = lowest;
				if (highest > high) high = highest;
				i += BLOCK;
			} else if (i % LARGE_GROUP !== 0 || i + LARGE_GROUP > end) {
				const lowest = lowOf(levels, values, before, i / GROUP);
				const highest = highOf(levels, values, before, i / GROUP);
				if (lowest < low) low = lowest;
				if (highest > high) high = highest;
				i += GROUP;
			} else {
				const at = i / LARGE_GROUP;
				if (large.low[at] < low) low = large.low[at];
				if (large.high[at] > high) high = large.high[at];
				i += LARGE_GROUP;
			}
		}
		extent.low = low;
		extent.high = high;
		return low <= high;
	}

	/** How many of the points `from` to `to` (exclusive) have no number. */
	missing(from: number, to: number): number {
		const { values, before } = this;
		const { large } = this.levels;
		let count = 0;
		let i = before + Math.max(0, from);
		const end = before + Math.min(values.length, to);
		while (i < end) {
			if (i % LARGE_GROUP !== 0 || i + LARGE_GROUP > end) {
				if (Number.isNaN(values[i - before])) count++;
				i++;
			} else {
				count += large.missing[i / LARGE_GROUP];
				i += LARGE_GROUP;
			}
		}
		return count;
	}
}

/** The lowest value of a group; NaN where it has no number. */
function lowOf(
	{ blocks, groups }: Levels,
	values: Float64Array,
	before: number,
	group: number,
): number {
	const block = group * BLOCK + (groups[group] % BLOCK);
	return values[block * BLOCK - before + (blocks[block] % BLOCK)];
}

function highOf(
	{ blocks, groups }: Levels,
	values: Float64Array,
	before: number,
	group: number,
): number {
	const block = group * BLOCK + Math.floor(groups[group] / BLOCK);
	return values[block * BLOCK - before + Math.floor(blocks[block] / BLOCK)];
}

/** Fills blocks and groups from the large group of point `first` on, in one pass over their values, and counts what is missing. */
function fillGroups(
	{ blocks, groups, large }: Levels,
	values: Float64Array,
	before: number,
	first: number,
): void {
	const last = before + values.length;
	const end = Math.ceil(last / GROUP);
	let count = 0;
	for (let group = Math.floor(first / LARGE_GROUP) * BLOCK; group < end; group++) {
		if (group % BLOCK === 0) count = 0;
		let lowest = Infinity;
		let highest = -Infinity;
		let [lowestAt, highestAt] = [0, 0];
		const to = Math.min(last, (group + 1) * GROUP);
		for (let start = group * GROUP; start < to; start += BLOCK) {
			let [low, high] = [Infinity, -Infinity];
			let [lowAt, highAt] = [0, 0];
			const blockEnd = Math.min(to, start + BLOCK);
			for (let i = Math.max(before, start); i < blockEnd; i++) {
				const value = values[i - before];
				if (value < low) {
					low = value;
					lowAt = i - start;
				}
				if (value > high) {
					high = value;
					highAt = i - start;
				}
				if (Number.isNaN(value)) count++;
			}
			blocks[start / BLOCK] = lowAt + highAt * BLOCK;
			const place = start / BLOCK - group * BLOCK;
			if (low < lowest) {
				lowest = low;
				lowestAt = place;
			}
			if (high > highest) {
				highest = high;
				highestAt = place;
			}
		}
		groups[group] = lowestAt + highestAt * BLOCK;
		large.missing[Math.floor(group / BLOCK)] = count;
	}
}

/** Fills the large groups from that of point `first` on. */
function fillLarge(levels: Levels, values: Float64Array, before: number, first: number): void {
	const { large } = levels;
	const last = before + values.length;
	const held = Math.ceil(last / GROUP);
	const end = Math.ceil(last / LARGE_GROUP);
	for (let at = Math.floor(first / LARGE_GROUP); at < end; at++) {
		let [lowest, highest] = [Infinity, -Infinity];
		const to = Math.min(held, (at + 1) * BLOCK);
		for (let group = at * BLOCK; group < to; group++) {
			const [low, high] = [
				lowOf(levels, values, before, group),
				highOf(levels, values, before, group),
			];
			if (low < lowest) lowest = low;
			if (high > highest) highest = high;
		}
		large.low[at] = lowest;
		large.high[at] = highest;
	}
}

/** The levels without so many of their first large groups. */
function withoutFirst({ blocks, groups, large }: Levels, gone: number): Levels {
	return {
		blocks: blocks.subarray(gone * (LARGE_GROUP / BLOCK)),
		groups: groups.subarray(gone * BLOCK),
		large: {
			low: large.low.subarray(gone),
			high: large.high.subarray(gone),
			missing: large.missing.subarray(gone),
		},
	};
}

/** Levels for so many points; those known stay where they are long enough, and are copied where not. */
function levelsFor(known: Levels | undefined, points: number): Levels {
	const { groups, large } = known ?? {};
	const [count, largeCount] = [Math.ceil(points / GROUP), Math.ceil(points / LARGE_GROUP)];
	return {
		blocks: roomFor(Uint8Array, Math.ceil(points / BLOCK), known?.blocks),
		groups: roomFor(Uint8Array, count, groups),
		large: {
			low: roomFor(Float64Array, largeCount, large?.low),
			high: roomFor(Float64Array, largeCount, large?.high),
			missing: roomFor(Uint16Array, largeCount, large?.missing),
		},
	};
}

type Numbers = Uint8Array | Uint16Array | Float64Array;

function roomFor<Column extends Numbers>(
	kind: new (length: number) => Column,
	length: number,
	known: Column | undefined,
): Column {
	if (known !== undefined && known.length >= length) return known;
	const room = new kind(known === undefined ? length : length + SPARE);
	if (known !== undefined) room.set(known);
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
