import type { QueryResult } from "../../src/core/result/result";
import { openResult } from "../../src/core/result/openResult";
import { packChunk } from "../../src/core/result/packChunk";
import { type PackedResult, splitResult } from "../../src/core/result/packedResult";
import { reachOf } from "../../src/core/result/reach";
import { epochMs } from "../../src/core/time";

/** Every time that a date can name. */
const EVER = { from: epochMs(-8.64e15), to: epochMs(8.64e15) };

/** A result as one chunk that shows all of its rows. */
export function packed({ series, fromCache, ...facts }: QueryResult): PackedResult {
	const origin = fromCache === "none" ? "asked" : "cached";
	return {
		...facts,
		chunks: [packChunk(series, { stretch: EVER, origin, fetchedAt: facts.fetchedAt })],
	};
}

/** What is in a packed result. */
export function opened(result: PackedResult): QueryResult {
	return openResult(result);
}

/**
 * What is in a packed result, whenever and from wherever it came: in place of the moments, how far it reaches by them, and
 * which of its intervals were over.
 */
export function openedWhenever(packed: PackedResult) {
	const { fetchedAt, toldAt, ...result } = openResult(packed);
	const moments = { fetchedAt, ...(toldAt === undefined ? {} : { toldAt }) };
	const reaches = result.series.map((series) => {
		const { closedUntil, ...reach } = reachOf(series, { ...result, ...moments });
		return { ...reach, closedUntil: Math.min(closedUntil, result.range.to) };
	});
	const origins = { fromCache: undefined, cachedAt: undefined, cachedStretches: undefined };
	return { ...result, ...origins, reaches };
}

/** A result as plain JSON, to be carried into a page: its buffers are base64. */
export interface CarriedResult {
	readonly header: unknown;
	readonly base64: readonly string[];
}

export function carried(result: QueryResult): CarriedResult {
	const { header, buffers } = splitResult(packed(result));
	return { header, base64: buffers.map((buffer) => Buffer.from(buffer).toString("base64")) };
}
