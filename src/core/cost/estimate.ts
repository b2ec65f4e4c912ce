import { planPieces, usefulStretches } from "../cache/planPieces";
import type { FeedPlan } from "../feeds/feed";
import { vwapCost } from "../feeds/kaiko/cost";
import { planVwap } from "../feeds/kaiko/feed";
import { profileCost } from "../feeds/kiyotaka/cost";
import { planProfiles } from "../feeds/kiyotaka/feed";
import { isRemoteProvider, type RemoteProviderId } from "../providers/credentials";
import type { MarketQuery, QueryOf } from "../query/query";
import type { TimeRange } from "../result/series";
import type { EpochMs } from "../time";
import type { CostContext } from "./costContext";
import { NO_COST, type QueryCost } from "./cost";

interface Priced<Query> {
	readonly plan: (query: Query, context: CostContext) => FeedPlan;
	readonly cost: (
		query: Query,
		plan: FeedPlan,
		context: CostContext,
		known: readonly TimeRange[],
	) => QueryCost;
}

const PRICED: { readonly [Id in RemoteProviderId]: Priced<QueryOf<Id>> } = {
	kiyotaka: {
		plan: planProfiles,
		cost: (query, plan, _, known) => profileCost(query, plan, known),
	},
	kaiko: {
		plan: planVwap,
		cost: (query, plan, { now }, known) => vwapCost(query, plan, now, known),
	},
};

function pricedOf({ provider }: MarketQuery): Priced<MarketQuery> | undefined {
	// A provider's functions take the queries that name the provider.
	return isRemoteProvider(provider) ? (PRICED[provider] as Priced<MarketQuery>) : undefined;
}

/**
 * What a query costs at its provider, from the plan that its feed sends. Trades of one's own cost nothing there.
 * Pure: nothing is asked. Requests that have to be repeated may make it more.
 * Throws `ProviderError` where the query would be refused before anything is sent.
 *
 * @param covers what of the query's range is known from earlier answers
 */
export function estimateCost(
	query: MarketQuery,
	context: CostContext,
	covers: readonly TimeRange[] = [],
): QueryCost {
	const priced = pricedOf(query);
	if (priced === undefined) return NO_COST;
	const plan = priced.plan(query, context);
	return priced.cost(query, plan, context, usefulStretches(plan, covers));
}

/** Where the oldest window begins that is asked for; `undefined` where none is. Throws like {@link estimateCost}. */
export function askedFrom(
	query: MarketQuery,
	context: CostContext,
	covers: readonly TimeRange[],
): EpochMs | undefined {
	const plan = pricedOf(query)?.plan(query, context);
	if (plan === undefined) return undefined;
	let oldest: EpochMs | undefined;
	for (const { from, isKnown } of planPieces(plan, usefulStretches(plan, covers))) {
		if (!isKnown) oldest = from;
	}
	return oldest;
}
