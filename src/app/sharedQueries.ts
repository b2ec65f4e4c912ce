import { providerError } from "../core/errors/errorText";
import type { FetchProgress } from "../core/feeds/feed";
import type { ProviderId } from "../core/providers/ids";
import { canonicalJson } from "../core/query/canonical";
import type { MarketQuery } from "../core/query/query";
import type { PackedResult } from "../core/result/packedResult";
import type { RunQuery } from "./runQuery";
import { SharedWork } from "./sharedWork";

/**
 * Runs equal queries of the same moment as one. Each caller has a signal and a progress of its own: who cancels leaves
 * alone, with `cancelled`, and the last one who does ends the query and has what it came to. What all get shares its
 * buffers, which nobody changes, and nothing else.
 *
 * @param circumstancesOf what else decides about the answer: place, key, limits, the time; `undefined` for a query
 * that runs by itself
 */
export function shareEqualQueries(
	run: RunQuery,
	circumstancesOf: (query: MarketQuery) => string | undefined,
): RunQuery {
	const running = new Map<ProviderId, SharedWork<PackedResult, FetchProgress>>();
	const sharedOf = (provider: ProviderId) => {
		const cancelled = () => providerError("cancelled", provider);
		const shared =
			running.get(provider) ??
			new SharedWork<PackedResult, FetchProgress>(cancelled, { lastHears: true });
		running.set(provider, shared);
		return shared;
	};
	return async (query, options = {}) => {
		const circumstances = circumstancesOf(query);
		if (circumstances === undefined) return run(query, options);
		const { signal = new AbortController().signal, onProgress, continues, ...others } = options;
		const base = continues === undefined ? undefined : identityOf(continues);
		const name = canonicalJson([query, circumstances, base ?? null, { ...others }]);
		const shared = sharedOf(query.provider);
		const isFirst = !shared.has(name);
		const waiting = { signal, ...(onProgress !== undefined && { onProgress }) };
		const result = await shared.join(name, waiting, (all) => run(query, { ...options, ...all }));
		return isFirst ? result : ownCopy(result);
	};
}

/** What tells an answer that is to be continued from any other of its query. */
function identityOf({ fetchedAt, partial, chunks }: PackedResult) {
	return {
		fetchedAt,
		from: partial?.completeFrom ?? null,
		until: partial?.completeUntil ?? null,
		chunks: chunks.map(({ header: { stretch, fetchedAt, byteLength } }) => [
			stretch.from,
			stretch.to,
			fetchedAt,
			byteLength,
		]),
	};
}

/** A result that shares only its buffers. */
function ownCopy({ chunks, ...facts }: PackedResult): PackedResult {
	return {
		...structuredClone(facts),
		chunks: chunks.map(({ header, data }) => ({ header: structuredClone(header), data })),
	};
}
