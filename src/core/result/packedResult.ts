import type { FromCache, ResultFacts } from "./result";
import type { ChunkHeader, PackedChunk } from "./chunk";

/**
 * A result as host, page and disk hold it: its facts, and the chunks that fetches brought, oldest first. The
 * stretches of chunks do not overlap.
 */
export interface PackedResult extends ResultFacts {
	readonly chunks: readonly PackedChunk[];
}

/** Most chunks of a result. */
export const MOST_CHUNKS = 100_000;

/** Grows when a header of an earlier version can no longer be read. */
export const RESULT_FORMAT = 2;

/** The part of a packed result that is plain JSON: everything but the numbers. */
export interface ResultHeader {
	readonly format: typeof RESULT_FORMAT;
	readonly result: ResultFacts;
	readonly chunks: readonly ChunkHeader[];
}

/** A result in the two parts that cross to a page or a file. The buffers are those of the result. */
export interface SplitResult {
	readonly header: ResultHeader;
	readonly buffers: readonly ArrayBuffer[];
}

/** Parts a result; put together again by `readResult`. */
export function splitResult({ chunks, ...result }: PackedResult): SplitResult {
	return {
		header: { format: RESULT_FORMAT, result, chunks: chunks.map(({ header }) => header) },
		buffers: chunks.map(({ data }) => data),
	};
}

/** How much of a result came from a cache. */
export function fromCacheOf({ chunks }: PackedResult): FromCache {
	const cached = chunks.filter(({ header }) => header.origin === "cached").length;
	if (cached === 0) return "none";
	return cached === chunks.length ? "all" : "some";
}
