import { arePricesOfOneCoin } from "../query/unit";
import type { Part } from "../table/parts";
import type { VwapSeries } from "../result/series";
import { type LineComparison, compareLines, spreadOf } from "./compare";
import { summarizeVwap } from "./summary";

/** Prices of one coin that differ by more than this are not in one unit. */
const FAR_APART = 1.2;

/**
 * Several lines as they are compared: by price when all are of one coin, else by change (definitions D23).
 */
export interface ShownComparison {
	readonly ok: true;
	readonly comparison: LineComparison;
	readonly isByChange: boolean;
	/** Basis points of each line to the first; `undefined` for the first itself. */
	readonly spreads: readonly (Float64Array | undefined)[];
}

export interface NoComparison {
	readonly ok: false;
	readonly reason: "differentIntervals" | "noPrices" | "noCommonStart";
}

/** Brings the lines of several markets together. */
export function shownComparison(
	parts: readonly Part<VwapSeries>[],
): ShownComparison | NoComparison {
	const comparison = compareLines(parts.map(({ series }) => series));
	if (!comparison.ok) return comparison;
	const { start, lines } = comparison;
	const lasts = lines.flatMap(({ price }) => summarizeVwap(price).last ?? []);
	if (lasts.length === 0) return { ok: false, reason: "noPrices" };
	const isByChange =
		!arePricesOfOneCoin(parts.map(({ query }) => query)) ||
		Math.max(...lasts) / Math.min(...lasts) > FAR_APART;
	if (isByChange && start === undefined) return { ok: false, reason: "noCommonStart" };
	const [base] = lines;
	const spreads = lines.map((line, place) =>
		place === 0 ? undefined : spreadOf(line, base, isByChange ? "change" : "price"),
	);
	return { ok: true, comparison, isByChange, spreads };
}
