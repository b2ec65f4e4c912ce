import type { Block } from "../database";
import { doublesOf, isSet, pairsOf } from "./wholes";

/** What a column says of its values in a row group: the least and the greatest, where it says so. */
export interface StatedBounds {
	readonly low: bigint | number | undefined;
	readonly high: bigint | number | undefined;
}

/** A row group as the end of its file describes it. */
export interface StatedGroup {
	readonly rows: number;
	/** Of time, price and size; `undefined` for a column that says nothing. */
	readonly bounds: readonly (StatedBounds | undefined)[];
}

/** Compares rows, in whatever order they come, with what is stated of their row groups. */
export class RowGroups {
	private readonly groups: readonly (StatedGroup & {
		readonly from: number;
		readonly to: number;
	})[];
	private readonly total: number;
	/** The last group that was looked at: mostly it is the next one too. */
	private last = 0;
	private rows = 0;
	/** Whether values lie outside of what is stated. */
	hasOthers = false;

	/** @param kinds of the columns, which are the first of each block */
	constructor(
		groups: readonly StatedGroup[],
		private readonly kinds: readonly ("double" | "whole")[],
	) {
		let from = 0;
		this.groups = groups.map((group) => ({ ...group, from, to: (from += group.rows) }));
		this.total = from;
	}

	/** How much of the file was seen. */
	get share(): number {
		return this.total === 0 ? 1 : Math.min(this.rows / this.total, 1);
	}

	/** Whether as many rows came as are stated. */
	get isWhole(): boolean {
		return this.rows === this.total;
	}

	/** @param first number of the block's first row in the file, from 0 */
	take(block: Block, first: number): void {
		let from = 0;
		while (from < block.rows) {
			const group = this.groupOf(first + from);
			if (group === undefined) break;
			const to = Math.min(group.to - first, block.rows);
			this.compare(block, group, from, to);
			from = to;
		}
		this.rows += block.rows;
	}

	private groupOf(row: number): (typeof this.groups)[number] | undefined {
		const isOf = (group: (typeof this.groups)[number] | undefined) =>
			group !== undefined && row >= group.from && row < group.to;
		if (!isOf(this.groups[this.last])) this.last = this.groups.findIndex(isOf);
		return this.groups[this.last];
	}

	private compare(block: Block, group: StatedGroup, from: number, to: number): void {
		for (const [column, kind] of this.kinds.entries()) {
			const bounds = group.bounds[column];
			if (bounds === undefined || (bounds.low === undefined && bounds.high === undefined)) continue;
			const bytes = block.bytes(column, 8);
			const valid = block.valid(column);
			const isOutside =
				kind === "double"
					? hasDoublesOutside(doublesOf(bytes), valid, from, to, bounds)
					: hasWholesOutside(bytes, valid, from, to, bounds);
			this.hasOthers ||= isOutside;
		}
	}
}

function hasDoublesOutside(
	values: Float64Array,
	valid: Uint8Array | undefined,
	from: number,
	to: number,
	{ low = -Infinity, high = Infinity }: StatedBounds,
): boolean {
	const [least, most] = [Number(low), Number(high)];
	for (let row = from; row < to; row++) {
		const value = values[row];
		// What is no number is part of no bounds.
		if ((value < least || value > most) && isSet(valid, row)) return true;
	}
	return false;
}

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

function hasWholesOutside(
	bytes: Uint8Array,
	valid: Uint8Array | undefined,
	from: number,
	to: number,
	{ low = LEAST, high = MOST }: StatedBounds,
): boolean {
	const pairs = pairsOf(bytes);
	const [least, most] = [BigInt(low), BigInt(high)];
	const [lowHigh, lowLow] = [Number(least >> 32n), Number(BigInt.asUintN(32, least))];
	const [highHigh, highLow] = [Number(most >> 32n), Number(BigInt.asUintN(32, most))];
	for (let row = from; row < to; row++) {
		const high32 = pairs[2 * row + 1];
		if (high32 > lowHigh && high32 < highHigh) continue;
		const low32 = pairs[2 * row] >>> 0;
		const isBelow = high32 < lowHigh || (high32 === lowHigh && low32 < lowLow);
		const isAbove = high32 > highHigh || (high32 === highHigh && low32 > highLow);
		if ((isBelow || isAbove) && isSet(valid, row)) return true;
	}
	return false;
}
