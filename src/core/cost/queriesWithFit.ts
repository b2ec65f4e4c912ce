import { isCheck } from "../query/combinations";
import type { MarketQuery } from "../query/query";
import { editedCheck } from "../vendorCheck/pairing";
import type { Fit } from "./fit";

/**
 * The queries of a chart once a fit is chosen for one of them: a range goes for all, so that they stay comparable; the
 * rest of a query for that query alone. In a vendor check the own side follows in its interval, and the exact VWAPs in all.
 */
export function queriesWithFit(
	queries: readonly MarketQuery[],
	failed: MarketQuery,
	{ query, changes }: Fit,
): readonly MarketQuery[] {
	if (changes === "range") return queries.map((one) => ({ ...one, range: query.range }));
	const changed = queries.map((one) => (one === failed ? query : one));
	return isCheck(queries) && queries[0] === failed ? editedCheck(changed, "vendor") : changed;
}
