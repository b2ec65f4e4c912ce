import type { QueryCost } from "../../core/cost/cost";
import { costWords } from "../../core/cost/costWords";
import { isProviderError } from "../../core/errors/errors";
import type { MarketQuery } from "../../core/query/query";
import { translate } from "./uiText";

/** What a query costs at its provider; rejects with `ProviderError` where it would be refused before anything is sent. */
export type CostOf = (query: MarketQuery) => Promise<QueryCost>;

/**
 * What queries cost together: `2 requests · 1,440 intervals · weight 4`. `undefined` where one of them would not be
 * sent: why is told elsewhere.
 */
export async function costLine(
	queries: readonly MarketQuery[],
	costOf: CostOf,
): Promise<string | undefined> {
	try {
		const costs = await Promise.all(queries.map(costOf));
		return costWords(costs).map(translate).join(" · ");
	} catch (error) {
		if (isProviderError(error)) return undefined;
		throw error;
	}
}
