/** What a query costs at its provider, before anything is sent. */
export interface QueryCost {
	/** Requests that the query takes, where pages come as large as they are asked for and nothing has to be repeated. */
	readonly requests: number;
	/** Intervals that those requests ask for: what Kiyotaka calls points and Kaiko rows. Of all series together it may be more. */
	readonly intervals: number;
	/** Intervals that are known from earlier answers and not asked for. */
	readonly cachedIntervals: number;
	/** Weight by the provider's published formula; absent where it counts requests alone. */
	readonly weight?: number;
	/** Weight per minute of the plan that the person said; absent where nobody did. */
	readonly weightPerMinute?: number;
	/** Requests per minute that the provider publishes for every key; absent where this depends on the plan. */
	readonly requestsPerMinute?: number;
}

/** What is asked of nobody: trades of one's own. */
export const NO_COST: QueryCost = { requests: 0, intervals: 0, cachedIntervals: 0 };
