/** A set of whole numbers below `capacity` from which whole ranges can be removed at once. */
export class LiveSet {
	private readonly size: number;
	/** A binary tree: the flag of node `n` tells whether its children `2n` and `2n + 1` hold any number. */
	private readonly flags: Uint8Array;

	constructor(capacity: number) {
		this.size = 2 ** Math.ceil(Math.log2(Math.max(capacity, 1)));
		this.flags = new Uint8Array(2 * this.size);
	}

	add(value: number): void {
		for (let node = value + this.size; node > 0 && this.flags[node] === 0; node >>= 1) {
			this.flags[node] = 1;
		}
	}

	/** Takes out all from `from` up to `to`, which stays, in ascending order. */
	take(from: number, to: number, visit: (value: number) => void): void {
		this.takeBelow(1, 0, this.size, from, to, visit);
	}

	private takeBelow(
		node: number,
		low: number,
		high: number,
		from: number,
		to: number,
		visit: (value: number) => void,
	): void {
		const { flags } = this;
		if (flags[node] === 0 || to <= low || from >= high) return;
		if (high - low === 1) {
			flags[node] = 0;
			visit(low);
			return;
		}
		const middle = (low + high) >>> 1;
		this.takeBelow(2 * node, low, middle, from, to, visit);
		this.takeBelow(2 * node + 1, middle, high, from, to, visit);
		flags[node] = flags[2 * node] | flags[2 * node + 1];
	}
}
