import { roundingNoise } from "./fittedStep";
import { analyzeProfile, type ProfileAnalysis, type ProfileLevels } from "./profile";
import { rowsOf } from "./rows";
import type { ValueAreaMethod } from "./valueArea";

/** One row of a profile as other code has it. */
export interface PlainRow {
	readonly price: number;
	readonly buy: number;
	readonly sell: number;
	/** Volume whose taker is not known; 0 when absent. */
	readonly unknown?: number;
}

export interface AnalyzeRowsOptions {
	readonly percent?: number;
	readonly method?: ValueAreaMethod;
	/** Height of a row, when the caller knows it; otherwise it is inferred from the rows (definitions D2). */
	readonly step?: number;
}

/**
 * Analyzes rows in any order; rows of the same price are added up, prices that differ by rounding alone
 * included.
 *
 * @throws TypeError when there are no rows, none of them traded, or a number is not finite or negative
 * @throws RangeError when `percent` is not from 1 to 100, or `step` is no height on which all prices lie
 */
export function analyzeRows(
	rows: readonly PlainRow[],
	options: AnalyzeRowsOptions = {},
): ProfileAnalysis {
	if (rows.length === 0) throw new TypeError("a profile needs at least one row");
	rows.forEach((row, index) => {
		for (const field of ["price", "buy", "sell", "unknown"] as const) {
			const value = field === "unknown" ? (row.unknown ?? 0) : row[field];
			if (!Number.isFinite(value) || value < 0) {
				throw new TypeError(`rows[${index}].${field} must be a finite number that is not negative`);
			}
		}
	});
	const sorted = [...rows].sort((a, b) => a.price - b.price);
	const prices: number[] = [];
	const buy: number[] = [];
	const sell: number[] = [];
	const unknown: number[] = [];
	for (const row of sorted) {
		const at = prices.length - 1;
		if (at >= 0 && row.price - prices[at] <= roundingNoise(row.price)) {
			buy[at] += row.buy;
			sell[at] += row.sell;
			unknown[at] += row.unknown ?? 0;
		} else {
			prices.push(row.price);
			buy.push(row.buy);
			sell.push(row.sell);
			unknown.push(row.unknown ?? 0);
		}
	}
	const columns = rowsOf(
		Float64Array.from(prices),
		Float64Array.from(buy),
		Float64Array.from(sell),
		options.step,
		Float64Array.from(unknown),
	);
	if (options.step !== undefined && columns.step !== options.step)
		throw new RangeError(
			"step must be above zero, and the distance of all prices a multiple of it",
		);
	const levels = analyzeProfile(columns, options);
	if (levels === undefined) throw new TypeError("a profile needs at least one row with volume");
	return withoutIndices(levels);
}

/**
 * Drops indices into the sorted columns, which mean nothing to a caller whose rows come in any order. Unknown
 * volume is the total less buy and sell.
 */
function withoutIndices({
	pocIndex: _poc,
	vahIndex: _vah,
	valIndex: _val,
	unknown: _unknown,
	...analysis
}: ProfileLevels): ProfileAnalysis {
	return analysis;
}
