/**
 * Volume of rows by the side of the taker. `unknown` is the volume for which the source does not tell the
 * side (definitions D1).
 */
export interface VolumeColumns {
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	readonly unknown?: Float64Array;
}

interface KnownSum {
	readonly buy: Float64Array;
	readonly sum: Float64Array;
}

const sums = new WeakMap<Float64Array, KnownSum>();

/**
 * Two columns that add up to the whole volume of each row, for everything that does not ask for sides: the
 * delivered ones where every taker is known, so that nothing is copied; else the first holds the unknown
 * volume too.
 */
export function volumePair({ buy, sell, unknown }: VolumeColumns): {
	readonly buy: Float64Array;
	readonly sell: Float64Array;
} {
	if (unknown === undefined) return { buy, sell };
	const known = sums.get(unknown);
	if (known?.buy === buy) return { buy: known.sum, sell };
	const sum = buy.map((volume, row) => volume + unknown[row]);
	sums.set(unknown, { buy, sum });
	return { buy: sum, sell };
}

/** Volume of one row. */
export function volumeAt({ buy, sell, unknown }: VolumeColumns, row: number): number {
	return buy[row] + (unknown === undefined ? 0 : unknown[row]) + sell[row];
}
