import type { QueryRange } from "../query/query";
import { resolveRange } from "../query/range";
import { alignUp, DAY_MS, type EpochMs, epochMs, MINUTE_MS, toIso } from "../time";
import type { TradedSpan } from "./listing";

/** How a range lies to the time in which a market was traded. */
export type OutsideTrading = "after" | "before" | "never";

/** The first moment after all trading; `undefined` where it goes on, or nobody says. */
function endOfTrading({ lastTrade, expired }: TradedSpan): EpochMs | undefined {
	if (lastTrade !== undefined) return epochMs(lastTrade + 1);
	return expired === undefined ? undefined : epochMs(expired + DAY_MS);
}

/** Why nothing can come for a range: it lies wholly outside of the time in which the market was traded. */
export function outsideTrading(
	range: QueryRange,
	span: TradedSpan,
	now: EpochMs,
): OutsideTrading | undefined {
	const { firstTrade, isUntraded } = span;
	if (isUntraded === true) return "never";
	const { from, to } = resolveRange(range, MINUTE_MS, now);
	const end = endOfTrading(span);
	if (end !== undefined && from >= end) return "after";
	return firstTrade !== undefined && to <= firstTrade ? "before" : undefined;
}

/** Lengths of the ranges that end with the last day of trading, in days. */
const DAYS = [1, 7, 30] as const;

/** Whole days that end with the last one on which an ended market was traded; none before its first trade. */
export function lastTradedRanges(
	span: TradedSpan,
): readonly { readonly days: number; readonly range: QueryRange }[] {
	const { firstTrade } = span;
	const over = endOfTrading(span);
	if (over === undefined) return [];
	const end = alignUp(over, DAY_MS);
	return DAYS.filter(
		(days) => days === 1 || firstTrade === undefined || end - (days - 1) * DAY_MS > firstTrade,
	).map((days) => ({
		days,
		range: { from: toIso(epochMs(end - days * DAY_MS)), to: toIso(end) },
	}));
}

/**
 * The range that a question begins with: the given one, or, where trading ended before it, the shortest at the end of
 * trading that can be asked for.
 */
export function rangeToBeginWith(
	range: QueryRange,
	span: TradedSpan,
	now: EpochMs,
	canBeAsked: (range: QueryRange) => boolean,
): QueryRange {
	if (outsideTrading(range, span, now) !== "after") return range;
	return lastTradedRanges(span).find((last) => canBeAsked(last.range))?.range ?? range;
}
