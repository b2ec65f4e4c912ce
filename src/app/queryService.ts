import { placeOf } from "../core/access/placeOf";
import { referencePlace } from "../core/access/referencePlace";
import { providerError } from "../core/errors/errorText";
import {
	findPlace,
	hostAt,
	type HostChoices,
	type KeyPlace,
	keyPlaces,
	placeOfQuery,
} from "../core/access/places";
import { createEndpoint, type Endpoint, type Endpoints } from "../core/access/endpoint";
import type { RequestAccount } from "../core/cost/account";
import type { QueryCost } from "../core/cost/cost";
import type { Fit } from "../core/cost/fit";
import { fitsOf } from "../core/cost/fitsOf";
import type { PlanFacts } from "../core/cost/plan";
import type { ErrorFacts } from "../core/errors/errors";
import {
	credentialOf,
	REMOTE_PROVIDER_IDS,
	type RemoteProviderId,
} from "../core/providers/credentials";
import { type KeyProbe, probeKey } from "../core/feeds/keyProbe";
import type { Readings } from "../core/feeds/windowReader";
import type { ApiClient, KeylessClient, LaneReport } from "../core/http";
import type { Limits } from "../core/limits";
import type { Log } from "../core/log";
import { canonicalJson } from "../core/query/canonical";
import type { MarketQuery } from "../core/query/query";
import { queryFit } from "../core/query/queryFit";
import { type EpochMs, epochMs } from "../core/time";
import { AnswerCache } from "./answerCache/answerCache";
import { createCachedFetch } from "./answerCache/cachedFetch";
import { type AccountAt, Accounts } from "./budget/accounts";
import type { Consents } from "./consents";
import type { Credentials } from "./credentials";
import type { Disposable, Subscribe } from "./emitter";
import { KeyedRuns } from "./keyedRuns";
import type { KeyRing } from "./keys/keyRing";
import { Lists } from "./discovery/lists";
import { ListStore } from "./discovery/listStore";
import { createListServers, type ReadListBody } from "./discovery/servers";
import { createLazyClient } from "./lazyClient";
import { LoadedOnce } from "./loadedOnce";
import type { Clock } from "./ports";
import { OperationJournal } from "./operations/operationJournal";
import { tellOperations } from "./operations/tellOperations";
import {
	createRunQuery,
	type Feeds,
	type RunQuery,
	type RunQueryOptions,
	ServerClocks,
} from "./runQuery";
import { shareEqualQueries } from "./sharedQueries";
import { SnapshotStore } from "./snapshotStore";

/** What the person has set, read anew whenever it matters. */
export interface QuerySettings {
	readonly limits: () => Limits;
	readonly hosts: () => HostChoices;
	/** The address of Kaiko's reference data as it was typed; empty is the vendor's own. */
	readonly referenceOrigin: () => string;
	/** Most bytes of cached intervals; 0 keeps none. */
	readonly cacheBytes: () => number;
	/** What the person says of the plan of their keys; nothing where they do not say it. */
	readonly plan?: (provider: RemoteProviderId) => PlanFacts | undefined;
}

/** Loads the network client; called on the first request. */
export type LoadClient = (options: {
	readonly endpoints: Endpoints;
	readonly limits: () => Limits;
	readonly account: (endpoint: Endpoint) => RequestAccount;
	readonly log: Log;
}) => Promise<ApiClient & LaneReport>;

/** Loads the client to servers that get no key; called on the first request. */
export type LoadKeylessClient = (options: {
	readonly origin: (provider: RemoteProviderId) => string;
	readonly limits: () => Limits;
	readonly log: Log;
}) => Promise<KeylessClient>;

/** What the service needs from whoever runs it: an editor, a test, a command line. */
export interface QueryServicePorts {
	readonly credentials: Credentials;
	/** Which of a place's keys are sent. */
	readonly keys: KeyRing;
	readonly consents: Consents;
	readonly settings: QuerySettings;
	readonly loadClient: LoadClient;
	readonly loadKeylessClient: LoadKeylessClient;
	/** Reads the body of a list of markets. */
	readonly readListBody: ReadListBody;
	/** Folder of what providers list. */
	readonly listFolder: string;
	/** Where answers are read: here, or in a thread of their own. */
	readonly readings: Readings;
	readonly feeds: Feeds;
	/** Folder of the answers that are kept. */
	readonly snapshotFolder: string;
	/** Folder in which the windows of this machine tell each other what is left of their limits. */
	readonly budgetFolder: string;
	/** Folder of the closed intervals that were asked for. */
	readonly cacheFolder: string;
	readonly log: Log;
	readonly clock: Clock;
}

