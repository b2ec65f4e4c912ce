import { providerError } from "../../errorText";
import { KIYOTAKA_INTERVAL_LENGTH } from "../../query/interval";
import { resolveRange } from "../../query/range";
import type { KiyotakaProfileQuery } from "../../query/schema";
import type { PartialReason } from "../../result";
import type { TimeRange, VolumeProfileSeries } from "../../series";
import type { DurationMs, EpochMs } from "../../time";
import type { Feed, FeedContext } from "../feed";
import { decodeAnswer, partialReason } from "../feedError";
import { ProgressCount } from "../progress";
import { ProfileCollector } from "./assemble";
import { decodeProfiles } from "./decode";
import { kiyotakaMarket, profileRequest, windowsOf } from "./request";
import { profileWarnings } from "./warnings";

/** Beyond what the service gives at once the query is refused before anything is sent. */
function refuseTooLong(
	query: KiyotakaProfileQuery,
	range: TimeRange,
	interval: DurationMs,
	limit: number,
): void {
	if ((range.to - range.from) / interval <= limit) return;
	throw providerError("planLimit", "kiyotaka", {
		condition: "points",
		limit,
		market: kiyotakaMarket(query),
	});
}

/**
 * Of several series where one market was asked for, the one that it is. When none of them carries its
 * name all stay, and the reader is told.
 */
function askedFor(
	series: readonly VolumeProfileSeries[],
	{ exchange, rawSymbol }: KiyotakaProfileQuery,
): readonly VolumeProfileSeries[] {
	if (rawSymbol === undefined || series.length < 2) return series;
	const matching = series.filter(
		({ market }) => market.exchange === exchange[0] && market.symbol === rawSymbol,
	);
	return matching.length === 0 ? series : matching;
}

interface Fetched {
	/** End of the last window that was answered. */
	readonly completeUntil: EpochMs | undefined;
	readonly serverTime: EpochMs | undefined;
	readonly partial: PartialReason | undefined;
}

/** Asks window after window, oldest first, until the end or the first failure. */
async function fetchWindows(
	query: KiyotakaProfileQuery,
	range: TimeRange,
	interval: DurationMs,
	collector: ProfileCollector,
	{ client, signal, limits, log, onProgress }: FeedContext,
): Promise<Fetched> {
	const windows = windowsOf(range, interval, limits.kiyotakaWindowIntervals);
	const progress = new ProgressCount(onProgress, windows.length);
	let completeUntil: EpochMs | undefined;
	let serverTime: EpochMs | undefined;
	for (const window of windows) {
		try {
			const request = profileRequest(query, window, interval);
			const answer = await client.get(request, { signal, onWait: progress.onWait });
			const facts = { path: request.path, market: kiyotakaMarket(query) };
			const decode = () => decodeProfiles(answer.body, limits);
			collector.add(decodeAnswer(decode, "kiyotaka", facts, log));
			serverTime = answer.serverTime ?? serverTime;
			completeUntil = window.to;
			progress.answered(collector.intervals);
		} catch (error) {
			if (completeUntil === undefined) throw error;
			return { completeUntil, serverTime, partial: partialReason(error, completeUntil) };
		}
	}
	return { completeUntil, serverTime, partial: undefined };
}

/**
 * Volume profiles from Kiyotaka: one profile per interval and series. Long ranges go out as windows
 * one after another; a failure or cancel after the first window gives what came, as `partial`.
 */
export const kiyotakaFeed: Feed<KiyotakaProfileQuery> = async (query, context) => {
	const interval = KIYOTAKA_INTERVAL_LENGTH[query.interval];
	const range = resolveRange(query.range, interval, context.now());
	refuseTooLong(query, range, interval, context.limits.kiyotakaIntervals);
	const collector = new ProfileCollector(query, interval);
	const fetched = await fetchWindows(query, range, interval, collector, context);
	const answered = { from: range.from, to: fetched.completeUntil ?? range.to };
	const assembled = collector.assemble(answered, fetched.serverTime ?? context.now());
	if (assembled.mergedLevels > 0) {
		context.log.debug(`kiyotaka: ${assembled.mergedLevels} repeated levels were added up`);
	}
	const series = askedFor(assembled.series, query);
	return {
		range,
		series,
		warnings: profileWarnings(query, { ...assembled, series }),
		...(fetched.partial !== undefined && { partial: fetched.partial }),
	};
};
