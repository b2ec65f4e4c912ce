import type { Series } from "./series";

/** Some intervals of a series that stand one after another: those from `begin` to before `end`. */
export interface Piece<S extends Series = Series> {
	readonly series: S;
	readonly begin: number;
	readonly end: number;
}

/** What several chunks show of one market, in the order of time. There is at least one piece; any may be empty. */
export type MarketPieces = readonly Piece[];
