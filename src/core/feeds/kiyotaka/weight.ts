/** What decides the price of a volume profile request. */
export interface ProfileCost {
	readonly intervals: number;
	readonly exchanges: number;
	/** Whether the exchanges are summed into one series. */
	readonly isAggregated: boolean;
}

/**
 * Weight of one volume profile request by the provider's published formula: two for each thousand
 * intervals begun, times `1 + 0.2 × exchanges` when exchanges are summed, rounded up, at least one.
 */
export function profileWeight({ intervals, exchanges, isAggregated }: ProfileCost): number {
	const base = Math.ceil(intervals / 1_000) * 2;
	// In tenths, so that the product is exact.
	const tenths = isAggregated ? base * (10 + 2 * exchanges) : base * 10;
	return Math.max(1, Math.ceil(tenths / 10));
}
