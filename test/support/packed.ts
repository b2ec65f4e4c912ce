import type { QueryResult } from "../../src/core/result/result";
import { openResult } from "../../src/core/result/openResult";
import { packChunk } from "../../src/core/result/packChunk";
import { type PackedResult, splitResult } from "../../src/core/result/packedResult";
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

/** A result as plain JSON, to be carried into a page: its buffers are base64. */
export interface CarriedResult {
	readonly header: unknown;
	readonly base64: readonly string[];
}

export function carried(result: QueryResult): CarriedResult {
	const { header, buffers } = splitResult(packed(result));
	return { header, base64: buffers.map((buffer) => Buffer.from(buffer).toString("base64")) };
}
