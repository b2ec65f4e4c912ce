/**
 * Thirty-two well mixed bits of a few integers. Integer operations only, so every JavaScript engine
 * gives the same bits (the finalizer is the one of MurmurHash3, public domain).
 */
export function hash(...values: readonly number[]): number {
	let bits = 0x9e3779b9;
	for (const value of values) {
		bits = Math.imul(bits ^ value, 0x85ebca6b);
		bits ^= bits >>> 13;
		bits = Math.imul(bits, 0xc2b2ae35);
		bits ^= bits >>> 16;
	}
	return bits >>> 0;
}

/** A reproducible stream of integers: a Weyl sequence under the same mixer as {@link hash}. */
export class IntegerStream {
	private state: number;

	constructor(seed: number) {
		this.state = seed >>> 0;
	}

	/** A whole number from 0 to `limit - 1`; `limit` is at most 2^21, so the product stays exact. */
	below(limit: number): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		return Math.floor((hash(this.state) * limit) / 0x1_0000_0000);
	}

	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number {
		return low + this.below(high - low + 1);
	}

	/** A bell-shaped whole number around 0 with the given standard deviation, never beyond 3.5 of it. */
	bell(deviation: number): number {
		let sum = -4_000;
		for (let draw = 0; draw < 4; draw++) sum += this.below(2_001);
		return Math.trunc((sum * deviation) / 1_155);
	}
}
