import { epochMs } from "../time";
import type { CachedStretch, QueryResult, ResultFacts } from "./result";
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

/** The half of a packed result that is plain JSON: everything but the numbers. */
export interface ResultHeader {
	readonly format: typeof RESULT_FORMAT;
	readonly result: ResultFacts;
	readonly chunks: readonly ChunkHeader[];
}

/** A result split in two for a page or a file: a plain header and the buffers, which are not copied. */
export interface SplitResult {
	readonly header: ResultHeader;
	readonly buffers: readonly ArrayBuffer[];
}

/** Splits a result. `joinResult` puts it together again, or `readResult` when it comes from outside. */
export function splitResult({ chunks, ...result }: PackedResult): SplitResult {
	return {
		header: { format: RESULT_FORMAT, result, chunks: chunks.map(({ header }) => header) },
		buffers: chunks.map(({ data }) => data),
	};
}

/**
 * Puts a result together whose header was made or read in this version: by `splitResult` in the host, which
 * a page takes at its word, or by `readResultHeader`. Nothing is copied.
 *
 * @throws {TypeError} where a buffer is not that of its chunk
 */
export function joinResult({ header, buffers }: SplitResult): PackedResult {
	const { format, result, chunks } = header;
	if (format !== RESULT_FORMAT) throw misfit("format", `${String(format)} is of another version`);
	return {
		...result,
		chunks: chunks.map((one, at) => {
			const data = buffers[at];
			if (data?.byteLength !== one.byteLength) {
				const came = data === undefined ? "nothing" : data.byteLength;
				throw misfit(`chunks.${at}.byteLength`, `${one.byteLength}, but ${came} came`);
			}
			return { header: one, data };
		}),
	};
}

/** The error for a header that does not fit, by the path of the field. */
export function misfit(path: string, problem: string): TypeError {
	return new TypeError(`Result header, ${path}: ${problem}`);
}

/** What of a result came from a cache. */
export function cachedFacts({
	chunks,
}: Pick<PackedResult, "chunks">): Pick<QueryResult, "fromCache" | "cachedAt" | "cachedStretches"> {
	const cached = chunks.filter(({ header }) => header.origin === "cached");
	if (cached.length === 0) return { fromCache: "none" };
	return {
		fromCache: cached.length === chunks.length ? "all" : "some",
		cachedAt: epochMs(Math.min(...cached.map(({ header }) => header.fetchedAt))),
		cachedStretches: cachedStretches(cached),
	};
}

/** The stretches of chunks in the order of time, those that touch as one of the older age. */
function cachedStretches(chunks: readonly PackedChunk[]): readonly CachedStretch[] {
	const joined: CachedStretch[] = [];
	for (const { header } of chunks) {
		const { stretch, fetchedAt } = header;
		const last = joined.at(-1);
		if (last?.to !== stretch.from) {
			joined.push({ ...stretch, fetchedAt });
			continue;
		}
		const oldest = epochMs(Math.min(last.fetchedAt, fetchedAt));
		joined[joined.length - 1] = { from: last.from, to: stretch.to, fetchedAt: oldest };
	}
	return joined;
}
