import type { PartialReason } from "../result/result";
import type { TimeRange } from "../result/series";

/**
 * The time from which, and the time until which an answer is complete; empty when neither end of the range
 * has come.
 */
export type Completeness = Pick<PartialReason, "completeFrom" | "completeUntil">;

/**
 * How much of a range is complete, from each of its ends up to the first gap.
 *
 * @param whole stretches that came without a hole, in any order
 */
export function completenessOf(range: TimeRange, whole: readonly TimeRange[]): Completeness {
	const stretches = [...whole].sort((a, b) => a.from - b.from);
	let until = range.from;
	for (const { from, to } of stretches) if (from <= until && to > until) until = to;
	let since = range.to;
	for (const { from, to } of stretches.reverse()) if (to >= since && from < since) since = from;
	return {
		...(since < range.to && { completeFrom: since }),
		...(until > range.from && until < range.to && { completeUntil: until }),
	};
}
