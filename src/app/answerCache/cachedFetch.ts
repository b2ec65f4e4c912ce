import type { Feed, FeedPlan } from "../../core/feeds/feed";
import type { CostContext } from "../../core/cost/costContext";
import type { Limits } from "../../core/limits";
import { BLOCK_INTERVALS, hasOneGrid } from "../../core/cache/blocks";
import { settledPart } from "../../core/cache/settled";
import type { ProviderId } from "../../core/providers/ids";
import { providerOf } from "../../core/providers/providers";
import { questionKey } from "../../core/query/canonical";
import { intervalLength } from "../../core/query/interval";
import type { MarketQuery } from "../../core/query/query";
import { isMoving } from "../../core/query/range";
import { queryFit } from "../../core/query/queryFit";
import type { TimeRange } from "../../core/result/series";
import { HOUR_MS } from "../../core/time";
import { type Fetched, type FetchPorts, fetchWindows } from "../fetchWindows";
import type { AnswerCache } from "./answerCache";
import { CachedFeed } from "./cachedFeed";

/** For how long it is believed that the latest version is the one that an answer has named. */
const RESOLVED_FOR_MS = HOUR_MS;
/** Most intervals that are looked for, where nothing else bounds an answer. */
const MOST_INTERVALS = 2_000 * BLOCK_INTERVALS;

export interface CachedFetchDeps {
	readonly cache: AnswerCache;
	/** Who answers a query now: origin and id of the key; `undefined` where nobody is asked. */
	readonly ownerOf: (query: MarketQuery) => string | undefined;
	readonly now: () => number;
}

/** An answer, and what has to be done once it is found to be good. */
export interface FetchedWithCache {
	readonly fetched: Fetched;
	/** Keeps what is closed of it, in the background. */
	readonly keep: () => void;
}

export type CachedFetch = <Query extends MarketQuery>(
	feed: Feed<Query>,
	query: Query,
	ports: FetchPorts,
	options: { readonly isRenewed: boolean },
) => Promise<FetchedWithCache>;

/** What is known of a query's answer, without asking or reading it. */
export type CoverOf = (query: MarketQuery, context: CostContext) => Promise<readonly TimeRange[]>;

/** Fetching with what is known, and telling that beforehand. */
export interface CachedFetching {
	readonly fetch: CachedFetch;
	readonly coverOf: CoverOf;
}

/** Fetches a query as if nothing were known, and keeps nothing. */
export const fetchAnew: CachedFetch = async (feed, query, ports) => ({
	fetched: await fetchWindows(feed, query, ports),
	keep: () => undefined,
});

/**
 * Fetches queries with what is known of them. With `isRenewed` everything is asked for, and what comes takes the
 * place of what was known. Where answers contradict what was known, everything is asked for, too.
 */
export function createCachedFetch({ cache, ownerOf, now }: CachedFetchDeps): CachedFetching {
	/** Providers whose time an answer has told. */
	const heard = new Set<ProviderId>();
	const versions = new Map<string, { readonly resolved: MarketQuery; readonly until: number }>();

	/** The query by the name of its data version; `undefined` while it is not known which one is meant. */
	const namedQuery = (query: MarketQuery): MarketQuery | undefined => {
		if (providerOf(query).isUnresolved?.(query) !== true) return query;
		const version = versions.get(questionKey(query));
		return version !== undefined && version.until > now() ? version.resolved : undefined;
	};
	/** Notes what an answer has resolved its query to. */
	const resolve = (query: MarketQuery, { resolved }: Fetched): MarketQuery | undefined => {
		const provider = providerOf(query);
		if (provider.isUnresolved?.(query) !== true) return query;
		const named = resolved === undefined ? undefined : provider.asResolved?.(query, resolved);
		if (named === undefined || provider.isUnresolved(named)) return undefined;
		versions.set(questionKey(query), { resolved: named, until: now() + RESOLVED_FOR_MS });
		return named;
	};

	const isKept = (query: MarketQuery) => cache.isOn && hasOneGrid(intervalLength(query));
	/** Whose answers are known and kept: of data that are at hand, their own; `undefined` where none are. */
	const keeperOf = (query: MarketQuery, { edition }: Pick<FeedPlan, "edition"> = {}) =>
		isKept(query) ? (edition ?? ownerOf(query)) : undefined;

	const coverOf: CoverOf = async (query, { now, limits }) => {
		const [owner, named] = [keeperOf(query), namedQuery(query)];
		const { range, most } = queryFit(query, limits, now);
		const isUnsure = isMoving(query.range) && !heard.has(query.provider);
		const over = settledPart(range, { now, isUnsure }, intervalLength(query));
		if (owner === undefined || named === undefined || over === undefined) return [];
		return cache.covers({ owner, query: named }, over, mostIntervals({ rows: most }));
	};

	const fetch: CachedFetch = async (feed, query, ports, { isRenewed }) => {
		if (!isKept(query)) return fetchAnew(feed, query, ports, { isRenewed });
		const owner = ownerOf(query);
		const { edition } = cache;
		const runWith = async (isAnew: boolean): Promise<FetchedWithCache> => {
			const cached = new CachedFeed(feed, query, (range, { most, edition = owner }) => {
				const named = isAnew ? undefined : namedQuery(query);
				if (named === undefined || edition === undefined) return Promise.resolve({ chunks: [] });
				const bounds = { intervals: mostIntervals(most), bytes: ports.limits.bytesPerResult };
				return cache.find({ owner: edition, query: named }, range, bounds);
			});
			const { clock } = ports;
			const known = (plan: FeedPlan) => {
				const isUnsure = isMoving(query.range) && !clock.isHeard;
				return cached.known(plan, { now: clock.now(), isUnsure });
			};
			const came = await fetchWindows(cached, query, { ...ports, known });
			if (clock.isHeard) heard.add(query.provider);
			if (cached.isContradicted) return runWith(true);
			const { resolved } = cached;
			const fetched = { ...came, ...(resolved !== undefined && { resolved }) };
			const keep = () => {
				const { chunks, facts } = cached.keepable(fetched);
				const named = resolve(query, fetched);
				const keeper = keeperOf(query, fetched.plan);
				if (chunks.length === 0 || named === undefined || keeper === undefined) return;
				// Settings may send the query elsewhere by now, or with another key.
				if (ownerOf(query) !== owner) return;
				cache.keep({ owner: keeper, query: named }, chunks, facts, edition).catch(() => undefined);
			};
			return { fetched, keep };
		};
		return runWith(isRenewed);
	};
	return { fetch, coverOf };
}

function mostIntervals({ rows = Infinity }: Partial<Pick<Limits, "rows">> = {}): number {
	return Math.min(rows, MOST_INTERVALS);
}
