import {
	type ErrorFacts,
	type ErrorKind,
	isProviderError,
	type ProviderError,
} from "../core/errors/errors";
import { providerError } from "../core/errors/errorText";
import type { Feed, FetchProgress } from "../core/feeds/feed";
import { sumRejected } from "../core/feeds/seriesWarnings";
import { ServerClock } from "../core/feeds/serverClock";
import type { Readings } from "../core/feeds/windowReader";
import type { ApiClient } from "../core/http";
import type { Limits } from "../core/limits";
import type { Log } from "../core/log";
import type { ProviderId } from "../core/providers/ids";
import { providerOf } from "../core/providers/providers";
import type { MarketQuery, QueryOf } from "../core/query/query";
import type { PackedResult } from "../core/result/packedResult";
import { missingStretch, restQuery } from "../core/result/rest";
import type { MarketPieces } from "../core/result/piece";
import type { Text } from "../core/text";
import { epochMs } from "../core/time";
import { type Answer, answerOf, joinAnswers } from "./answer";
import { type CachedFetch, fetchAnew } from "./answerCache/cachedFetch";
import type { Fetched, FetchPorts } from "./fetchWindows";
import { OperationJournal } from "./operations/operationJournal";
import { OperationStory } from "./operations/operationStory";

/** One feed per provider. */
export type Feeds = { readonly [Id in ProviderId]: Feed<QueryOf<Id>> };

export interface RunQueryDeps {
	readonly feeds: Feeds;
	readonly client: ApiClient;
	readonly readings: Readings;
	/** Asks for what is not known, and keeps what came; without it everything is asked for. */
	readonly fetch?: CachedFetch;
	/** Read anew for every query: limits are settings. */
	readonly limits: () => Limits;
	readonly log: Log;
	readonly now: () => number;
	/** Milliseconds of a clock that never jumps; the platform's when absent. */
	readonly monotonic?: () => number;
	/** Where it is noted what becomes of each query. */
	readonly journal?: OperationJournal;
	/** What is known of providers' clocks; without it each runner learns of them by itself. */
	readonly clocks?: ServerClocks;
}

export interface RunQueryOptions {
	/**
	 * An earlier answer to the query that is partial: only the stretch that it lacks is asked for, and the
	 * result is both together. Where nothing new comes the promise rejects and the earlier answer stands.
	 */
	readonly continues?: PackedResult;
	/** Asks for everything anew; what comes takes the place of what is cached. */
	readonly isRenewed?: boolean;
	/** Whether it is sent although the plan, as far as it is known, cannot give it. */
	readonly isInsisted?: boolean;
	/** Whether an answer that is complete and has no interval is one: nothing traded. */
	readonly mayBeQuiet?: boolean;
	readonly signal?: AbortSignal;
	readonly onProgress?: (progress: FetchProgress) => void;
}

export type RunQuery = (query: MarketQuery, options?: RunQueryOptions) => Promise<PackedResult>;

/** The clocks of providers beside this machine's. */
export class ServerClocks {
	private readonly known = new Map<ProviderId, ServerClock>();

	/** @param now this machine's clock */
	constructor(private readonly now: () => number) {}

	of(provider: ProviderId): ServerClock {
		const known = this.known.get(provider) ?? new ServerClock(() => epochMs(this.now()));
		this.known.set(provider, known);
		return known;
	}
}

/** Binds {@link runQuery} to what it needs. What is learned of a provider's clock serves later queries. */
export function createRunQuery(deps: RunQueryDeps): RunQuery {
	const { clocks = new ServerClocks(deps.now) } = deps;
	return (query, options = {}) => runQuery(query, deps, clocks.of(query.provider), options);
}

/** A feed whose plans are told to the story of an operation. */
function toldFeed(feed: Feed<MarketQuery>, story: OperationStory): Feed<MarketQuery> {
	return {
		...feed,
		plan: async (asked, context) => {
			const plan = await feed.plan(asked, context);
			story.planned(plan);
			return plan;
		},
	};
}

/**
 * Asks the query's provider and returns the complete answer, or a partial one with the reason.
 *
 * Rejects with `ProviderError`: `cancelled` when the signal fired and nothing had come, `timeout` when
 * the whole query ran into its deadline with nothing, `emptyData` when the provider has no data for it,
 * and whatever the feed reports.
 */
