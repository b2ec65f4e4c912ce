import { joinedChunk } from "../../core/cache/joinedChunk";
import { usefulStretches } from "../../core/cache/planPieces";
import { sharedStretch } from "../../core/cache/stretches";
import { type KnownTime, settledPart, settledStretch } from "../../core/cache/settled";
import type {
	Feed,
	FeedPlan,
	FetchContext,
	FetchedChunk,
	PlanContext,
} from "../../core/feeds/feed";
import { intervalLength } from "../../core/query/interval";
import type { MarketQuery } from "../../core/query/query";
import { chunkSeries } from "../../core/result/chunkSeries";
import type { PackedChunk } from "../../core/result/chunk";
import { toldAgain } from "../../core/result/openEnd";
import type { TimeRange } from "../../core/result/series";
import type { EpochMs } from "../../core/time";
import type { Fetched } from "../fetchWindows";
import { coversOf, type KnownAnswer } from "./answerCache";
import type { AnswerFacts } from "./block";

/** What is known of a range, for an answer within the limits of a plan. Never rejects. */
export type FindKnown = (range: TimeRange, plan: FeedPlan) => Promise<KnownAnswer>;

/** What of an answer is kept, and what it says besides. */
export interface Keepable {
	/** Their stretches are what is kept of them. */
	readonly chunks: readonly PackedChunk[];
	readonly facts: AnswerFacts;
}

const nameOf = ({ from, to }: TimeRange) => `${from} ${to}`;

/**
 * One run of one query whose closed intervals may be known. It says what is known of a plan, watches what the feed
 * brings for the rest, and judges what of the answer can be kept.
 */
export class CachedFeed<Query extends MarketQuery> implements Feed<Query> {
	/** What was taken of what is known. */
	private taken: KnownAnswer = { chunks: [] };
	/** Windows that came as a whole, with the provider's time when they were asked for, where it tells one. */
	private readonly whole = new Map<string, EpochMs | undefined>();
	private readonly asked: FetchedChunk[] = [];

	constructor(
		private readonly feed: Feed<Query>,
		private readonly query: Query,
		private readonly find: FindKnown,
	) {}

	plan(query: Query, context: PlanContext): FeedPlan | Promise<FeedPlan> {
		return this.feed.plan(query, context);
	}

	async fetch(query: Query, window: TimeRange, context: FetchContext): Promise<FetchedChunk> {
		const came = await this.feed.fetch(query, window, context);
		this.asked.push(came);
		const { chunk, early, isUnordered = false, heard } = came;
		// What our own limit of rows left out is no part of the stretch.
		const isWhole = early === undefined || (early.code === "rowLimit" && heard === undefined);
		if (isWhole && !isUnordered) this.whole.set(nameOf(chunk.header.stretch), heard?.serverTime);
		return came;
	}

	/**
	 * Chunks of what is known of a plan's range, as far as it is of use.
	 *
	 * @param time by the provider's clock: what is not over by it is asked for, whatever was kept; of data that are never revised, it
	 * is in progress
	 */
	async known(plan: FeedPlan, time: KnownTime): Promise<readonly FetchedChunk[]> {
		this.taken = { chunks: [] };
		const isFinal = plan.edition !== undefined;
		const range = isFinal ? plan.range : settledPart(plan.range, time, intervalLength(this.query));
		if (range === undefined) return [];
		const found = await this.find(range, plan);
		const covers = coversOf(found).flatMap((one) => sharedStretch(one, range) ?? []);
		if (covers.length === 0) return [];
		const { stamps, access } = found;
		const facts = {
			...(stamps !== undefined && { stamps }),
			...(access !== undefined && { access }),
		};
		const chunks = usefulStretches(plan, covers).map((stretch) => {
			const chunk = joinedChunk(found.chunks, stretch, "cached");
			return isFinal ? toldAgain(chunk, time.now) : chunk;
		});
		this.taken = { ...found, chunks };
		return chunks.map((chunk) => ({ chunk, ...facts }));
	}

	/** What was known, or else came, about what the query was resolved to. */
	get resolved(): Fetched["resolved"] {
		const answered = this.asked.find(({ resolved }) => resolved !== undefined)?.resolved;
		return answered ?? (this.taken.chunks.length > 0 ? this.taken.resolved : undefined);
	}

	/** Whether answers are of another data version, or tell times in another way, than what was known. */
	get isContradicted(): boolean {
		const { chunks, stamps, resolved } = this.taken;
		if (chunks.length === 0) return false;
		return this.asked.some(
			(one) =>
				(one.stamps !== undefined && one.stamps !== stamps) ||
				(one.resolved !== undefined &&
					resolved !== undefined &&
					Object.entries(one.resolved).some(([name, value]) => resolved[name] !== value)),
		);
	}

	/**
	 * What of a finished answer is to be kept: windows that came as a whole and without anything that could not be
	 * used, as far as they are over for good, as data that are never revised always are. Nothing of an answer that ended early, but for one that our own limit
	 * of rows ended between windows.
	 */
	keepable({ plan, chunks, partial, access, resolved, isShifted }: Fetched): Keepable {
		const isCut = partial !== undefined && partial.code !== "rowLimit";
		const stamps = isShifted ? "end" : this.stamps;
		const facts: AnswerFacts = {
			...(stamps !== undefined && { stamps }),
			...(access !== undefined && { access }),
			...(resolved !== undefined && { resolved }),
		};
		if (isCut || (this.feed.timesMayBeEnds === true && stamps === undefined)) {
			return { chunks: [], facts };
		}
		const interval = intervalLength(this.query);
		const lastRow = Math.max(...chunks.map(lastRowOf));
		const kept = chunks.flatMap((chunk) => {
			const { header } = chunk;
			const name = nameOf(header.stretch);
			if (header.origin !== "asked" || !this.whole.has(name) || !isClean(chunk)) return [];
			if (plan.edition !== undefined) return [chunk];
			const toldAt = this.whole.get(name);
			if (toldAt === undefined) return [];
			const edges = { toldAt, lastRow, access, interval };
			const stretch = settledStretch(header.stretch, edges);
			return stretch === undefined ? [] : [{ ...chunk, header: { ...header, stretch } }];
		});
		return { chunks: kept, facts };
	}

	/** Which end of their intervals times show that were not moved. */
	private get stamps(): AnswerFacts["stamps"] {
		const isKnown = this.taken.chunks.length > 0 && this.taken.stamps === "start";
		return isKnown || this.asked.some(({ stamps }) => stamps === "start") ? "start" : undefined;
	}
}

function lastRowOf(chunk: PackedChunk): number {
	return Math.max(-Infinity, ...chunkSeries(chunk).map(({ times }) => times.at(-1) ?? -Infinity));
}

/** Whether all that came could be used: an interval that could not be read is no quiet one. */
function isClean({ header }: PackedChunk): boolean {
	return header.series.every(
		({ rejected: { points, levels, duplicates, strays } }) =>
			points === 0 && levels === 0 && duplicates === 0 && strays === undefined,
	);
}
