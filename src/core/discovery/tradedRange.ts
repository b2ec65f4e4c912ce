import type { QueryRange } from "../query/query";
import { resolveRange } from "../query/range";
import { alignUp, DAY_MS, type EpochMs, epochMs, MINUTE_MS, toIso } from "../time";
import type { TradedSpan } from "./listing";

/** How a range lies to the time in which a market was traded. */
export type OutsideTrading = "after" | "before" | "never";

/** Why nothing can come for a range: it lies wholly outside of the time in which the market was traded. */
export function outsideTrading(
	range: QueryRange,
	{ firstTrade, lastTrade, isUntraded }: TradedSpan,
	now: EpochMs,
): OutsideTrading | undefined {
	if (isUntraded === true) return "never";
	const { from, to } = resolveRange(range, MINUTE_MS, now);
	if (lastTrade !== undefined && from > lastTrade) return "after";
	return firstTrade !== undefined && to <= firstTrade ? "before" : undefined;
}

/** Lengths of the ranges that end with the last day of trading, in days. */
const DAYS = [1, 7, 30] as const;

/** Whole days that end with the last one on which an ended market was traded; none before its first trade. */
export function lastTradedRanges({
	firstTrade,
	lastTrade,
}: TradedSpan): readonly { readonly days: number; readonly range: QueryRange }[] {
	if (lastTrade === undefined) return [];
	const end = alignUp(epochMs(lastTrade + 1), DAY_MS);
	return DAYS.filter(
		(days) => days === 1 || firstTrade === undefined || end - (days - 1) * DAY_MS > firstTrade,
	).map((days) => ({
		days,
		range: { from: toIso(epochMs(end - days * DAY_MS)), to: toIso(end) },
	}));
}