/** Where requests go, by the current settings. */
export interface Places {
	/** Where a query goes; `undefined` where it needs no key, and where the settings name no usable place. */
	ofQuery(query: MarketQuery): KeyPlace | undefined;
	/** The places that a key can be saved for. */
	ofKeys(): readonly KeyPlace[];
	/** Where a provider is asked, at the host that a query names or else the settings; `undefined` where none is usable. */
	find(provider: RemoteProviderId, host?: string): KeyPlace | undefined;
	/** Like `find`, but throws a `ProviderError` (`badRequest`) that says what is wrong with the settings. */
	of(provider: RemoteProviderId, host?: string): KeyPlace;
}

/** What was removed of what was kept on the disk. */
export interface Cleared {
	readonly answerBytes: number;
	/** How many lists of markets, exchanges and the like. */
	readonly lists: number;
}

/** All that a surface needs in order to ask queries, whatever it shows them in. */
export interface QueryService extends Disposable {
	/** Answers a query. Rejects with `ProviderError`, see `runQuery`; with `cancelled` once the service ended. */
	readonly run: RunQuery;
	/**
	 * What a query costs at its provider by the settings of this moment, beside what is known of its answer; of one that
	 * asks for everything anew (`isRenewed`), the whole. Asks nobody. Rejects with `ProviderError` where the query would be
	 * refused before anything is sent.
	 */
	readonly estimate: (
		query: MarketQuery,
		options?: Pick<RunQueryOptions, "isRenewed">,
	) => Promise<QueryCost>;
	/** What fits the plan in the place of a query that it cannot give. */
	readonly fits: (
		query: MarketQuery,
		facts: Pick<ErrorFacts, "condition" | "limit">,
	) => readonly Fit[];
	/** The time by the clock of a query's provider, as far as its answers have told it. */
	readonly providerNow: (query: MarketQuery) => EpochMs;
	/** From now on this query is sent, whatever is known of the plan. */
	readonly insist: (query: MarketQuery) => void;
	/** What is left of the limit of each key that is in use. Asks nobody. */
	readonly accounts: () => Promise<readonly AccountAt[]>;
	/** What is known of an account is other than it was. */
	readonly onDidSpend: Subscribe<undefined>;
	readonly credentials: Credentials;
	/** The keys of each place by name, and which of them is in use: `keys.active(place)`. */
	readonly keys: KeyRing;
	readonly consents: Consents;
	readonly places: Places;
	readonly snapshots: SnapshotStore;
	/** What providers list: exchanges, instruments, coins. */
	readonly lists: Lists;
	/** What was asked lately, and what became of it. */
	readonly operations: Pick<OperationJournal, "last">;
	/** How requests stand in line. */
	readonly lanes: LaneReport["lanes"];
	/** Tries the key that is kept for a place with the cheapest request that there is. Never rejects. */
	probe(place: KeyPlace, signal: AbortSignal): Promise<KeyProbe>;
	/** Resolves once what this window knows of its limits stands where the others read it. */
	settled(): Promise<void>;
	/** Closed intervals that were asked for. */
	readonly cache: AnswerCache;
	/** Removes all that is kept of answers and lists on the disk, and returns how much that was. */
	clear(): Promise<Cleared>;
	/** Ends what runs: it answers with what has come, or rejects with `cancelled`. */
	dispose(): void;
}

/**
 * Puts the use cases together, without an editor. Queries share one client, and with it limits, quiet times
 * and refused keys; it is loaded with the first request.
 */
