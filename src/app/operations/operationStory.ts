import type { OperationOutcome, OperationRecord } from "../../core/diagnosis/facts";
import { errorCodes } from "../../core/errors/errorCodes";
import { type ErrorFacts, isProviderError, ProviderError } from "../../core/errors/errors";
import type { FeedPlan } from "../../core/feeds/feed";
import { sumRejected } from "../../core/feeds/seriesWarnings";
import { figure } from "../../core/figure";
import type { OperationTrail, SentAttempt } from "../../core/http";
import type { Log } from "../../core/log";
import type { ProviderId } from "../../core/providers/ids";
import type { MarketQuery } from "../../core/query/query";
import { queryLabel } from "../../core/query/words/label";
import type { PackedResult } from "../../core/result/packedResult";
import type { MarketPieces } from "../../core/result/piece";
import { formatText } from "../../core/text";
import { type EpochMs, toIso } from "../../core/time";
import { seenPart } from "../../core/unseen";
import { randomHex } from "../files/randomHex";
import type { OperationJournal } from "./operationJournal";

/** Digits of an operation's id: few enough to read aloud, enough for the lines of a window. */
const ID_DIGITS = 6;

export interface StoryDeps {
	readonly log: Log;
	readonly journal: OperationJournal;
	readonly now: () => EpochMs;
	readonly monotonic: () => number;
}

interface Subject {
	readonly provider: ProviderId;
	readonly kind: string;
}

/**
 * What becomes of one operation, for the log, for its error and for reports. A query takes five lines: what was
 * asked, what was planned, what was sent, what came, how it ended. Each begins with the operation's id.
 */
export class OperationStory implements OperationTrail {
	readonly id = randomHex().slice(0, ID_DIGITS);
	private readonly began: number;
	private readonly hosts = new Set<string>();
	private requestMs = 0;
	private record: OperationRecord;

	constructor(
		{ provider, kind }: Subject,
		private readonly deps: StoryDeps,
	) {
		this.began = deps.monotonic();
		this.record = {
			id: this.id,
			begunAt: deps.now(),
			provider,
			kind,
			outcome: "running",
			windows: 0,
			requests: 0,
			retries: 0,
			waitedMs: 0,
			bytes: 0,
			statuses: {},
		};
		deps.journal.note(this.record);
	}

	/** Begins the story of a query. */
	static ofQuery(query: MarketQuery, deps: StoryDeps): OperationStory {
		const story = new OperationStory(query, deps);
		const { kind, market, venue, provider, interval, range } = queryLabel(query);
		const words = [kind, venue, interval, range].map((one) => formatText(one));
		const [kindWords, venueWords, intervalWords, rangeWords] = words;
		story.say(
			`asked ${provider} for ${kindWords} of ${seenPart(market)} (${venueWords}), ${intervalWords}, ${rangeWords}`,
		);
		return story;
	}

	/** The windows of a query are known; again where the provider's clock moved its range. */
	planned({ range, windows }: FeedPlan): void {
		this.update({ windows: windows.length });
		this.say(
			`planned ${counted(windows.length, "window")} for ${toIso(range.from)} – ${toIso(range.to)}`,
		);
	}

	/** One more request was answered or has failed. */
	readonly onAttempt = ({ host, ms, waitedMs, bytes, outcome, isRetry }: SentAttempt): void => {
		const { requests, retries, statuses, ...sums } = this.record;
		this.hosts.add(host);
		this.requestMs += ms;
		this.update({
			requests: requests + 1,
			retries: retries + (isRetry ? 1 : 0),
			waitedMs: sums.waitedMs + waitedMs,
			bytes: sums.bytes + bytes,
			statuses: { ...statuses, [outcome]: (statuses[outcome] ?? 0) + 1 },
		});
	};

	/** An answer is there. */
	answered({ partial, warnings }: PackedResult, markets: readonly MarketPieces[]): void {
		this.tellRequests();
		const pieces = markets.flat();
		const rows = pieces.reduce((sum, { begin, end }) => sum + Math.max(0, end - begin), 0);
		const { points, levels, duplicates, outOfRange } = sumRejected(
			pieces.map(({ series }) => series.rejected),
		);
		const reasons = [
			[points, "with bad numbers"],
			[levels, "incomplete levels"],
			[duplicates, "duplicates"],
			[outOfRange, "out of range"],
		] as const;
		const leftOut = points + levels + duplicates + outOfRange;
		const why = reasons.flatMap(([count, words]) =>
			count > 0 ? [`${figure(count)} ${words}`] : [],
		);
		this.update({ rows, leftOut });
		this.say(
			`received ${counted(rows, "row")} of ${counted(markets.length, "series", "series")}; left out ` +
				(leftOut === 0 ? "nothing" : `${figure(leftOut)}: ${why.join(", ")}`),
		);
		const notes =
			warnings.length === 0 ? "" : `; noted ${warnings.map(({ code }) => code).join(", ")}`;
		if (partial === undefined) return this.end("complete", notes);
		const { code, error } = partial;
		const cause = error === undefined ? code : `${code} (${errorCodes(error.kind, error.facts)})`;
		this.end(`partial ${cause}`, notes);
	}

	/**
	 * The operation failed, or was cancelled. Says so with the codes of the failure, and gives the error back with the
	 * operation's id among its facts.
	 */
	failed(error: unknown): unknown {
		if (!isProviderError(error)) {
			this.tellRequests();
			this.end(error instanceof Error ? error.name : "failed");
			return error;
		}
		const { kind, provider, message, facts } = error;
		this.tellRequests();
		if (facts.detail !== undefined) {
			this.deps.log.debug(`[${this.id}] the provider says: ${facts.detail}`);
		}
		if (kind === "cancelled") this.end("cancelled");
		else this.end(errorCodes(kind, facts), attemptsOf(facts), "warn");
		return new ProviderError(kind, provider, message, { ...facts, operation: this.id });
	}

	/** A request that belongs to no query was answered. */
	succeeded(): void {
		this.tellRequests();
		this.end("complete");
	}

	private tellRequests(): void {
		const { requests, retries, statuses, waitedMs, bytes } = this.record;
		if (requests === 0) return this.say("sent no request");
		const outcomes = Object.entries(statuses).map(([outcome, count]) =>
			count === 1 ? outcome : `${figure(count)} × ${outcome}`,
		);
		this.say(
			`sent ${counted(requests, "request")} to ${[...this.hosts].join(", ")}: ${outcomes.join(", ")}; ` +
				`${counted(retries, "retry", "retries")}; ${figure(this.requestMs)} ms in all, ` +
				`${figure(waitedMs)} ms of waiting, ${counted(bytes, "byte")}`,
		);
	}

	private end(outcome: OperationOutcome, more = "", level: "info" | "warn" = "info"): void {
		const ms = Math.round(this.deps.monotonic() - this.began);
		this.update({ outcome, ms });
		this.deps.log[level](`[${this.id}] ${outcome} after ${figure(ms)} ms${more}`);
	}

	private update(change: Partial<OperationRecord>): void {
		this.record = { ...this.record, ...change };
		this.deps.journal.note(this.record);
	}

	private say(line: string): void {
		this.deps.log.info(`[${this.id}] ${line}`);
	}
}

function attemptsOf({ attempts }: ErrorFacts): string {
	return attempts === undefined ? "" : `; ${counted(attempts, "attempt")} of the last request`;
}

function counted(count: number, one: string, many = `${one}s`): string {
	return `${figure(count)} ${count === 1 ? one : many}`;
}
