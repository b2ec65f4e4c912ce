import { lowerBound } from "../../search";
import { DENSE_ROWS } from "./composite";
import { type Positions, positionsUpTo } from "../positions";
import { pointOfControl } from "../profile";
import type { VolumeRows } from "../valueArea";

/** Volume by row while intervals are added to it, with what finding the POC needs kept up to date. */
export class RunningSum implements VolumeRows {
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	readonly positions: Positions;
	/** A row of the added column for each position. */
	readonly rows: Int32Array;
	first = 0;
	last = 0;
	total = 0;
	private most = 0;
	private largest = 0;
	private second = 0;
	private readonly lowest: number;
	/** Index into the positions by distance from the lowest, on a dense ladder. */
	private readonly table: Int32Array | undefined;

	/**
	 * @param column positions of the rows of all intervals, ascending in each
	 * @param offsets where the intervals begin in the column, and where the last one ends
	 * @param from first interval that will be added
	 * @param areUnique whether the rows of an interval all have different positions
	 */
	constructor(
		private readonly column: Positions,
		offsets: Uint32Array,
		from: number,
		private readonly areUnique: boolean,
	) {
		const start = offsets[from] ?? column.length;
		const [lowest, highest] = rangeOf(column, offsets, from);
		this.lowest = lowest;
		if (highest - lowest < DENSE_ROWS) {
			this.table = new Int32Array(Math.max(highest - lowest + 1, 0));
			markRows(column, start, lowest, this.table);
			this.rows = numberMarks(this.table);
			this.positions = positionsUpTo(this.rows.length, lowest, highest);
			for (let index = 0; index < this.rows.length; index++) {
				this.positions[index] = column[this.rows[index]];
			}
		} else {
			this.positions = Float64Array.from(new Set(column.subarray(start))).sort();
			this.rows = new Int32Array(this.positions.length);
			for (let row = start; row < column.length; row++) {
				this.rows[lowerBound(this.positions, column[row])] = row;
			}
		}
		this.buy = new Float64Array(this.positions.length);
		this.sell = new Float64Array(this.positions.length);
	}

	/** Begins anew. */
	clear(): void {
		this.buy.fill(0);
		this.total = this.largest = this.second = 0;
	}

	/** Adds the rows `low` to `high` (inclusive) of an interval, of which these two traded. */
	add(buy: Float64Array, sell: Float64Array, low: number, high: number): void {
		const { column, buy: volumes } = this;
		let { most, largest, second, total } = this;
		const first = this.slotOf(column[low]);
		const last = this.slotOf(column[high]);
		// When there are as many positions as rows, each row is at the next position.
		const isWhole = this.areUnique && last - first === high - low;
		const shift = first - low;
		// Slots are looked up before the loop: a look-up inside would slow down the usual case, which needs
		// none.
		const slots = isWhole ? undefined : this.slotsOf(low, high);
		for (let row = low; row <= high; row++) {
			const slot = slots === undefined ? row + shift : slots[row - low];
			const added = buy[row] + sell[row];
			const volume = volumes[slot] + added;
			volumes[slot] = volume;
			total += added;
			// Volumes only grow, so the two largest can be kept up to date without another search.
			if (volume <= second) continue;
			if (volume > largest) {
				if (slot !== most) second = largest;
				largest = volume;
				most = slot;
			} else second = volume;
		}
		const isFirst = this.total === 0;
		this.first = isFirst ? first : Math.min(this.first, first);
		this.last = isFirst ? last : Math.max(this.last, last);
		this.total = total;
		this.most = most;
		this.largest = largest;
		this.second = second;
	}

	private slotsOf(low: number, high: number): Int32Array {
		const slots = new Int32Array(high - low + 1);
		for (let row = low; row <= high; row++) slots[row - low] = this.slotOf(this.column[row]);
		return slots;
	}

	private slotOf(position: number): number {
		const { table, lowest, positions } = this;
		return table === undefined ? lowerBound(positions, position) : table[(position - lowest) | 0];
	}

	/** Index of the POC (definitions D3). */
	pointOfControl(): number {
		return pointOfControl(this, this.most, this.second);
	}
}

/** The lowest and the highest position in the column from an interval on. */
function rangeOf(column: Positions, offsets: Uint32Array, from: number) {
	let lowest = Infinity;
	let highest = -Infinity;
	for (let interval = from; interval + 1 < offsets.length; interval++) {
		const [start, end] = [offsets[interval], offsets[interval + 1]];
		if (start === end) continue;
		lowest = Math.min(lowest, column[start]);
		highest = Math.max(highest, column[end - 1]);
	}
	return [lowest, highest] as const;
}

function markRows(column: Positions, start: number, lowest: number, table: Int32Array): void {
	for (let row = start; row < column.length; row++) table[(column[row] - lowest) | 0] = row + 1;
}

/** Numbers the marked places from the lowest up. @returns their marks less one, in that order */
function numberMarks(table: Int32Array): Int32Array {
	const rows = new Int32Array(table.length);
	let count = 0;
	for (let index = 0; index < table.length; index++) {
		if (table[index] === 0) continue;
		rows[count] = table[index] - 1;
		table[index] = count++;
	}
	return rows.subarray(0, count);
}
