import { providerError } from "../../errorText";
import { KIYOTAKA_INTERVAL_LENGTH } from "../../query/intervalGrammar";
import { queryFit } from "../../query/queryFit";
import { kiyotaka } from "../../providers/kiyotaka";
import type { KiyotakaProfileQuery } from "../../query/query";
import { packChunk } from "../../result/packChunk";
import type { Feed } from "../feed";
import { decodeAnswer } from "../feedError";
import { newestFirst } from "../windows";
import { assembleProfiles } from "./assemble";
import { decodeProfiles } from "./decode";
import { seriesAskedFor } from "./identity";
import { INTERVALS_PER_REQUEST, profileRequest } from "./request";

/** Volume profiles from Kiyotaka: one profile per interval and series, one request per window. */
export const kiyotakaFeed: Feed<KiyotakaProfileQuery> = {
	plan: (query, now, limits) => {
		const { range, intervals, most } = queryFit(query, limits, now);
		if (intervals > most) {
			throw providerError("planLimit", "kiyotaka", {
				condition: "points",
				ownLimit: "kiyotakaIntervals",
				wanted: intervals,
				limit: most,
				market: kiyotaka.marketWords(query),
			});
		}
		const perWindow = Math.min(limits.kiyotakaWindowIntervals, INTERVALS_PER_REQUEST);
		return {
			range,
			windows: newestFirst(range, KIYOTAKA_INTERVAL_LENGTH[query.interval], perWindow),
		};
	},

	fetch: async (query, window, context) => {
		const { client, signal, limits, log, clock, range, onPage, onWait } = context;
		const interval = KIYOTAKA_INTERVAL_LENGTH[query.interval];
		const request = profileRequest(query, window, interval);
		const sentAt = clock.machineTime;
		const { body, serverTime } = await client.get(request, { signal, onWait });
		const now = serverTime ?? clock.now();
		const { series, stamps, mergedLevels } = decodeAnswer(
			() => {
				const asked = seriesAskedFor(decodeProfiles(body, limits), query);
				return assembleProfiles(asked, query, { window, range, interval, now });
			},
			"kiyotaka",
			{ path: request.path, market: kiyotaka.marketWords(query) },
			log,
		);
		if (mergedLevels > 0) log.debug(`kiyotaka: ${mergedLevels} repeated levels were added up`);
		onPage(Math.max(0, ...series.map(({ times }) => times.length)));
		return {
			chunk: packChunk(series, { stretch: window, origin: "asked", fetchedAt: now }),
			...(stamps !== undefined && { stamps }),
			...(serverTime !== undefined && { heard: { serverTime, sentAt } }),
		};
	},
};
