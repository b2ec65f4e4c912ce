/** What was found out about the numbers of a column whose type does not say it. */
export interface NumberFacts {
	/** Most decimals of a number. */
	readonly places: number;
	/** Most digits once all numbers have so many decimals. */
	readonly digits: number;
}

/**
 * What was found out about the numbers of a table's prices and sizes, to be given again with the next plan. Guards in
 * the answer say where they no longer hold.
 */
export interface TableFacts {
	readonly price?: NumberFacts;
	readonly size?: NumberFacts;
	/** Most digits of an id. */
	readonly idDigits?: number;
}
