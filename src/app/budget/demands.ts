import { isSamePlace } from "../../core/access/credential";
import type { KeyPlace } from "../../core/access/places";
import type { QueryCost } from "../../core/cost/cost";
import type { Demand } from "../../core/cost/demand";
import { isProviderError } from "../../core/errors/errors";
import type { MarketQuery } from "../../core/query/query";
import type { AccountAt } from "./accounts";

export interface DemandPorts {
	/** What a query costs; rejects with `ProviderError` where it would be refused before anything is sent. */
	readonly estimate: (query: MarketQuery) => Promise<QueryCost>;
	/** What is left of the limit of each key in use. */
	readonly accounts: () => Promise<readonly AccountAt[]>;
	/** Where a query goes; `undefined` where it needs no key. */
	readonly placeOf: (query: MarketQuery) => KeyPlace | undefined;
}

/** What queries want of the key at one place. */
export interface DemandAt extends Demand {
	readonly place: KeyPlace;
	/** The queries, each with what it takes. */
	readonly queries: readonly MarketQuery[];
}

/** What queries want of the keys that they are asked with, by place; of a query that would be refused, nothing. Asks nobody. */
export async function demandsOf(
	queries: readonly MarketQuery[],
	{ estimate, accounts, placeOf }: DemandPorts,
): Promise<readonly DemandAt[]> {
	const known = await accounts();
	const byPlace: { readonly place: KeyPlace; readonly queries: MarketQuery[] }[] = [];
	for (const query of queries) {
		const place = placeOf(query);
		if (place === undefined) continue;
		const same = byPlace.find((one) => isSamePlace(one.place, place));
		if (same === undefined) byPlace.push({ place, queries: [query] });
		else same.queries.push(query);
	}
	return Promise.all(
		byPlace.map(async ({ place, queries }) => {
			const { left, silence } = known.find((one) => isSamePlace(one.place, place)) ?? {};
			return {
				place,
				queries,
				costs: await Promise.all(queries.map((query) => costOf(query, estimate))),
				...(left !== undefined && { left }),
				...(silence !== undefined && { silence }),
			};
		}),
	);
}

/** Weight where the provider counts it, else requests. */
async function costOf(query: MarketQuery, estimate: DemandPorts["estimate"]): Promise<number> {
	try {
		const { weight, requests } = await estimate(query);
		return weight ?? requests;
	} catch (error) {
		if (isProviderError(error)) return 0;
		throw error;
	}
}