export async function runQuery(
	query: MarketQuery,
	deps: RunQueryDeps,
	clock: ServerClock,
	{ continues, isRenewed = false, mayBeQuiet = false, signal, onProgress }: RunQueryOptions = {},
): Promise<PackedResult> {
	const { feeds, client, readings, limits, log, now, monotonic = () => performance.now() } = deps;
	const stretch = continues && missingStretch(continues);
	if (continues !== undefined && stretch === undefined) return continues;
	const asked =
		continues === undefined || stretch === undefined ? query : restQuery(continues, stretch);
	const bounds = limits();
	const deadline = AbortSignal.timeout(bounds.operationMs);
	const cancelled = () => signal?.aborted === true;
	if (cancelled()) throw providerError("cancelled", query.provider);
	const began = monotonic();
	const remainingMs = () => bounds.operationMs - (monotonic() - began);
	const { journal = new OperationJournal() } = deps;
	const wallClock = () => epochMs(now());
	const operation = OperationStory.ofQuery(asked, { log, journal, monotonic, now: wallClock });
	// A provider's feed takes the queries that name the provider.
	const feed = toldFeed(feeds[query.provider], operation);
	try {
		const ports: FetchPorts = {
			client: {
				get: (request, asked) => client.get(request, { ...asked, remainingMs, operation }),
			},
			readings,
			signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
			limits: bounds,
			log,
			clock,
			onProgress: onProgress ?? (() => undefined),
		};
		const fetch = deps.fetch ?? fetchAnew;
		const { fetched, keep } = await fetch(feed, asked, ports, { isRenewed });
		const came = answerOf(asked, nameDeadline(fetched, deadline.aborted && !cancelled()), {
			clock,
			fetchedAt: epochMs(now()),
		});
		const isQuiet = (stretch !== undefined || mayBeQuiet) && isComplete(came);
		if (isEmpty(came.markets) && !isQuiet) {
			throw emptyAnswer(query, came, { bounds, whenEmpty: fetched.plan.whenEmpty });
		}
		keep();
		operation.answered(came.result, came.markets);
		return continues !== undefined && stretch !== undefined
			? joinAnswers(continues, came.result, stretch)
			: came.result;
	} catch (error) {
		const isDeadline =
			isProviderError(error) && error.kind === "cancelled" && deadline.aborted && !cancelled();
		if (!isDeadline) throw operation.failed(error);
		const limit = { limit: bounds.operationMs / 1_000, ownLimit: "operationMs" } as const;
		throw operation.failed(providerError("timeout", query.provider, { ...error.facts, ...limit }));
	}
}

/** A feed cannot tell our deadline from the user's cancel: both are an abort. */
function nameDeadline({ partial, ...fetched }: Fetched, ranOut: boolean): Fetched {
	if (partial === undefined) return fetched;
	const isDeadline = ranOut && partial.code === "cancelled";
	return { ...fetched, partial: isDeadline ? { ...partial, code: "deadline" } : partial };
}

/** Whether an answer is complete. It may be complete and empty. */
function isComplete({ result, markets }: Answer): boolean {
	return (
		result.partial === undefined &&
		markets.flat().every(({ series }) => series.rejected.strays === undefined)
	);
}

function isEmpty(markets: readonly MarketPieces[]): boolean {
	return markets.flat().every(({ begin, end }) => begin >= end);
}

/** The error for an answer without a single interval: what ended the fetch, else that there is no data. */
function emptyAnswer(
	query: MarketQuery,
	{ result: { partial, access }, markets }: Answer,
	{ bounds, whenEmpty }: { readonly bounds: Limits; readonly whenEmpty: Text | undefined },
): ProviderError {
	const fail = (kind: ErrorKind, facts: ErrorFacts = {}) =>
		providerError(kind, query.provider, { market: providerOf(query).marketWords(query), ...facts });
	switch (partial?.code) {
		case "requestFailed":
			return fail(partial.error?.kind ?? "server", partial.error?.facts);
		case "cancelled":
			return fail("cancelled");
		case "deadline":
			return fail("timeout", { limit: bounds.operationMs / 1_000, ownLimit: "operationMs" });
		case "badToken":
		case "repeatedPage":
			return fail("badBody");
	}
	const { strays } = sumRejected(markets.flat().map(({ series }) => series.rejected));
	if (strays !== undefined) {
		const { count, first, last } = strays;
		return fail("schema", { strays: count, straysFrom: first, straysTo: last });
	}
	return fail("emptyData", {
		...(access?.from !== undefined && { accessFrom: access.from }),
		...(access?.to !== undefined && { accessTo: access.to }),
		...(access?.of !== undefined && { accessOf: access.of }),
		...(providerOf(query).knowsMarket(markets.length) && { isMarketKnown: true }),
		...(whenEmpty !== undefined && { reason: whenEmpty }),
	});
}
