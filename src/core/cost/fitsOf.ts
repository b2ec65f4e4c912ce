import type { ErrorFacts } from "../errors/errors";
import { profileFits } from "../feeds/kiyotaka/fits";
import type { ProviderId } from "../providers/ids";
import type { MarketQuery, QueryOf } from "../query/query";
import type { CostContext } from "./costContext";
import type { Fit } from "./fit";

type FitsOf<Query> = (
	query: Query,
	facts: Pick<ErrorFacts, "condition" | "limit">,
	context: CostContext,
) => readonly Fit[];

const FITS: { readonly [Id in ProviderId]?: FitsOf<QueryOf<Id>> } = { kiyotaka: profileFits };

/** What fits the plan in the place of a query that it cannot give; nothing where that is not known. */
export function fitsOf(
	query: MarketQuery,
	facts: Pick<ErrorFacts, "condition" | "limit">,
	context: CostContext,
): readonly Fit[] {
	// A provider's function takes the queries that name the provider.
	const fits = FITS[query.provider] as FitsOf<MarketQuery> | undefined;
	return fits?.(query, facts, context) ?? [];
}