export function createQueryService(ports: QueryServicePorts): QueryService {
	const { credentials, keys, consents, settings, readings, feeds, log, clock } = ports;
	const { hosts, limits } = settings;
	const endpoints: Endpoints = (provider, host) => {
		const place = placeOf(hosts(), provider, host);
		const { id } = keys.active(place);
		return createEndpoint(provider, place.origin, () => keys.read(place, id), id);
	};
	const context = () => ({ limits: limits(), now: epochMs(clock.now()) });
	const now = () => clock.now();
	const cache = new AnswerCache({
		folder: ports.cacheFolder,
		log,
		now,
		capacity: settings.cacheBytes,
	});
	const ownerOf = (query: MarketQuery) => {
		const place = placeOfQuery(hosts(), query);
		return place && `${place.origin} ${keys.active(place).id}`;
	};
	const { fetch, coverOf } = createCachedFetch({ cache, ownerOf, now });
	const accounts = new Accounts({
		folder: ports.budgetFolder,
		log,
		now,
		keys,
		hosts,
		plan: settings.plan,
		context,
		coverOf,
	});
	const { budget, guard } = accounts;
	const monotonic = () => clock.monotonic();
	const journal = new OperationJournal();
	const lazyClient = createLazyClient({
		load: () =>
			ports.loadClient({ endpoints, limits, account: (endpoint) => accounts.of(endpoint), log }),
		hosts,
		consents,
	});
	const client = tellOperations(lazyClient, { log, journal, monotonic, now: () => epochMs(now()) });
	const { referenceOrigin } = settings;
	const lists = new Lists({
		servers: createListServers({
			client,
			keyless: createLazyKeyless(ports),
			readBody: ports.readListBody,
			hosts,
			referenceOrigin,
			consents,
			hasKey: async (place) => (await keys.read(place, keys.active(place).id)) !== undefined,
		}),
		store: new ListStore({ folder: ports.listFolder, log, now }),
		log,
		now,
		monotonic,
	});
	const clocks = new ServerClocks(now);
	const runAlone = createRunQuery({
		clocks,
		feeds,
		client,
		readings,
		fetch,
		limits,
		log,
		now,
		monotonic,
		journal,
	});
	const runQuery = shareEqualQueries(runAlone, (query) => {
		const owner = ownerOf(query);
		if (owner === undefined) return undefined;
		const { range } = queryFit(query, limits(), epochMs(now()));
		return canonicalJson([owner, limits(), range]);
	});
	const snapshots = new SnapshotStore({ folder: ports.snapshotFolder, log, now });
	cache.prune().catch(() => undefined);
	// What one key was given may end where another's goes on, and is no business of whoever has none.
	const forgetting = credentials.onDidChange(({ place }) => {
		const provider = REMOTE_PROVIDER_IDS.find((id) => credentialOf(id).id === place.credential);
		if (provider !== undefined) cache.clear(provider).catch(() => undefined);
	});
	const ending = new AbortController();
	const untilEnd = (...signals: readonly (AbortSignal | undefined)[]) =>
		AbortSignal.any([ending.signal, ...signals.filter((one) => one !== undefined)]);
	const keyedRuns = new KeyedRuns(keys.onDidChangeActive);
	return {
		run: async (query, options = {}) => {
			// Another window may have put another key in use.
			await keys.refresh();
			if (options.continues === undefined && options.isInsisted !== true) {
				await guard.check(query, options.isRenewed === true);
			}
			try {
				const result = await keyedRuns.run(placeOfQuery(hosts(), query), (removed) =>
					runQuery(query, { ...options, signal: untilEnd(options.signal, removed) }),
				);
				await guard.answered(query, result, options.continues);
				return result;
			} catch (error) {
				throw guard.failed(query, error);
			}
		},
		estimate: (query, { isRenewed } = {}) => accounts.estimate(query, isRenewed),
		fits: (query, facts) => fitsOf(query, facts, context()),
		providerNow: ({ provider }) => clocks.of(provider).now(),
		insist: (query) => guard.insist(query),
		accounts: () => accounts.all(),
		onDidSpend: budget.onDidChange,
		credentials,
		keys,
		consents,
		places: {
			ofQuery: (query) => placeOfQuery(hosts(), query),
			ofKeys: () => keyPlaces(hosts()),
			find: (provider, host) => findPlace(hosts(), provider, host),
			of: (provider, host) => placeOf(hosts(), provider, host),
		},
		snapshots,
		lists,
		operations: journal,
		lanes: () => lazyClient.lanes(),
		probe: (place, signal) =>
			probeKey(place.provider, hostAt(place), { client, readings }, untilEnd(signal)),
		settled: () => budget.written(),
		cache,
		clear: async () => {
			const [kept, cached] = [await snapshots.clear(), await cache.clear()];
			return { answerBytes: kept.bytes + cached.bytes, lists: await lists.clear() };
		},
		dispose: () => {
			keyedRuns.dispose();
			forgetting.dispose();
			ending.abort();
			accounts.dispose();
		},
	};
}

/** The client without a key, loaded with its first request. Lists end sooner than answers: somebody waits. */
function createLazyKeyless({ loadKeylessClient, settings, log }: QueryServicePorts): KeylessClient {
	const { limits, referenceOrigin } = settings;
	const origin = (provider: RemoteProviderId) => {
		const place = referencePlace(referenceOrigin());
		if (place === undefined) throw providerError("badRequest", provider);
		return place.origin;
	};
	const loaded = new LoadedOnce(() => loadKeylessClient({ origin, limits, log }));
	return {
		get: async (request, options) => {
			const client = await loaded.get();
			return client.get(request, options);
		},
	};
}
