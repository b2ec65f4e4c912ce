import { providerError } from "../../errorText";
import { KIYOTAKA_INTERVAL_LENGTH } from "../../query/interval";
import { queryFit } from "../../query/queryFit";
import type { KiyotakaProfileQuery } from "../../query/schema";
import type { PartialReason } from "../../result";
import type { TimeRange } from "../../series";
import type { DurationMs, EpochMs } from "../../time";
import { AskedRange } from "../askedRange";
import { clockWarnings } from "../clockWarning";
import type { Feed, FeedContext } from "../feed";
import { decodeAnswer, partialReason } from "../feedError";
import { ProgressCount } from "../progress";
import { ProfileCollector } from "./assemble";
import { decodeProfiles } from "./decode";
import { seriesAskedFor } from "./identity";
import { kiyotakaMarket, profileRequest, windowsOf } from "./request";
import { profileWarnings } from "./warnings";

/** The range of a query by the provider's clock. Beyond our limit the query is refused before anything is sent. */
function rangeOf(query: KiyotakaProfileQuery, { limits, clock }: FeedContext): TimeRange {
	const { range, intervals, most } = queryFit(query, limits, clock.now());
	if (intervals <= most) return range;
	throw providerError("planLimit", "kiyotaka", {
		condition: "points",
		ownLimit: "kiyotakaIntervals",
		wanted: intervals,
		limit: most,
		market: kiyotakaMarket(query),
	});
}

interface Fetched {
	readonly range: TimeRange;
	/** Start of the last window that was answered: windows go newest first. */
	readonly completeFrom: EpochMs;
	readonly serverTime: EpochMs | undefined;
	readonly partial?: PartialReason;
}

/**
 * Asks window after window, newest first, until the end or the first failure. When the first answer shows
 * that the range ends at another time by the provider's clock, the fetch begins anew.
 */
async function fetchWindows(
	query: KiyotakaProfileQuery,
	interval: DurationMs,
	collector: ProfileCollector,
	context: FeedContext,
): Promise<Fetched> {
	const { client, signal, limits, log, clock, onProgress } = context;
	const windowsIn = (range: TimeRange) =>
		windowsOf(range, interval, limits.kiyotakaWindowIntervals);
	const asked = new AskedRange(() => rangeOf(query, context), clock);
	let waiting = windowsIn(asked.range);
	const progress = new ProgressCount(onProgress, waiting.length);
	let completeFrom = asked.range.to;
	let serverTime: EpochMs | undefined;
	const fetched = () => ({ range: asked.range, completeFrom, serverTime });
	for (let window = waiting.shift(); window !== undefined; window = waiting.shift()) {
		try {
			const request = profileRequest(query, window, interval);
			const sentAt = clock.machineTime;
			const answer = await client.get(request, { signal, onWait: progress.onWait });
			if (asked.isMovedBy(answer.serverTime, sentAt)) {
				waiting = windowsIn(asked.range);
				completeFrom = asked.range.to;
				continue;
			}
			const decode = () => seriesAskedFor(decodeProfiles(answer.body, limits), query);
			collector.add(decodeAnswer(decode, "kiyotaka", factsOf(query), log));
			serverTime = answer.serverTime ?? serverTime;
			completeFrom = window.from;
			progress.answered(collector.intervals);
		} catch (error) {
			if (completeFrom === asked.range.to) throw error;
			return { ...fetched(), partial: { ...partialReason(error), completeFrom } };
		}
	}
	return fetched();
}

const factsOf = (query: KiyotakaProfileQuery) => ({
	path: "/v1/points",
	market: kiyotakaMarket(query),
});

/**
 * Volume profiles from Kiyotaka: one profile per interval and series. Long ranges go out as windows
 * one after another, newest first; a failure or cancel after the first window gives what came, as
 * `partial`.
 */
export const kiyotakaFeed: Feed<KiyotakaProfileQuery> = async (query, context) => {
	const { clock, log } = context;
	const interval = KIYOTAKA_INTERVAL_LENGTH[query.interval];
	const collector = new ProfileCollector(query, interval);
	const { range, completeFrom, serverTime, partial } = await fetchWindows(
		query,
		interval,
		collector,
		context,
	);
	const assembled = decodeAnswer(
		() => collector.assemble({ from: completeFrom, to: range.to }, serverTime ?? clock.now()),
		"kiyotaka",
		factsOf(query),
		log,
	);
	if (assembled.mergedLevels > 0) {
		log.debug(`kiyotaka: ${assembled.mergedLevels} repeated levels were added up`);
	}
	return {
		range,
		series: assembled.series,
		warnings: [...profileWarnings(assembled), ...clockWarnings("kiyotaka", clock, interval)],
		...(partial !== undefined && { partial }),
	};
};
