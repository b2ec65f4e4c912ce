/** Whole numbers of 64 bits, as pairs of their low and high 32 bits. */
export type Pairs = Int32Array;

/** What the low bits count as in the high ones. */
export const HIGH = 2 ** 32;

/** Bytes as numbers of 32 bits. */
export function pairsOf(bytes: Uint8Array): Pairs {
	return bytes.byteOffset % Int32Array.BYTES_PER_ELEMENT === 0
		? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
		: new Int32Array(bytes.slice().buffer);
}

/** Bytes as doubles. */
export function doublesOf(bytes: Uint8Array): Float64Array {
	return bytes.byteOffset % Float64Array.BYTES_PER_ELEMENT === 0
		? new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8)
		: new Float64Array(bytes.slice().buffer);
}

/** Whether the bit of a row is set; all are where there are no bits. */
export function isSet(bits: Uint8Array | undefined, row: number): boolean {
	return bits === undefined || ((bits[row >> 3] >> (row & 7)) & 1) === 1;
}

/** A whole number of a column that a double holds. */
export function wholeOf(pairs: Pairs, row: number): number {
	return pairs[2 * row + 1] * HIGH + (pairs[2 * row] >>> 0);
}
