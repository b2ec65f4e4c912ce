import { analyzeProfile, type ProfileAnalysis, type ProfileLevels } from "./profile";
import { rowsOf } from "./rows";
import type { ValueAreaMethod } from "./valueArea";

/** One row of a profile as other code has it. */
export interface PlainRow {
	readonly price: number;
	readonly buy: number;
	readonly sell: number;
}

/**
 * Analyzes rows in any order; rows of the same price are added up.
 *
 * @throws TypeError when there are no rows, none of them traded, or a number is not finite or negative
 * @throws RangeError when `percent` is not from 1 to 100
 */
export function analyzeRows(
	rows: readonly PlainRow[],
	options: { readonly percent?: number; readonly method?: ValueAreaMethod } = {},
): ProfileAnalysis {
	if (rows.length === 0) throw new TypeError("a profile needs at least one row");
	rows.forEach((row, index) => {
		for (const field of ["price", "buy", "sell"] as const) {
			if (!Number.isFinite(row[field]) || row[field] < 0) {
				throw new TypeError(`rows[${index}].${field} must be a finite number that is not negative`);
			}
		}
	});
	const sorted = [...rows].sort((a, b) => a.price - b.price);
	const prices = Float64Array.from(new Set(sorted.map((row) => row.price)));
	const buy = new Float64Array(prices.length);
	const sell = new Float64Array(prices.length);
	let at = 0;
	for (const row of sorted) {
		if (row.price !== prices[at]) at += 1;
		buy[at] = (buy[at] ?? 0) + row.buy;
		sell[at] = (sell[at] ?? 0) + row.sell;
	}
	const levels = analyzeProfile(rowsOf(prices, buy, sell), options);
	if (levels === undefined) throw new TypeError("a profile needs at least one row with volume");
	return withoutIndices(levels);
}

/** Indices into the sorted columns mean nothing to a caller whose rows come in any order. */
function withoutIndices({
	pocIndex: _poc,
	vahIndex: _vah,
	valIndex: _val,
	...analysis
}: ProfileLevels): ProfileAnalysis {
	return analysis;
}
