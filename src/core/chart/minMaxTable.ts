import { growthOf } from "../result/growth";

/** Points per block: so few that the edges of a pixel column cost little, and that two places in one fit a byte. */
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

/** Lowest and highest values of groups of one size, and how many of each are missing. */
interface Groups {
	readonly low: Float64Array;
	readonly high: Float64Array;
	readonly missing: Uint16Array;
}

interface Levels {
	/** Where in its block the lowest value stands, and 16 times where the highest does: one byte tells both. */
	readonly blocks: Uint8Array;
	readonly groups: Groups;
	readonly large: Groups;
}

/**
 * Where the lowest and the highest value of each block of 16 points stand, and what they are per group of 16 blocks and per
 * 16 of those, so that the extent of any range costs a look at its edges and one entry per block or group. NaN is skipped.
 * An eighth of a byte per point.
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
		fillLarge(this.levels, before + same, last);
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
		const { groups, large } = levels;
		const last = before + values.length;
		const mayHold = ({ low, high }: Groups, at: number) => value >= low[at] && value <= high[at];
		let point = before;
		while (point < last) {
			if (point % LARGE_GROUP === 0 && !mayHold(large, point / LARGE_GROUP)) point += LARGE_GROUP;
			else if (point % GROUP === 0 && !mayHold(groups, point / GROUP)) point += GROUP;
			else if (values[point - before] === value) return point - before;
			else point++;
		}
		return -1;
	}

	/** Writes the extent of the points `from` to `to` (exclusive) into `extent`; whether there is any number. */
	read(from: number, to: number, extent: Extent): boolean {
		const { values, before } = this;
		const { blocks, groups, large } = this.levels;
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
			} else {
				const isLarge = i % LARGE_GROUP === 0 && i + LARGE_GROUP <= end;
				const level = isLarge ? large : groups;
				const at = isLarge ? i / LARGE_GROUP : i / GROUP;
				if (level.low[at] < low) low = level.low[at];
				if (level.high[at] > high) high = level.high[at];
				i += isLarge ? LARGE_GROUP : GROUP;
			}
		}
		extent.low = low;
		extent.high = high;
		return low <= high;
	}

	/** How many of the points `from` to `to` (exclusive) have no number. */
	missing(from: number, to: number): number {
		const { values, before } = this;
		const { groups, large } = this.levels;
		let count = 0;
		let i = before + Math.max(0, from);
		const end = before + Math.min(values.length, to);
		while (i < end) {
			if (i % GROUP !== 0 || i + GROUP > end) {
				if (Number.isNaN(values[i - before])) count++;
				i++;
			} else if (i % LARGE_GROUP !== 0 || i + LARGE_GROUP > end) {
				count += groups.missing[i / GROUP];
				i += GROUP;
			} else {
				count += large.missing[i / LARGE_GROUP];
				i += LARGE_GROUP;
			}
		}
		return count;
	}
}

/** Fills blocks and groups from the group of point `first` on, in one pass over their values. */
function fillGroups(
	{ blocks, groups }: Levels,
	values: Float64Array,
	before: number,
	first: number,
): void {
	const last = before + values.length;
	const end = Math.ceil(last / GROUP);
	for (let group = Math.floor(first / GROUP); group < end; group++) {
		let lowest = Infinity;
		let highest = -Infinity;
		let count = 0;
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
			if (low < lowest) lowest = low;
			if (high > highest) highest = high;
		}
		groups.low[group] = lowest;
		groups.high[group] = highest;
		groups.missing[group] = count;
	}
}

/** Fills the large groups from that of point `first` on. */
function fillLarge({ groups, large }: Levels, first: number, last: number): void {
	const held = Math.ceil(last / GROUP);
	const end = Math.ceil(last / LARGE_GROUP);
	for (let at = Math.floor(first / LARGE_GROUP); at < end; at++) {
		let [lowest, highest] = [Infinity, -Infinity];
		let count = 0;
		const to = Math.min(held, (at + 1) * BLOCK);
		for (let group = at * BLOCK; group < to; group++) {
			if (groups.low[group] < lowest) lowest = groups.low[group];
			if (groups.high[group] > highest) highest = groups.high[group];
			count += groups.missing[group];
		}
		large.low[at] = lowest;
		large.high[at] = highest;
		large.missing[at] = count;
	}
}

/** The levels without so many of their first large groups. */
function withoutFirst({ blocks, groups, large }: Levels, gone: number): Levels {
	const after = ({ low, high, missing }: Groups, count: number): Groups => ({
		low: low.subarray(count),
		high: high.subarray(count),
		missing: missing.subarray(count),
	});
	return {
		blocks: blocks.subarray(gone * (LARGE_GROUP / BLOCK)),
		groups: after(groups, gone * BLOCK),
		large: after(large, gone),
	};
}

/** Levels for so many points; those known stay where they are long enough, and are copied where not. */
function levelsFor(known: Levels | undefined, points: number): Levels {
	const groupsFor = (size: number, groups: Groups | undefined): Groups => {
		const count = Math.ceil(points / size);
		return {
			low: roomFor(Float64Array, count, groups?.low),
			high: roomFor(Float64Array, count, groups?.high),
			missing: roomFor(Uint16Array, count, groups?.missing),
		};
	};
	return {
		blocks: roomFor(Uint8Array, Math.ceil(points / BLOCK), known?.blocks),
		groups: groupsFor(GROUP, known?.groups),
		large: groupsFor(LARGE_GROUP, known?.large),
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
