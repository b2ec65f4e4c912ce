import type { CancelSignal } from "../../core/cancel";
import type { TradedSpan } from "../../core/discovery/listing";
import { isRemoteProvider, type RemoteProviderId } from "../../core/providers/credentials";
import type { MarketQuery, QueryOf } from "../../core/query/query";
import { kaikoSpan } from "./kaikoSpan";
import { kiyotakaSpan } from "./kiyotakaSpan";
import type { SpanAccess } from "./spanAccess";

type SpanOf<Query> = (
	query: Query,
	access: SpanAccess,
	signal: CancelSignal,
) => Promise<TradedSpan | undefined>;

const SPANS: { readonly [Id in RemoteProviderId]: SpanOf<QueryOf<Id>> } = {
	kiyotaka: kiyotakaSpan,
	kaiko: kaikoSpan,
};

/**
 * When the market of a query was traded, as far as its provider or its name says so; `undefined` where neither does.
 * Rejects once the signal fires.
 */
export function tradedSpan(
	query: MarketQuery,
	access: SpanAccess,
	signal: CancelSignal,
): Promise<TradedSpan | undefined> {
	if (!isRemoteProvider(query.provider)) return Promise.resolve(undefined);
	// A provider's function takes the queries that name the provider.
	const spanOf = SPANS[query.provider] as SpanOf<MarketQuery>;
	return spanOf(query, access, signal);
}
