import { ENVIRONMENT_KEY } from "../../core/access/environmentKey";
import type { QueryService } from "../../app/queryService";
import type { Place } from "../../core/access/places";
import { referencePlace } from "../../core/access/referencePlace";
import { type RemoteProviderId } from "../../core/providers/credentials";
import { builtInMarkets } from "../../core/providers/markets";
import type { ProviderId } from "../../core/providers/ids";
import type { MarketQuery, QueryKind, QueryOf } from "../../core/query/query";
import { epochMs } from "../../core/time";
import { hostChoices, kaikoDataVersion, limits, referenceOrigin } from "../config";
import { profileCounterpart, vwapCounterpart } from "./counterpart";
import type { LastQueries } from "./lastQueries";
import { askProfileQuery, askSimilarProfile } from "./profilePrompt";
import type { ProfilePromptDeps } from "./steps/profileStep";
import type { PromptStart } from "./steps/steps";
import { askOtherTrades, askTradesQuery, type TradesPromptDeps } from "./tradesPrompt";
import { askSimilarVwap, askVwapQuery, type VwapPromptDeps } from "./vwapPrompt";

/** What the prompts of one kind of query work with. */
export interface KindPromptsDeps {
	readonly trades: TradesPromptDeps;
	readonly profile: ProfilePromptDeps;
	readonly vwap: VwapPromptDeps;
}

/** How people are asked about the queries of one provider. Each resolves with nothing when they leave. */
export interface ProviderPrompts<Query extends MarketQuery = MarketQuery> {
	/** Changes of a query, from one of its steps on. */
	edit(query: Query, from: PromptStart, title: string): Promise<MarketQuery | undefined>;
	/** Another market of the query's kind, to stand beside those that are shown. */
	another(
		query: Query,
		shown: readonly MarketQuery[],
		title: string,
	): Promise<MarketQuery | undefined>;
	/** The market that was meant by a query whose own nobody knows. */
	similar(query: Query, title: string): Promise<MarketQuery | undefined>;
	/** The query's market in the other kind. */
	otherKind(query: Query, kind: QueryKind, title: string): Promise<MarketQuery | undefined>;
}

/** The prompts of every provider. */
export function createProviderPrompts({ profile, vwap, trades }: KindPromptsDeps) {
	return {
		kiyotaka: {
			edit: (query, from, title) => askProfileQuery(profile, query, from, title),
			another: (query, _, title) => askProfileQuery(profile, query, "market", title),
			similar: (query, title) => askSimilarProfile(profile, query, title),
			otherKind: (query, _, title) => askVwapQuery(vwap, vwapCounterpart(query), "market", title),
		},
		kaiko: {
			edit: (query, from, title) => askVwapQuery(vwap, query, from, title),
			another: (query, _, title) => askVwapQuery(vwap, query, "market", title),
			similar: (query, title) => askSimilarVwap(vwap, query, title),
			otherKind: (query, _, title) =>
				askProfileQuery(profile, profileCounterpart(query), "market", title),
		},
		trades: {
			edit: (query, from, title) => askTradesQuery(trades, query, from, title),
			another: (query, shown, title) => askOtherTrades(trades, query, shown, title),
			similar: (query, title) => askOtherTrades(trades, query, [query], title),
			otherKind: (query, kind) => Promise.resolve({ ...query, kind }),
		},
	} satisfies { readonly [Id in ProviderId]: ProviderPrompts<QueryOf<Id>> };
}

/** What the prompts work with in the editor: its settings, the keys that were saved, and what was asked lately. */
export function promptDeps(
	service: QueryService,
	lastQueries: LastQueries,
	markets: TradesPromptDeps["markets"],
): KindPromptsDeps {
	const { keys, places, estimate, lists } = service;
	const common = {
		directory: builtInMarkets,
		access: { lists, agreement: (provider: RemoteProviderId) => agreementOf(provider, service) },
		limits,
		costOf: estimate,
		now: () => epochMs(Date.now()),
	};
	return {
		trades: { ...common, markets },
		profile: { ...common, recent: () => lastQueries.of("volumeProfile", "kiyotaka") },
		vwap: {
			...common,
			recent: () => lastQueries.of("vwap", "kaiko"),
			chosenHost: () => hostChoices().kaiko.host,
			hasKey: (region) => {
				const place = places.find("kaiko", region);
				if (place === undefined || !keys.isThere(place)) return false;
				// The environment has one key for all regions, which tells nothing about the one that is meant.
				return keys.active(place).id !== ENVIRONMENT_KEY || region === hostChoices().kaiko.host;
			},
			dataVersion: kaikoDataVersion,
		},
	};
}

/** The agreement that the lists of a provider need: for the server that the settings name. */
function agreementOf(
	provider: RemoteProviderId,
	{ consents, places }: Pick<QueryService, "consents" | "places">,
): { readonly host: string; readonly agree: () => Promise<void> } {
	const servers: Readonly<Record<RemoteProviderId, () => Place | undefined>> = {
		kiyotaka: () => places.find(provider),
		kaiko: () => referencePlace(referenceOrigin()),
	};
	const place = servers[provider]();
	return {
		host: place === undefined ? "" : new URL(place.origin).host,
		agree: async () => {
			if (place !== undefined) await consents.given(place);
		},
	};
}
