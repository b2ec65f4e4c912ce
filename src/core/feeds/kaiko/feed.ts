import { isProviderError } from "../../errors";
import type { ApiRequest } from "../../http";
import { intervalLength } from "../../query/interval";
import { resolveRange } from "../../query/range";
import { kaiko } from "../../providers/kaiko";
import type { KaikoVwapQuery } from "../../query/query";
import type { AccessRange } from "../../result";
import { packChunk } from "../../result/packChunk";
import type { TimeRange } from "../../series";
import { type EpochMs, epochMs } from "../../time";
import type { FetchContext, FetchedChunk, Feed } from "../feed";
import { decodeAnswer, partialReason } from "../feedError";
import { newestFirst } from "../windows";
import { VwapCollector } from "./assemble";
import { type DecodedPage, decodeVwapPage } from "./decode";
import { checkEcho } from "./echo";
import { nextPageOf } from "./paging";
import { firstPageRequest, nextPageRequest, vwapPath } from "./request";

/** A server that has nothing more to say may still hand out tokens. */
const MAX_EMPTY_PAGES = 2;

type Early = NonNullable<FetchedChunk["early"]>;

/** The pages of one window. */
class PageWalk {
	private readonly collector: VwapCollector;
	private readonly seen = new Set<string>();
	private heard: FetchedChunk["heard"];
	private serverTime: EpochMs | undefined;
	private access: AccessRange | undefined;
	private dataVersion: string | undefined;
	private pages = 0;
	private emptyPages = 0;
	private hasRestarted = false;

	constructor(
		private readonly query: KaikoVwapQuery,
		private readonly window: TimeRange,
		private readonly context: FetchContext,
	) {
		this.collector = new VwapCollector(query, window, intervalLength(query));
		this.dataVersion = context.resolved?.["dataVersion"];
	}

	/** Follows the pages to their end. Rejects where nothing came of the window. */
	async run(): Promise<FetchedChunk> {
		const early = await this.walk();
		const { query, context, window, collector } = this;
		const { clock, log, range, left } = context;
		const now = this.serverTime ?? clock.now();
		const series = decodeAnswer(
			() => collector.assemble(range, now, left.rows),
			"kaiko",
			factsOf(query),
			log,
		);
		const whole = early === undefined ? window : this.wholeWithin(early, series.times);
		const stretch = whole ?? window;
		return {
			chunk: packChunk([series], { stretch, origin: "asked", fetchedAt: now }),
			...(early !== undefined && { early }),
			...(whole === undefined && { isUnordered: true }),
			...(this.heard !== undefined && { heard: this.heard }),
			...(this.access !== undefined && { access: this.access }),
			...(this.dataVersion !== undefined && { resolved: { dataVersion: this.dataVersion } }),
		};
	}

	/** What came without a hole: rows beyond the limit of rows are left out. */
	private wholeWithin({ code }: Early, times: Float64Array): TimeRange | undefined {
		const whole = this.collector.wholeStretch();
		const [first] = times;
		return whole === undefined || code !== "rowLimit" || first === undefined
			? whole
			: { from: epochMs(Math.max(first, whole.from)), to: whole.to };
	}

	/** Why the pages ended before their end, where something had come. */
	private async walk(): Promise<Early | undefined> {
		const { collector } = this;
		const { left } = this.context;
		let token: string | undefined;
		for (;;) {
			let body: unknown;
			try {
				body = await this.fetch(token);
			} catch (error) {
				if (collector.oldest === undefined) throw error;
				if (token === undefined || !this.mayRestart(error)) return partialReason(error);
				// Tokens may expire; what they stood for can be asked for by time.
				this.hasRestarted = true;
				token = undefined;
				continue;
			}
			const next = nextPageOf(body);
			if (collector.rows > left.rows) return { code: "rowLimit" };
			if (next.kind === "end" || collector.isFull) return undefined;
			if (next.kind === "badToken") return { code: "badToken" };
			if (this.seen.has(next.token)) return { code: "repeatedPage" };
			if (this.emptyPages >= MAX_EMPTY_PAGES) return { code: "emptyPages" };
			if (collector.rows >= left.rows) return { code: "rowLimit" };
			if (this.pages >= left.pages) return { code: "pageLimit" };
			this.seen.add(next.token);
			token = next.token;
		}
	}

	private async fetch(token: string | undefined): Promise<unknown> {
		const { client, signal, limits, log, clock, onPage, onWait } = this.context;
		const { query, collector } = this;
		const request = token === undefined ? this.startRequest() : nextPageRequest(query, token);
		const sentAt = clock.machineTime;
		const answer = await client.get(request, { signal, onWait });
		const page = decodeAnswer(
			() => {
				checkEcho(answer.body, query, this.dataVersion);
				const withCandles = query.aggregation !== "vwap";
				return decodeVwapPage(answer.body, withCandles, limits.numbersPerAnswer);
			},
			"kaiko",
			factsOf(query),
			log,
		);
		const serverTime = page.serverTime ?? answer.serverTime;
		if (serverTime !== undefined) this.heard ??= { serverTime, sentAt };
		this.note(page, serverTime);
		collector.add(page);
		const rows = page.rows.length + page.badRows;
		this.emptyPages = rows === 0 ? this.emptyPages + 1 : 0;
		this.pages += 1;
		onPage(rows);
		return answer.body;
	}

	/** The first page, or after a restart the first one that is still missing. */
	private startRequest(): ApiRequest {
		const { from, to } = this.window;
		const range = { from, to: this.collector.oldest ?? to };
		const { kaikoPageSize } = this.context.limits;
		// A page beyond what may still come would be fetched for nothing.
		return firstPageRequest(this.query, range, Math.min(kaikoPageSize, this.context.left.rows));
	}

	private note(page: DecodedPage, serverTime: EpochMs | undefined): void {
		this.serverTime = serverTime ?? this.serverTime;
		this.access ??= page.access;
		this.dataVersion ??= page.dataVersion;
	}

	private mayRestart(error: unknown): boolean {
		if (this.hasRestarted || !isProviderError(error)) return false;
		const whole = this.collector.wholeStretch();
		const isRefused = error.kind === "badRequest" || error.kind === "notFound";
		return isRefused && whole !== undefined && whole.from > this.window.from;
	}
}

const factsOf = (query: KaikoVwapQuery) => ({
	path: vwapPath(query),
	market: kaiko.marketWords(query),
});

/**
 * VWAP per interval from Kaiko: windows of one page each, as far as the service gives pages as large as they
 * are asked for. Further pages of a window are followed by their token on our own address.
 */
export const kaikoFeed: Feed<KaikoVwapQuery> = {
	plan: (query, now, { kaikoPageSize, rows, pages }) => {
		const interval = intervalLength(query);
		const range = resolveRange(query.range, interval, now);
		const perWindow = Math.min(kaikoPageSize, rows);
		return { range, windows: newestFirst(range, interval, perWindow), most: { rows, pages } };
	},
	fetch: (query, window, context) => new PageWalk(query, window, context).run(),
};
