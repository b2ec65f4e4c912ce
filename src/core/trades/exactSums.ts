/** Sums are kept as `high * 2^52 + low`, so that millions of products of integers add up without rounding. */
const LOW_LIMIT = 2 ** 52;
const LOW_BITS = 52n;
const LOW_MASK = (1n << LOW_BITS) - 1n;

/** A growing list of sums of non-negative integers, addressed by index; exact below 2^105. */
export class ExactSums {
	private high = new Float64Array(64);
	private low = new Float64Array(64);

	/** Adds `left * right`, both whole and not negative. */
	addProduct(index: number, left: number, right: number): void {
		const product = left * right;
		if (product < LOW_LIMIT) {
			this.addLow(index, product);
			return;
		}
		const exact = BigInt(left) * BigInt(right);
		this.addLow(index, Number(exact & LOW_MASK));
		this.high[index] += Number(exact >> LOW_BITS);
	}

	/** The sum at an index; one that nothing was added to is 0. */
	at(index: number): bigint {
		return (BigInt(this.high[index] ?? 0) << LOW_BITS) + BigInt(this.low[index] ?? 0);
	}

	private addLow(index: number, value: number): void {
		if (index >= this.low.length) this.grow(index);
		const sum = this.low[index] + value;
		if (sum < LOW_LIMIT) {
			this.low[index] = sum;
		} else {
			this.low[index] = sum - LOW_LIMIT;
			this.high[index] += 1;
		}
	}

	private grow(index: number): void {
		const length = Math.max(this.low.length * 2, index + 1);
		const high = new Float64Array(length);
		const low = new Float64Array(length);
		high.set(this.high);
		low.set(this.low);
		this.high = high;
		this.low = low;
	}
}
