import type { QueryKind, TradesQuery } from "../../query/query";
import type { TimeRange } from "../../result/series";
import { alignDown, alignUp, DAY_MS, durationMs, epochMs, toIso } from "../../time";

/** Intervals from which the first chart chooses, shortest first. */
const INTERVALS = [
	["1s", 1_000],
	["5s", 5_000],
	["15s", 15_000],
	["1m", 60_000],
	["5m", 300_000],
	["15m", 900_000],
	["1h", 3_600_000],
	["4h", 14_400_000],
	["1d", 86_400_000],
] as const;
const LONGEST_INTERVAL = ["1w", 604_800_000] as const;

/** A line of a screen's width needs no more points, a profile over time no more columns. */
const MOST_INTERVALS: Readonly<Record<QueryKind, number>> = { vwap: 1_500, volumeProfile: 168 };
/** The first chart of many years of trades shows the last of them, so that it comes soon. */
const LONGEST = 366 * DAY_MS;

/**
 * The first query of an instrument that nobody has asked about yet: all of its trades, at most the last year, in
 * the shortest intervals that a chart shows well.
 */
export function firstQuery(
	kind: QueryKind,
	dataset: string,
	{ symbol, span }: { readonly symbol: string; readonly span: TimeRange },
): TradesQuery {
	const to = span.to;
	const from = Math.max(span.from, to - LONGEST);
	const most = MOST_INTERVALS[kind];
	const [interval, length] =
		INTERVALS.find(([, milliseconds]) => (to - from) / milliseconds <= most) ?? LONGEST_INTERVAL;
	const grid = durationMs(length);
	return {
		kind,
		provider: "trades",
		dataset,
		symbol,
		interval,
		range: {
			from: toIso(alignDown(epochMs(from), grid)),
			to: toIso(alignUp(to, grid)),
		},
	};
}
