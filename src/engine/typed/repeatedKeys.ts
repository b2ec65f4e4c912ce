import type { Pairs } from "./wholes";

/** Bits of a key that say where it is noted once it was seen before. */
export const NOTED_BITS = 24;
const NOTED_MASK = 2 ** NOTED_BITS - 1;
/** Two bits of one stretch stand for a key: a stretch is what a processor fetches at once. */
const LINE_BITS = 512;
const WORDS = LINE_BITS / 32;
const BITS_A_ROW = 16;
const MOST_LINES = 2 ** 19;

/**
 * Notes which of many keys of 64 bits were seen before. Each that was is noted, and few of those that were not: what
 * is noted has to be looked at once more.
 */
export class RepeatedKeys {
	private readonly seen: Int32Array;
	private readonly lineMask: number;
	/** A bit for each value of the lowest bits of a key, the first one the highest of its byte. */
	readonly noted = new Uint8Array(2 ** NOTED_BITS / 8);
	/** Whether nothing was noted. */
	isEmpty = true;
	/** How many keys were taken. */
	count = 0;

	/** @param rows how many keys there are, roughly */
	constructor(rows: number) {
		const needed = Math.ceil((rows * BITS_A_ROW) / LINE_BITS);
		const lines = Math.min(2 ** Math.ceil(Math.log2(Math.max(needed, 2))), MOST_LINES);
		this.seen = new Int32Array(lines * WORDS);
		this.lineMask = lines - 1;
	}

	take(keys: Pairs): void {
		const { seen, lineMask, noted } = this;
		this.count += keys.length / 2;
		for (let at = 0; at < keys.length; at += 2) {
			const low = keys[at];
			const high = keys[at + 1];
			const line = ((low >>> 8) & lineMask) * WORDS;
			const first = line + ((high >>> 5) & (WORDS - 1));
			const second = line + ((high >>> 14) & (WORDS - 1));
			const firstBit = 1 << (high & 31);
			const secondBit = 1 << ((high >>> 9) & 31);
			if ((seen[first] & firstBit) !== 0 && (seen[second] & secondBit) !== 0) {
				const place = low & NOTED_MASK;
				noted[place >> 3] |= 0x80 >> (place & 7);
				this.isEmpty = false;
			}
			seen[first] |= firstBit;
			seen[second] |= secondBit;
		}
	}
}
