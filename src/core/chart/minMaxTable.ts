/** Points per entry of the table: small enough to waste little at the edges of a pixel column. */
const BLOCK = 64;

/** Lowest and highest of an index range; `Infinity` and `-Infinity` where no number is. */
export interface Extent {
	low: number;
	high: number;
}

/**
 * Lowest and highest value per block of 64 points, so that the extent of any range costs a look at
 * its edges and one entry per block. NaN is skipped.
 */
export class MinMaxTable {
	private readonly low: Float64Array;
	private readonly high: Float64Array;

	constructor(private readonly values: Float64Array) {
		const blocks = Math.ceil(values.length / BLOCK);
		this.low = new Float64Array(blocks).fill(Infinity);
		this.high = new Float64Array(blocks).fill(-Infinity);
		for (let block = 0; block < blocks; block++) {
			let low = Infinity;
			let high = -Infinity;
			const end = Math.min(values.length, (block + 1) * BLOCK);
			for (let i = block * BLOCK; i < end; i++) {
				const value = values[i];
				if (value < low) low = value;
				if (value > high) high = value;
			}
			this.low[block] = low;
			this.high[block] = high;
		}
	}

	/** Writes the extent of the points `from` to `to` (exclusive) into `extent`; whether there is any number. */
	read(from: number, to: number, extent: Extent): boolean {
		const { values } = this;
		let low = Infinity;
		let high = -Infinity;
		let i = Math.max(0, from);
		const end = Math.min(values.length, to);
		while (i < end) {
			if (i % BLOCK === 0 && i + BLOCK <= end) {
				const block = i / BLOCK;
				low = Math.min(low, this.low[block]);
				high = Math.max(high, this.high[block]);
				i += BLOCK;
				continue;
			}
			const value = values[i];
			if (value < low) low = value;
			if (value > high) high = value;
			i++;
		}
		extent.low = low;
		extent.high = high;
		return low <= high;
	}
}
