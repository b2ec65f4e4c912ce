/** What a column grew out of: the values of another one, some of them gone, some the same, some new. */
export interface Growth {
	readonly before: Float64Array;
	/** Values at the beginning of `before` that are gone. */
	readonly dropped: number;
	/** Values after those that stand at the beginning of the column now. */
	readonly same: number;
}

const growths = new WeakMap<Float64Array, Growth>();
/** Buffers with room behind their columns, which nobody else writes. */
const roomy = new WeakSet<ArrayBufferLike>();

/** Columns get this much more room than they need, so that few appends copy them. */
const SPARE_SHARE = 1 / 8;
const LEAST_SPARE = 1_024;

/** What a column grew out of; `undefined` for one that came as it is. */
export function growthOf(column: Float64Array): Growth | undefined {
	return growths.get(column);
}

/**
 * The values `begin` to `end` (exclusive) of a column, and others after them. While there is room nothing is copied: the new
 * column stands where the old one stood, whose values after `end` are then lost. So a column grows once, and whoever had it
 * takes the new one.
 */
export function grownColumn(
	before: Float64Array,
	begin: number,
	end: number,
	added: Float64Array,
): Float64Array {
	const length = end - begin + added.length;
	const kept = before.subarray(begin, end);
	const first = kept.byteOffset / kept.BYTES_PER_ELEMENT;
	const hasRoom =
		roomy.has(before.buffer) &&
		(first + length) * kept.BYTES_PER_ELEMENT <= before.buffer.byteLength;
	const column = hasRoom
		? new Float64Array(before.buffer, kept.byteOffset, length)
		: roomFor(length);
	if (!hasRoom) column.set(kept);
	column.set(added, kept.length);
	growths.set(column, { before, dropped: begin, same: kept.length });
	// What it grew out of is needed no longer than its own past: a chain would keep every version.
	growths.delete(before);
	return column;
}

function roomFor(length: number): Float64Array {
	const spare = Math.max(LEAST_SPARE, Math.ceil(length * SPARE_SHARE));
	const { buffer } = new Float64Array(length + spare);
	roomy.add(buffer);
	return new Float64Array(buffer, 0, length);
}

/**
 * A function of a column that keeps its result, and for one that grew looks at the new values alone. Values that are gone
 * still count in it: so this is for what may only become more, such as decimals.
 */
export function foldedOver<Result>(
	make: (values: Float64Array) => Result,
	join: (before: Result, added: Result) => Result,
): (column: Float64Array) => Result {
	const kept = new WeakMap<Float64Array, { readonly result: Result }>();
	return (column) => {
		const known = kept.get(column);
		if (known !== undefined) return known.result;
		const growth = growthOf(column);
		const before = growth && kept.get(growth.before);
		const result =
			growth === undefined || before === undefined
				? make(column)
				: join(before.result, make(column.subarray(growth.same)));
		kept.set(column, { result });
		return result;
	};
}
