import { isProviderError } from "../../errors";
import type { ApiRequest } from "../../http";
import { intervalLength } from "../../query/interval";
import { resolveRange } from "../../query/range";
import type { KaikoVwapQuery } from "../../query/schema";
import type { AccessRange, PartialReason } from "../../result";
import type { TimeRange } from "../../series";
import type { DurationMs, EpochMs } from "../../time";
import type { Feed, FeedContext } from "../feed";
import { decodeAnswer, partialReason } from "../feedError";
import { ProgressCount } from "../progress";
import { VwapCollector } from "./assemble";
import { type DecodedPage, decodeVwapPage } from "./decode";
import { nextPageOf } from "./paging";
import { firstPageRequest, kaikoMarket, nextPageRequest } from "./request";
import { vwapWarnings } from "./warnings";

/** A server that has nothing more to say may still hand out tokens. */
const MAX_EMPTY_PAGES = 2;

/** What the pages said beside their rows. */
interface PageFacts {
	serverTime: EpochMs | undefined;
	access: AccessRange | undefined;
	dataVersion: string | undefined;
}

/** One fetch of all pages. */
class PageWalk {
	readonly facts: PageFacts = { serverTime: undefined, access: undefined, dataVersion: undefined };
	private readonly seen = new Set<string>();
	private readonly progress: ProgressCount;
	private emptyPages = 0;
	private hasRestarted = false;

	constructor(
		private readonly query: KaikoVwapQuery,
		private readonly range: TimeRange,
		private readonly collector: VwapCollector,
		private readonly context: FeedContext,
		pagesExpected: number,
	) {
		this.progress = new ProgressCount(context.onProgress, pagesExpected);
	}

	/**
	 * Follows the pages to their end. The reason when they ended early and something had come; rejects
	 * when nothing had.
	 */
	async run(): Promise<PartialReason | undefined> {
		const { limits } = this.context;
		let token: string | undefined;
		for (;;) {
			let body: unknown;
			try {
				body = await this.fetch(token);
			} catch (error) {
				if (this.collector.completeUntil === undefined) throw error;
				if (token === undefined || !this.mayRestart(error)) return this.reason(error);
				// Tokens may expire; what they stood for can be asked for by time.
				this.hasRestarted = true;
				token = undefined;
				continue;
			}
			const next = nextPageOf(body);
			if (this.collector.rows > limits.rows) return this.early("rowLimit");
			if (next.kind === "end" || this.collector.covers(this.range)) return undefined;
			if (next.kind === "badToken") return this.early("badToken");
			if (this.seen.has(next.token)) return this.early("repeatedPage");
			if (this.emptyPages >= MAX_EMPTY_PAGES) return this.early("emptyPages");
			if (this.collector.rows >= limits.rows) return this.early("rowLimit");
			if (this.progress.pages >= limits.pages) return this.early("pageLimit");
			this.seen.add(next.token);
			token = next.token;
		}
	}

	private async fetch(token: string | undefined): Promise<unknown> {
		const { client, signal, limits, log } = this.context;
		const request = token === undefined ? this.startRequest() : nextPageRequest(this.query, token);
		const answer = await client.get(request, { signal, onWait: this.progress.onWait });
		const { path } = request;
		const page = decodeAnswer(
			() => decodeVwapPage(answer.body, this.query.aggregation !== "vwap", limits.numbersPerAnswer),
			"kaiko",
			{ path, market: kaikoMarket(this.query) },
			log,
		);
		this.collector.add(page);
		this.note(page, answer.serverTime);
		this.emptyPages = page.rows.length + page.badRows === 0 ? this.emptyPages + 1 : 0;
		this.progress.answered(this.collector.rows);
		return answer.body;
	}

	/** The first page, or after a restart the first one that is still missing. */
	private startRequest(): ApiRequest {
		const from = this.collector.completeUntil ?? this.range.from;
		return firstPageRequest(this.query, { from, to: this.range.to }, pageSizeOf(this.context));
	}

	private note(page: DecodedPage, headerTime: EpochMs | undefined): void {
		this.facts.serverTime = page.serverTime ?? headerTime ?? this.facts.serverTime;
		this.facts.access ??= page.access;
		this.facts.dataVersion ??= page.dataVersion;
	}

	private mayRestart(error: unknown): boolean {
		if (this.hasRestarted || !isProviderError(error)) return false;
		const until = this.collector.completeUntil;
		const isRefused = error.kind === "badRequest" || error.kind === "notFound";
		return isRefused && until !== undefined && until < this.range.to;
	}

	private reason(error: unknown): PartialReason {
		return partialReason(error, this.collector.completeUntil);
	}

	private early(code: PartialReason["code"]): PartialReason {
		const { completeUntil } = this.collector;
		return completeUntil === undefined ? { code } : { code, completeUntil };
	}
}

/** A page beyond the row limit would be fetched for nothing. */
function pageSizeOf({ limits }: FeedContext): number {
	return Math.min(limits.kaikoPageSize, limits.rows);
}

function expectedPages(range: TimeRange, interval: DurationMs, context: FeedContext): number {
	const expected = Math.min((range.to - range.from) / interval, context.limits.rows);
	return Math.max(1, Math.ceil(expected / pageSizeOf(context)));
}

/**
 * VWAP per interval from Kaiko, oldest first. Pages are followed by their token on our own address.
 * What ends the fetch early after the first rows gives what came, as `partial`.
 */
export const kaikoFeed: Feed<KaikoVwapQuery> = async (query, context) => {
	const interval = intervalLength(query);
	const range = resolveRange(query.range, interval, context.now());
	const collector = new VwapCollector(query, interval);
	const walk = new PageWalk(
		query,
		range,
		collector,
		context,
		expectedPages(range, interval, context),
	);
	const partial = await walk.run();
	const { serverTime, access, dataVersion } = walk.facts;
	const series = collector.assemble(range, serverTime ?? context.now(), context.limits.rows);
	return {
		range,
		series: [series],
		warnings: vwapWarnings(series, range, access, partial),
		...(partial !== undefined && { partial: withinRows(partial, series.times, interval) }),
		...(access !== undefined && { access }),
		...(dataVersion !== undefined && { resolved: { dataVersion } }),
	};
};

/** Rows beyond the limit are left out, so data is complete only up to the last one that stayed. */
function withinRows(
	partial: PartialReason,
	times: Float64Array,
	interval: DurationMs,
): PartialReason {
	const last = times.at(-1);
	return partial.code === "rowLimit" && last !== undefined
		? { ...partial, completeUntil: (last + interval) as EpochMs }
		: partial;
}
