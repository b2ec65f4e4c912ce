import { providerError } from "../../errors/errorText";
import { KIYOTAKA_INTERVAL_LENGTH } from "../../query/intervalGrammar";
import { queryFit } from "../../query/queryFit";
import { kiyotaka } from "../../providers/kiyotaka";
import type { KiyotakaProfileQuery } from "../../query/query";
import type { Feed, FeedPlan, PlanContext } from "../feed";
import { OpenWindow } from "../openWindow";
import { newestFirst } from "../windows";
import { INTERVALS_PER_REQUEST, profileRequest } from "./request";
import { refuseOffGrid } from "../offGrid";

/** The plan of a query. Throws `ProviderError` where the query is longer than the settings allow, or off the grid of its intervals. */
export function planProfiles(
	query: KiyotakaProfileQuery,
	{ now, limits }: Pick<PlanContext, "now" | "limits">,
): FeedPlan {
	refuseOffGrid(query, now);
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
}

/** Volume profiles from Kiyotaka: one profile per interval and series, one request per window. */
export const kiyotakaFeed: Feed<KiyotakaProfileQuery> = {
	timesMayBeEnds: true,

	plan: planProfiles,

	fetch: async (query, window, context) => {
		const request = profileRequest(query, window, KIYOTAKA_INTERVAL_LENGTH[query.interval]);
		const facts = { path: request.path, market: kiyotaka.marketWords(query) };
		const reading = new OpenWindow("kiyotaka", query, window, context, facts);
		try {
			await reading.ask(request);
			return await reading.finish(undefined);
		} finally {
			reading.close();
		}
	},
};
