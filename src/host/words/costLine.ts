import type { QueryCost } from "../../core/cost/cost";
import { costWords } from "../../core/cost/costWords";
import { isProviderError } from "../../core/errors/errors";
import type { MarketQuery } from "../../core/query/query";
import { translate } from "./uiText";

/** What a query costs at its provider; throws `ProviderError` where it would be refused before anything is sent. */
export type CostOf = (query: MarketQuery) => QueryCost;

/**
 * What queries cost together: `2 requests · 1,440 intervals · weight 4`. `undefined` where one of them would not be
 * sent: why is told elsewhere.
 */
export function costLine(queries: readonly MarketQuery[], costOf: CostOf): string | undefined {
	try {
		return costWords(queries.map(costOf)).map(translate).join(" · ");
	} catch (error) {
		if (isProviderError(error)) return undefined;
		throw error;
	}
}
