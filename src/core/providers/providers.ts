import type { MarketQuery, QueryOf } from "../query/query";
import type { ProviderId } from "./ids";
import { kaiko } from "./kaiko";
import { kiyotaka } from "./kiyotaka";
import type { ProviderData } from "./provider";
import { trades } from "./trades";

/** Core data of every provider. What differs between providers is looked up here, not asked by name. */
export const PROVIDERS = { kiyotaka, kaiko, trades } satisfies {
	readonly [Id in ProviderId]: ProviderData<QueryOf<Id>>;
};

/** The data of a query's own provider, whose functions take this query. */
export function providerOf(query: MarketQuery): ProviderData {
	return providerData(query.provider);
}

/** The same where there is no query. */
export function providerData(id: ProviderId): ProviderData {
	return PROVIDERS[id];
}
