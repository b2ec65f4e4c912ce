import { providerOf } from "../providers/providers";
import type { MarketQuery } from "../query/query";
import type { PartialReason, Warning } from "./result";
import type { TimeRange } from "./series";
import { epochMs, toIso } from "../time";
import { appendChunk, outside } from "./appendChunk";
import type { PackedChunk } from "./chunk";
import { openSeries } from "./openResult";
import type { PackedResult } from "./packedResult";

/** The stretch that a partial answer lacks, as far as it tells; `undefined` when it cannot be asked for. */
export function missingStretch({
	range,
	partial,
	chunks,
}: Pick<PackedResult, "range" | "partial" | "chunks">): TimeRange | undefined {
	if (partial === undefined) return undefined;
	const { completeFrom, completeUntil } = partial;
	if (completeFrom === undefined && completeUntil === undefined) return undefined;
	// An interval that was in progress is asked for again with what follows it.
	const unfinished = completeFrom === undefined ? unfinishedIn(chunks) : Infinity;
	const until = Math.min(completeUntil ?? range.from, unfinished);
	const from = epochMs(Math.max(range.from, until));
	const to = completeFrom ?? range.to;
	return from < to ? { from, to } : undefined;
}

/** Start of the earliest interval that was in progress when it came, else Infinity. */
function unfinishedIn(chunks: readonly PackedChunk[]): number {
	const starts = openSeries(chunks).map(({ open, times }) => (open ? times.at(-1) : undefined));
	return Math.min(Infinity, ...starts.map((start) => start ?? Infinity));
}

/** The query for a stretch that an answer lacks, with the data version of that answer. */
export function restQuery({ query, resolved }: PackedResult, stretch: TimeRange): MarketQuery {
	const range = { from: toIso(stretch.from), to: toIso(stretch.to) };
	const same = resolved && providerOf(query).asResolved?.(query, resolved);
	return { ...(same ?? query), range };
}

/**
 * The chunks of a partial answer together with those that came for the stretch that it lacked.
 *
 * @param stretch what was asked for, by {@link missingStretch}; inside of it only what came counts
 */
export function joinRest(
	chunks: readonly PackedChunk[],
	came: readonly PackedChunk[],
	stretch: TimeRange,
): readonly PackedChunk[] {
	const kept = chunks.flatMap((chunk) => outside(chunk, stretch));
	const added = came.map((chunk): PackedChunk => {
		const { header } = chunk;
		const origin = header.origin === "cached" ? "cached" : "appended";
		return { ...chunk, header: { ...header, origin } };
	});
	return added.reduce<readonly PackedChunk[]>(appendChunk, kept);
}

/** Why an answer is partial after more of it came. */
export function remainingReason(
	before: PartialReason | undefined,
	after: PartialReason | undefined,
): PartialReason | undefined {
	if (after === undefined) return undefined;
	const completeFrom = after.completeFrom ?? before?.completeFrom;
	const completeUntil = after.completeUntil ?? before?.completeUntil;
	return {
		code: after.code,
		...(after.error !== undefined && { error: after.error }),
		...(completeFrom !== undefined && { completeFrom }),
		...(completeUntil !== undefined && { completeUntil }),
	};
}

/** Warnings, each once. */
export function uniqueWarnings(warnings: readonly Warning[]): Warning[] {
	return [...new Map(warnings.map((one) => [JSON.stringify(one), one])).values()];
}
