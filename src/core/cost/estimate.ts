import { vwapCost } from "../feeds/kaiko/cost";
import { planVwap } from "../feeds/kaiko/feed";
import { profileCost } from "../feeds/kiyotaka/cost";
import { planProfiles } from "../feeds/kiyotaka/feed";
import { isRemoteProvider, type RemoteProviderId } from "../providers/credentials";
import type { MarketQuery, QueryOf } from "../query/query";
import type { CostContext } from "./costContext";
import { NO_COST, type QueryCost } from "./cost";

type CostOf<Query> = (query: Query, context: CostContext) => QueryCost;

const COSTS: { readonly [Id in RemoteProviderId]: CostOf<QueryOf<Id>> } = {
	kiyotaka: (query, context) => profileCost(query, planProfiles(query, context)),
	kaiko: (query, context) => vwapCost(query, planVwap(query, context), context.now),
};

/**
 * What a query costs at its provider, from the plan that its feed sends. Trades of one's own cost nothing there.
 * Pure: nothing is asked. What is kept of earlier answers may make it less, requests that have to be repeated more.
 * Throws `ProviderError` where the query would be refused before anything is sent.
 */
export function estimateCost(query: MarketQuery, context: CostContext): QueryCost {
	if (!isRemoteProvider(query.provider)) return NO_COST;
	// A provider's function takes the queries that name the provider.
	const costOf = COSTS[query.provider] as CostOf<MarketQuery>;
	return costOf(query, context);
}
