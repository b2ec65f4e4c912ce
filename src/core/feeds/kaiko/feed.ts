import { isProviderError } from "../../errors";
import type { ApiRequest } from "../../http";
import { intervalLength } from "../../query/interval";
import { resolveRange } from "../../query/range";
import type { KaikoVwapQuery } from "../../query/schema";
import type { AccessRange, PartialReason } from "../../result";
import type { TimeRange } from "../../series";
import { type EpochMs, epochMs } from "../../time";
import { AskedRange } from "../askedRange";
import { clockWarnings } from "../clockWarning";
import type { Feed, FeedContext } from "../feed";
import { decodeAnswer, partialReason } from "../feedError";
import { ProgressCount } from "../progress";
import { VwapCollector } from "./assemble";
import { type DecodedPage, decodeVwapPage } from "./decode";
import { checkEcho } from "./echo";
import { nextPageOf } from "./paging";
import { firstPageRequest, kaikoMarket, nextPageRequest, vwapPath } from "./request";
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
	private readonly asked: AskedRange;
	private readonly progress: ProgressCount;
	private emptyPages = 0;
	private hasRestarted = false;

	constructor(
		private readonly query: KaikoVwapQuery,
		private readonly collector: VwapCollector,
		private readonly context: FeedContext,
	) {
		const { clock } = context;
		const interval = intervalLength(query);
		this.asked = new AskedRange(() => resolveRange(query.range, interval, clock.now()), clock);
		this.progress = new ProgressCount(context.onProgress, this.expectedPages());
	}

	/** The range that the query means, by the provider's clock once that is known. */
	get range(): TimeRange {
		return this.asked.range;
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
				if (this.collector.oldest === undefined) throw error;
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
		const { client, signal, limits, log, clock } = this.context;
		for (;;) {
			const request =
				token === undefined ? this.startRequest() : nextPageRequest(this.query, token);
			const sentAt = clock.machineTime;
			const answer = await client.get(request, { signal, onWait: this.progress.onWait });
			const page = decodeAnswer(
				() => {
					checkEcho(answer.body, this.query, this.facts.dataVersion);
					const withCandles = this.query.aggregation !== "vwap";
					return decodeVwapPage(answer.body, withCandles, limits.numbersPerAnswer);
				},
				"kaiko",
				factsOf(this.query),
				log,
			);
			const serverTime = page.serverTime ?? answer.serverTime;
			if (this.asked.isMovedBy(serverTime, sentAt)) continue;
			this.collector.add(page, this.range);
			this.note(page, serverTime);
			this.emptyPages = page.rows.length + page.badRows === 0 ? this.emptyPages + 1 : 0;
			this.progress.answered(this.collector.rows);
			return answer.body;
		}
	}

	/** The first page, or after a restart the first one that is still missing. */
	private startRequest(): ApiRequest {
		const { from, to } = this.range;
		const range = { from, to: this.collector.oldest ?? to };
		return firstPageRequest(this.query, range, pageSizeOf(this.context));
	}

	private note(page: DecodedPage, serverTime: EpochMs | undefined): void {
		this.facts.serverTime = serverTime ?? this.facts.serverTime;
		this.facts.access ??= page.access;
		this.facts.dataVersion ??= page.dataVersion;
	}

	private mayRestart(error: unknown): boolean {
		if (this.hasRestarted || !isProviderError(error)) return false;
		const { completeFrom } = this.collector.completeStretch();
		const isRefused = error.kind === "badRequest" || error.kind === "notFound";
		return isRefused && completeFrom !== undefined && completeFrom > this.range.from;
	}

	private reason(error: unknown): PartialReason {
		return { ...partialReason(error), ...this.collector.completeStretch() };
	}

	private early(code: PartialReason["code"]): PartialReason {
		return { code, ...this.collector.completeStretch() };
	}

	private expectedPages(): number {
		const { from, to } = this.range;
		const { rows: most } = this.context.limits;
		const rows = Math.min((to - from) / intervalLength(this.query), most);
		return Math.max(1, Math.ceil(rows / pageSizeOf(this.context)));
	}
}

const factsOf = (query: KaikoVwapQuery) => ({
	path: vwapPath(query),
	market: kaikoMarket(query),
});

/** A page beyond the row limit would be fetched for nothing. */
function pageSizeOf({ limits }: FeedContext): number {
	return Math.min(limits.kaikoPageSize, limits.rows);
}

/**
 * VWAP per interval from Kaiko. Pages are followed by their token on our own address, newest first. What
 * ends the fetch early after the first rows, a limit too, gives what came, as `partial`.
 */
export const kaikoFeed: Feed<KaikoVwapQuery> = async (query, context) => {
	const { limits, clock, log } = context;
	const interval = intervalLength(query);
	const collector = new VwapCollector(query, interval);
	const walk = new PageWalk(query, collector, context);
	const early = await walk.run();
	const { range } = walk;
	const { serverTime, access, dataVersion } = walk.facts;
	const series = decodeAnswer(
		() => collector.assemble(range, serverTime ?? clock.now(), limits.rows),
		"kaiko",
		factsOf(query),
		log,
	);
	const partial = early && withinRows(early, series.times);
	return {
		range,
		series: [series],
		warnings: [
			...vwapWarnings(series, range, access, partial),
			...clockWarnings("kaiko", clock, interval),
		],
		...(partial !== undefined && { partial }),
		...(access !== undefined && { access }),
		...(dataVersion !== undefined && { resolved: { dataVersion } }),
	};
};

/** Rows beyond the limit are left out, so data is complete only from the first one that stayed. */
function withinRows(partial: PartialReason, times: Float64Array): PartialReason {
	const [first] = times;
	return partial.code === "rowLimit" && partial.completeFrom !== undefined && first !== undefined
		? { ...partial, completeFrom: epochMs(Math.max(first, partial.completeFrom)) }
		: partial;
}
