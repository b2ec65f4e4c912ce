import { intervalLength } from "../query/interval";
import type { MarketQuery } from "../query/query";
import { resolveRange } from "../query/range";
import type { PackedChunk } from "../result/chunk";
import type { PackedResult } from "../result/packedResult";
import type { TimeRange } from "../result/series";
import { type Text, text } from "../text";
import { alignDown, type EpochMs, epochMs } from "../time";

/** What one request of a followed market is for. */
export interface FollowStep {
	/** What the query's range means now: with a range that moves, old intervals leave it. */
	readonly range: TimeRange;
	/** What is asked for: the newest intervals. */
	readonly stretch: TimeRange;
}

/** Why a chart of one query cannot be followed; `undefined` where it can. */
export function followRefusal(
	query: MarketQuery,
	answer: Pick<PackedResult, "partial"> | undefined,
	now: EpochMs,
): Text | undefined {
	if (answer === undefined) return text("There is no answer yet that could be followed.");
	if (isOver(query, now)) {
		return text("This range is over. Choose one that goes up to now, such as the last 24 hours.");
	}
	const { partial } = answer;
	// What came is the oldest: what follows it has to be loaded first.
	if (partial !== undefined && partial.completeFrom === undefined) {
		return text("The newest part of this answer is missing. Load it first.");
	}
	return undefined;
}

/** Whether a range has no interval in progress and will never have one again. */
export function isOver(query: MarketQuery, now: EpochMs): boolean {
	const { range } = query;
	if ("last" in range) return false;
	if ("since" in range) return (range.ago ?? 0) > 0;
	return resolveRange(range, intervalLength(query), now).to <= now;
}

/**
 * What the next request asks for: the interval in progress, the closed one before it, and what closed since the last
 * answer; of that its newest closed interval once more, because a provider may have revised it. `undefined` where the range
 * has nothing new, as between two sessions.
 *
 * @param now by the provider's clock
 */
export function followStep(
	{ query, chunks }: Pick<PackedResult, "query" | "chunks">,
	now: EpochMs,
): FollowStep | undefined {
	const interval = intervalLength(query);
	const range = resolveRange(query.range, interval, now);
	const lastClosed = alignDown(now, interval) - interval;
	// One that begins later was asked for by a clock that was ahead.
	const known = chunks.findLast(({ header }) => header.stretch.from < range.to);
	const settled = known === undefined ? range.from : settledUntil(known, query);
	const from = epochMs(Math.max(range.from, Math.min(lastClosed, settled)));
	return from < range.to && range.to > settled
		? { range, stretch: { from, to: range.to } }
		: undefined;
}

/** Until when the newest chunk is as it will stay: what comes from the cache is, of an answer all but its last two intervals. */
export function settledUntil({ header }: PackedChunk, query: MarketQuery): EpochMs {
	const { stretch, origin, fetchedAt } = header;
	if (origin === "cached") return stretch.to;
	const interval = intervalLength(query);
	return epochMs(Math.min(stretch.to, alignDown(fetchedAt, interval) - interval));
}
