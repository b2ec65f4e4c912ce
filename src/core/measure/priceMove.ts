/** How far one price lies from another. */
export interface PriceMove {
	readonly difference: number;
	/** Of the first price; NaN where that is not above 0. */
	readonly percent: number;
	readonly bps: number;
}

/** The way from one price to another: `to - from`, and its share of `from` in percent and in basis points. */
export function priceMove(from: number, to: number): PriceMove {
	const difference = to - from;
	const share = from > 0 ? difference / from : NaN;
	return { difference, percent: share * 100, bps: share * 10_000 };
}
