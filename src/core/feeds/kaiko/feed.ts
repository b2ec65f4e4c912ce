import { isProviderError } from "../../errors/errors";
import { intervalLength } from "../../query/interval";
import { resolveRange } from "../../query/range";
import { kaiko } from "../../providers/kaiko";
import type { KaikoVwapQuery } from "../../query/query";
import type { TimeRange } from "../../result/series";
import type { Feed, FeedPlan, FetchContext, FetchedChunk, PlanContext } from "../feed";
import { partialReason } from "../feedError";
import { OpenWindow } from "../openWindow";
import type { BodyFacts } from "../windowReader";
import { newestFirst } from "../windows";
import { firstPageRequest, nextPageRequest, vwapPath } from "./request";
import { refuseOffGrid } from "../offGrid";

/** A server may hand out tokens although it has no more rows. */
const MAX_EMPTY_PAGES = 2;

/**
 * Follows the pages of a window to the last one. Resolves with the reason when it ends early after something
 * has come; rejects when nothing has.
 */
async function followPages(
	query: KaikoVwapQuery,
	window: TimeRange,
	reading: OpenWindow,
	{ rowsLeft, morePages, limits }: FetchContext,
): Promise<FetchedChunk["early"]> {
	const seen = new Set<string>();
	let token: string | undefined;
	let newest: BodyFacts | undefined;
	let emptyPages = 0;
	let hasRestarted = false;
	const requestFor = (asked: string | undefined) => {
		if (asked !== undefined) return nextPageRequest(query, asked);
		// After a restart, this is the first page that is still missing.
		const rest = { from: window.from, to: newest?.oldest ?? window.to };
		// Rows beyond the limit would be fetched for nothing.
		return firstPageRequest(query, rest, Math.min(limits.kaikoPageSize, rowsLeft));
	};
	for (;;) {
		try {
			if (newest !== undefined && !(await morePages())) return { code: "pageLimit" };
			newest = await reading.ask(requestFor(token));
		} catch (error) {
			if (newest?.oldest === undefined) throw error;
			if (token === undefined || hasRestarted || !isMissingFrom(newest, window, error)) {
				return partialReason(error);
			}
			// A token may expire; the same rows can then be asked for by their time.
			hasRestarted = true;
			token = undefined;
			continue;
		}
		emptyPages = newest.rows === 0 ? emptyPages + 1 : 0;
		const { next, received, isFull } = newest;
		if (received > rowsLeft) return { code: "rowLimit" };
		if (next.kind === "end" || isFull) return undefined;
		if (next.kind === "badToken") return { code: "badToken" };
		if (seen.has(next.token)) return { code: "repeatedPage" };
		if (emptyPages >= MAX_EMPTY_PAGES) return { code: "emptyPages" };
		if (received >= rowsLeft) return { code: "rowLimit" };
		seen.add(next.token);
		token = next.token;
	}
}

/** Whether a refused token stood for older rows, which can be asked for by their time. */
function isMissingFrom({ whole }: BodyFacts, window: TimeRange, error: unknown): boolean {
	const isRefused =
		isProviderError(error) && (error.kind === "badRequest" || error.kind === "notFound");
	return isRefused && whole !== undefined && whole.from > window.from;
}

const factsOf = (query: KaikoVwapQuery) => ({
	path: vwapPath(query),
	market: kaiko.marketWords(query),
});

/** The plan of a query. Throws `ProviderError` where its period does not begin and end with its intervals. */
export function planVwap(
	query: KaikoVwapQuery,
	{ now, limits: { kaikoPageSize, rows, pages } }: Pick<PlanContext, "now" | "limits">,
): FeedPlan {
	refuseOffGrid(query, now);
	const interval = intervalLength(query);
	const range = resolveRange(query.range, interval, now);
	const perWindow = Math.min(kaikoPageSize, rows);
	return {
		range,
		windows: newestFirst(range, interval, perWindow),
		isLedByFirst: query.dataVersion === "latest",
		most: { rows, pages },
	};
}

/**
 * VWAP per interval from Kaiko: windows of one page each, as far as the service gives pages as large as they
 * are asked for. Further pages of a window are followed by their token on our own address.
 */
export const kaikoFeed: Feed<KaikoVwapQuery> = {
	plan: planVwap,
	fetch: async (query, window, context) => {
		const reading = new OpenWindow("kaiko", query, window, context, factsOf(query));
		try {
			const early = await followPages(query, window, reading, context);
			return await reading.finish(early);
		} finally {
			reading.close();
		}
	},
};
