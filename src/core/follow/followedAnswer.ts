import { joinedChunk } from "../cache/joinedChunk";
import { outside } from "../result/appendChunk";
import type { PackedChunk } from "../result/chunk";
import type { PackedResult } from "../result/packedResult";
import { joinRest } from "../result/rest";
import type { PartialReason } from "../result/result";
import { type EpochMs, epochMs } from "../time";
import { type FollowStep, settledUntil } from "./followRange";

/** Appended chunks beyond this many are made one: each poll leaves one, and a day of minutes has 1,440. */
const MOST_APPENDED = 32;

/** An answer after its newest intervals came, and what of it is new. */
export interface FollowedAnswer {
	readonly result: PackedResult;
	/** The same facts with the chunks that came, for whoever has the rest already. */
	readonly news: PackedResult;
}

/**
 * An answer with the newest intervals in the place of those that it had. The range is the one that the query means now;
 * what lies before it is gone. The answer counts as asked for when its newest part was.
 *
 * @param came the answer for `step.stretch`, complete
 */
export function followedAnswer(
	base: PackedResult,
	came: PackedResult,
	{ range, stretch }: FollowStep,
): FollowedAnswer {
	const { partial, chunks, ...facts } = base;
	const left = { from: epochMs(Math.min(range.from, base.range.from)), to: range.from };
	// What lies beyond the range was asked for by a clock that was ahead.
	const ahead = { from: range.to, to: epochMs(Math.max(range.to, base.range.to)) };
	const kept = chunks
		.flatMap((chunk) => outside(chunk, left))
		.flatMap((chunk) => outside(chunk, ahead));
	const added = joinRest([], came.chunks, stretch);
	const codes = new Set(base.warnings.map(({ code }) => code));
	const remains = remainingGap(partial, range.from);
	const now = {
		...facts,
		range,
		warnings: [...base.warnings, ...came.warnings.filter(({ code }) => !codes.has(code))],
		fetchedAt: came.fetchedAt,
		...(remains !== undefined && { partial: remains }),
	};
	return {
		result: { ...now, chunks: withFewAppended(joinRest(kept, came.chunks, stretch)) },
		news: { ...now, chunks: added },
	};
}

/**
 * An answer that was under way while following went on, with the newest intervals of the one that is shown: they were asked for
 * after it. The answer itself where it is the newer one.
 *
 * @param shown of the same query
 */
export function withNewest(late: PackedResult, shown: PackedResult): PackedResult {
	const [own, newest] = [late.chunks.at(-1), shown.chunks.at(-1)];
	if (own === undefined || newest === undefined) return late;
	const { range } = shown;
	const from = epochMs(Math.max(range.from, settledUntil(own, late.query)));
	const isNewer = newest.header.fetchedAt > own.header.fetchedAt;
	if (!isNewer || !isWholeFrom(late, from) || !isWholeFrom(shown, from)) return late;
	const before = { from: epochMs(Math.min(range.from, from)), to: from };
	const came = { ...shown, chunks: shown.chunks.flatMap((chunk) => outside(chunk, before)) };
	return followedAnswer(late, came, { range, stretch: { from, to: range.to } }).result;
}

/** Whether an answer lacks nothing from a moment on. */
function isWholeFrom({ partial }: PackedResult, from: EpochMs): boolean {
	return partial === undefined || (partial.completeFrom ?? Infinity) <= from;
}

/** A partial answer is whole once the range has moved past what it lacks. */
function remainingGap(partial: PartialReason | undefined, from: number): PartialReason | undefined {
	const isPast = partial?.completeFrom !== undefined && partial.completeFrom <= from;
	return isPast ? undefined : partial;
}

/** Chunks with those that were appended one by one as a single one, but for the newest, which is not settled. */
function withFewAppended(chunks: readonly PackedChunk[]): readonly PackedChunk[] {
	const first = chunks.findIndex(({ header }) => header.origin === "appended");
	const before = chunks.slice(0, Math.max(0, first));
	const appended = chunks.slice(before.length, -1);
	const [oldest, newest] = [appended[0], appended.at(-1)];
	if (first < 0 || appended.length <= MOST_APPENDED) return chunks;
	if (oldest === undefined || newest === undefined || !isGapless(appended)) return chunks;
	const stretch = { from: oldest.header.stretch.from, to: newest.header.stretch.to };
	return [...before, joinedChunk(appended, stretch, "appended"), ...chunks.slice(-1)];
}

function isGapless(chunks: readonly PackedChunk[]): boolean {
	return chunks.every(({ header }, at) => {
		const next = chunks[at + 1];
		return next === undefined || next.header.stretch.from === header.stretch.to;
	});
}
